/** @returns the words as a sentence lists them: `A`, `A and B`, `A, B and C` */
export function enumerate(words: readonly string[]): string {
  const [last = '', ...before] = words.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
}
