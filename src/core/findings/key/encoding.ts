import { finding, type Finding } from '../finding.ts';
import { parsePem } from '../../tesla/pem.ts';
import type { KeyAnswer } from './facts.ts';

const compressions: ReadonlySet<string> = new Set([
  'gzip',
  'x-gzip',
  'deflate',
  'br',
  'zstd',
  'compress',
  'x-compress',
]);

/** @returns the compressions that a `Content-Encoding` names, in the order in which they were applied. */
export function compressionsIn(contentEncoding: string | null | undefined): readonly string[] {
  const names = (contentEncoding ?? '').split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => compressions.has(name));
}

/** What the host did to the file on its way. */
export function judgeEncoding(file: KeyAnswer): readonly Finding[] {
  if (compressionsIn(file.contentEncoding).length === 0) return [];
  const declared = declaredEncoding(file);
  // An answer that broke off cannot be unpacked to its end; that it broke off is told already.
  if ((file.notUnpacked ?? null) === null || file.ended !== 'complete')
    return [finding('key-compressed', [declared, `PEM blocks inside: ${parsePem(file.body).blocks.length}`])];
  return [finding('key-not-unpacked', [declared, file.notUnpacked ?? ''])];
}

/** The header as evidence, in the characters of such headers. */
export function declaredEncoding({ contentEncoding }: Pick<KeyAnswer, 'contentEncoding'>): string {
  return `Content-Encoding: ${compressionsIn(contentEncoding).join(', ')}`;
}
