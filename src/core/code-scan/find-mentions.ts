import { findCalls } from './call-mentions.ts';
import { roleOf, type Mention } from './mention.ts';
import { findPermissions, permissionName, type Found } from './permission-mentions.ts';
import { findSignals, signalBeginning } from './signal-mentions.ts';
import { isComment, TextLines } from './text-lines.ts';

/** A text without a match holds nothing of Smartcar's: one pass over it decides. */
export const smartcarTraces = new RegExp(`[Ss]mart[Cc]ar|SMARTCAR|${permissionName}|[Vv]ehicle|${signalBeginning}`);

const smartcarName = /smartcar/i;
const sdkUse =
  /(?:require\(\s*|from\s+|import\s+|gem\s+)["'`]?smartcar\b|["'`](?:@smartcar\/[\w-]+|smartcar)["'`]\s*:|com\.smartcar\.sdk|github\.com\/smartcar\/|(?:api|auth|connect|iam)\.smartcar\.com|^smartcar\s*[=~<>]=/m;

/**
 * Finds what a file says about Smartcar: scopes, signals, calls of the API and of the SDKs.
 * @param file path from the scanned directory; its name tells tests and documents apart
 */
export function findMentions(file: string, text: string): readonly Mention[] {
  const lines = new TextLines(text);
  const isSmartcarFile = smartcarName.test(text);
  const role = roleOf(file);
  const mentions: Mention[] = [];
  const seen = new Set<string>();
  const add = (match: Found) => {
    const line = lines.lineAt(match.offset);
    // A path can be read in two ways, and a line can say a thing many times: once is enough.
    const key = `${line} ${Object.values(match.meaning).join(' ')}${match.meaning.kind === 'unknown' ? match.text : ''}`;
    if (seen.has(key)) return;
    seen.add(key);
    const isProse = (role === 'code' || role === 'example') && isComment(lines.around(match.offset).line);
    mentions.push({ file, line, text: match.text, meaning: match.meaning, role: isProse ? 'prose' : role });
  };
  const use = sdkUse.exec(text);
  if (use !== null) add({ offset: use.index, text: use[0], meaning: { kind: 'smartcar' } });
  for (const match of findPermissions(lines, isSmartcarFile)) add(match);
  for (const match of findSignals(lines, isSmartcarFile)) add(match);
  for (const match of findCalls(file, lines, isSmartcarFile)) add(match);
  return mentions.toSorted((a, b) => a.line - b.line);
}
