import { findExhaustion } from '../errors/exhaustion.ts';

/** Why the system refuses a file, as the end of a sentence. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'the system denies access'],
  ['EPERM', 'the system denies access'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['ENOTDIR', 'a part of the path is a file'],
  ['EISDIR', 'a directory stands in its place'],
  ['ELOOP', 'a symbolic link stands in its place'],
]);

/** @returns why the system refuses a file; the code itself where nothing more is known */
export function fileRefusalReason(code: string): string {
  return reasons.get(code) ?? findExhaustion(code)?.reason ?? code;
}

/** @returns what to do where connect-cli cannot keep its files */
export function keepingHint(code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'Free some space there, or set CONNECT_CLI_HOME to a directory elsewhere.';
  return findExhaustion(code)?.hint ?? 'Make the directory writable, or set CONNECT_CLI_HOME to one that is.';
}
