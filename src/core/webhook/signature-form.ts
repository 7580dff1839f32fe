/** How a signature is written other than in lower-case hex. */
export type SignatureForm = 'base64' | 'upper-case' | 'prefix';

/** The 32 bytes of a signature, and what is unusual about how they are written. */
export interface SignatureReading {
  /** Lower-case hex. */
  readonly hex: string;
  readonly unusual: readonly SignatureForm[];
}

/** @returns undefined for a text that is no 32 bytes in hex or base64 */
export function readSignature(text: string): SignatureReading | undefined {
  const written = text.trim();
  const bare = written.replace(/^sha256=\s*/i, '');
  const prefix: readonly SignatureForm[] = bare === written ? [] : ['prefix'];
  if (/^[0-9a-f]{64}$/.test(bare)) return { hex: bare, unusual: prefix };
  if (/^[0-9a-f]{64}$/i.test(bare)) return { hex: bare.toLowerCase(), unusual: [...prefix, 'upper-case'] };
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(bare) ? { hex: base64ToHex(bare), unusual: [...prefix, 'base64'] } : undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64ToHex(text: string): string {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replace('=', '');
  const bits = [...standard].map((digit) => alphabet.indexOf(digit).toString(2).padStart(6, '0')).join('');
  const nibbles = bits.slice(0, 256).match(/.{4}/g) ?? [];
  return nibbles.map((nibble) => Number.parseInt(nibble, 2).toString(16)).join('');
}
