import { CliError } from '../errors/cli-error.ts';
import { Secret } from '../secret.ts';

/** Characters of a key of 256 bits in base64; in hex it has 64. */
const shortest = { base64: 43, hex: 64 } as const;

/** A random key of this length has far more different characters; fewer of them are a slip such as `aaaa…`. */
const fewestDifferent = 8;

/**
 * Reads the keys that sign states: one a line, or several words in a variable; what follows a `#` is a remark.
 * @param where as the message names it, such as `"keys.txt"`
 * @throws CliError INVALID_VALUE for a key of less than 256 bits or in another form
 */
export function parseStateKeys(text: string, where: string): readonly [Secret, ...Secret[]] {
  const words = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line) => line.replace(/#.*$/, '').split(/[\s,]+/))
    .filter((word) => word !== '');
  for (const [index, word] of words.entries()) {
    const fault = keyFault(word);
    if (fault !== undefined) throw keyError(`Key ${index + 1} of ${where} ${fault}.`);
  }
  const [first, ...others] = [...new Set(words)].map((word) => new Secret(word));
  if (first === undefined) throw keyError(`There is no key in ${where}.`);
  return [first, ...others];
}

function keyFault(word: string): string | undefined {
  if (!/^[\w+/-]+={0,2}$/.test(word)) return 'is neither base64 nor hex';
  const digits = word.replace(/=+$/, '');
  const least = /^[0-9a-fA-F]+$/.test(digits) ? shortest.hex : shortest.base64;
  if (digits.length < least) return `has ${digits.length} characters, which is less than 256 bits`;
  return new Set(digits).size < fewestDifferent ? 'is not random' : undefined;
}

function keyError(sentence: string): CliError {
  return new CliError('INVALID_VALUE', sentence, {
    hint: 'A key is 43 characters of base64 or 64 of hex, or more, one per line. `connect-cli campaign key FILE` makes one.',
  });
}
