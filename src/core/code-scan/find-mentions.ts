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
  const add = (found: Found) => {
    const line = lines.lineAt(found.offset);
    // A path can be read in two ways, and a line can say a thing many times: once is enough.
    const key = `${line} ${Object.values(found.meaning).join(' ')}${found.meaning.kind === 'unknown' ? found.text : ''}`;
    if (seen.has(key)) return;
    seen.add(key);
    const isProse = role === 'code' && isComment(lines.around(found.offset).line);
    mentions.push({ file, line, text: found.text, meaning: found.meaning, role: isProse ? 'prose' : role });
  };
  const use = sdkUse.exec(text);
  if (use !== null) add({ offset: use.index, text: use[0], meaning: { kind: 'smartcar' } });
  for (const found of findPermissions(lines, isSmartcarFile)) add(found);
  for (const found of findSignals(lines, isSmartcarFile)) add(found);
  for (const found of findCalls(file, lines, isSmartcarFile)) add(found);
  return mentions.toSorted((a, b) => a.line - b.line);
}
