/** Blocks of characters that the fonts in assets/fonts were cut down to. */
const covered =
  /[\u0020-\u007e\u00a0-\u00ac\u00ae-\u0148\u014a-\u017f\u0218-\u021b\u1e9e\u2010-\u2026\u20ac\u2122\u2190-\u2193\u2212]/u;

/** @returns the characters that our own font has no shapes for, each once. */
export function uncoveredCharacters(text: string): string {
  return [...new Set(text)].filter((character) => !covered.test(character)).join('');
}
