import { smartcarPermissionNames } from '../permissions/signals.ts';
import type { SmartcarPermission } from '../providers/smartcar/permissions.ts';
import type { Meaning } from './mention.ts';
import { quotedAround, type TextLines } from './text-lines.ts';

/** A meaning and where it stands. */
export interface Found {
  readonly offset: number;
  readonly text: string;
  readonly meaning: Meaning;
}

const names: ReadonlySet<string> = new Set(smartcarPermissionNames);

/** Matches the permissions themselves; `read_file` and its like fill other people's code. */
export const permissionName = ['read', 'control']
  .map((access) => [access, smartcarPermissionNames.filter((name) => name.startsWith(`${access}_`))] as const)
  .map(([access, all]) => `${access}_(?:${all.map((name) => name.slice(access.length + 1)).join('|')})`)
  .join('|');

// After %20 or %3A a name follows a letter or digit; anywhere else it begins a word.
const word = /(?:(?<=%[0-9A-Fa-f]{2})|(?<![\w$%]))(?:([A-Za-z]+)(?::|%3A))?((?:read|control)_[a-z][a-z0-9_]*)(?!\w)/g;
const constant = /(?<![\w$])(?:READ|CONTROL)_[A-Z][A-Z_]*(?!\w)/g;
const scopeWords = /^[\s\w:,+%;[\]"'`-]*$/;
const scopeKey = /(?:scope|permission|access)[\w.-]*["'`]?\s*[:=]+>?\s*/i;
const wrongPrefix = /^(?:req\w*|optional|mandatory|must)$/i;

const looksPerLine = 20;
/** Every permission there is, each on a line of its own. */
const longestRubyList = 1000;

/** Finds permissions that the text asks for, and names that look like permissions. */
export function* findPermissions(lines: TextLines, isSmartcarFile: boolean): Generator<Found> {
  const looks = new Map<string, number>();
  for (const match of lines.text.matchAll(word)) {
    const [text, prefix, name = ''] = match;
    const key = `${lines.lineAt(match.index)} ${text}`;
    // A name that fills a long line is looked at a few times, not at every place.
    const count = looks.get(key) ?? 0;
    if (count >= looksPerLine) continue;
    looks.set(key, count + 1);
    const nameAt = match.index + text.length - name.length;
    const setting = settingAround(lines, nameAt, name);
    if (setting === undefined) continue;
    const meaning = judgeName(name, prefix, isSmartcarFile && setting === 'scope');
    if (meaning !== undefined) yield { offset: match.index, text, meaning };
  }
  if (!isSmartcarFile) return;
  for (const match of lines.text.matchAll(constant)) {
    const name = match[0].toLowerCase();
    if (!isPermission(name)) continue;
    yield { offset: match.index, text: match[0], meaning: { kind: 'asked', permission: name, required: false } };
  }
}

function judgeName(name: string, prefix: string | undefined, reportsUnknown: boolean): Meaning | undefined {
  const isWrong = prefix !== undefined && prefix !== 'required' && wrongPrefix.test(prefix);
  if (isPermission(name) && !isWrong) return { kind: 'asked', permission: name, required: prefix === 'required' };
  return reportsUnknown || (isPermission(name) && isWrong) ? { kind: 'unknown', of: 'permission' } : undefined;
}

/**
 * Tells a scope from other code: `read_battery` is also a fine name for a function.
 * @returns `scope` in a text or list of scope words, `quoted` in another text, `undefined` elsewhere
 */
function settingAround(lines: TextLines, offset: number, name: string): 'scope' | 'quoted' | undefined {
  const { line, column } = lines.around(offset);
  if (/^\s*\(/.test(line.slice(column + name.length))) return undefined;
  const quoted = quotedAround(line, column);
  if (quoted !== undefined) return scopeWords.test(quoted) || /scope=/.test(quoted) ? 'scope' : 'quoted';
  if (isInRubyList(lines.text, offset)) return 'scope';
  const before = line.slice(0, column);
  if (/[?&]scope=[\w%+:.-]*$/.test(before)) return 'scope';
  const key = scopeKey.exec(before);
  const words = key === null ? line : line.slice(key.index + key[0].length);
  const isList =
    scopeWords.test(words) &&
    words.split(/[^\w:]+/).every((part) => part === '' || /^(?:required:)?(?:read|control)_/.test(part));
  return isList ? 'scope' : undefined;
}

/** `%w[read_vin read_odometer]`, `%i(…)`, over several lines as well; and `[:read_vin, :read_odometer]`. */
const rubyList = /%[wWiI][[({<|!/](?:[^%[\](){}<>|!/]*)$|\[(?:\s*:\w{1,60},)*\s*:$/;

function isInRubyList(text: string, offset: number): boolean {
  return rubyList.test(text.slice(Math.max(0, offset - longestRubyList), offset));
}

function isPermission(name: string): name is SmartcarPermission {
  return names.has(name);
}
