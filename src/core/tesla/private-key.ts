import { derElements, derTags, type DerElement } from './der.ts';

/** How private keys are written as text, and what each form is called. */
const textForms: readonly { readonly name: string; readonly fits: (text: string) => boolean }[] = [
  // Dashes are not asked for: a word processor makes others of them.
  { name: 'PEM', fits: (text) => /BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/.test(text) },
  { name: 'JSON (JWK)', fits: (text) => /"d\\?"\s*:\s*\\?"/.test(text) && /"(?:kty|crv)\\?"\s*:/.test(text) },
  { name: 'the format of PuTTY', fits: (text) => /^PuTTY-User-Key-File-\d/m.test(text) },
  { name: 'the words of `openssl -text`', fits: (text) => /\bpriv:\s{0,20}[0-9a-f]{2}:/.test(text) },
];

/** Long enough to be a key or its first line, in base64 or base64url. */
const base64Run = /[A-Za-z0-9+/][A-Za-z0-9+/_-]{39,}/g;
const hexRun = /(?:[0-9a-fA-F]{2}[:\s]?){32,}/g;

/**
 * Finds a private key, even one that is cut off.
 * @param bytes one character for each byte
 * @returns the form that it is written in, or `undefined` without one
 */
export function privateKeyForm(bytes: string): string | undefined {
  // UTF-16 puts a zero beside every letter.
  const text = bytes.replaceAll('\0', '');
  return formOf(text) ?? (isPrivateDer(bytes) ? 'DER' : undefined) ?? encodedForm(text);
}

function formOf(text: string): string | undefined {
  return textForms.find(({ fits }) => fits(text))?.name;
}

/** What base64 and hex hold: DER, or one of the texts. A block of PEM under another label is found this way too. */
function encodedForm(text: string): string | undefined {
  const lines = text.replaceAll(/\\[nr]|-{5}/g, '\n');
  const isPrivate = (bytes: string) => isPrivateDer(bytes) || formOf(bytes) !== undefined;
  if ((lines.match(base64Run) ?? []).map(decodeBase64).some(isPrivate)) return 'base64';
  return (lines.match(hexRun) ?? []).map(decodeHex).some(isPrivate) ? 'hexadecimal' : undefined;
}

/** @param text base64 or base64url; a digit at the end that is no byte yet is left out */
function decodeBase64(text: string): string {
  const digits = text.replaceAll('-', '+').replaceAll('_', '/');
  return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
}

function decodeHex(text: string): string {
  const pairs = text.match(/[0-9a-fA-F]{2}/g) ?? [];
  return pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
}

/** PKCS #8 plain and encrypted, SEC 1 (the key of a curve), PKCS #1 (RSA) and what OpenSSL writes for DSA. */
function isPrivateDer(bytes: string): boolean {
  const [first, second, third] = derElements(bytes);
  if (first === undefined || second === undefined) return false;
  if (isEncryption(first)) return second.tag === derTags.octetString;
  if (!isVersion(first)) return false;
  if (second.tag === derTags.octetString) return true;
  if (second.tag === derTags.integer) return second.content.length > 16;
  return second.tag === derTags.sequence && third?.tag === derTags.octetString;
}

/** Private keys begin with the number 0 or 1; public ones and certificates do not. */
function isVersion({ tag, content }: DerElement): boolean {
  return tag === derTags.integer && (content === '\0' || content === '\u0001');
}

/** The algorithms of PKCS #5 and PKCS #12 with which private keys are encrypted. */
function isEncryption({ tag, content }: DerElement): boolean {
  return (
    tag === derTags.sequence &&
    /^\u0006[\u0009\u000a]\u002a\u0086\u0048\u0086\u00f7\u000d\u0001(?:\u0005|\u000c\u0001)/.test(content)
  );
}
