/** Writes a word as a POSIX shell takes it back: as it is where that is safe, else in quotes. */
export function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}

/** Joins words to a command line that can be pasted into a shell. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}
