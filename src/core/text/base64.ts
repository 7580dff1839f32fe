const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const digits: ReadonlyMap<string, number> = new Map([
  ...[...alphabet].map((digit, value) => [digit, value] as const),
  ['-', 62],
  ['_', 63],
]);

/** @returns the bytes of a text in base64 or base64url, one character for each; other characters are passed over. */
export function decodeBase64(text: string): string {
  const bytes: string[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text) {
    const value = digits.get(character);
    if (value === undefined) continue;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push(String.fromCharCode((bits >> count) & 0xff));
  }
  return bytes.join('');
}
