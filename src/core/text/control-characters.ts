/** @returns the first control character of a text, such as `U+000A`; undefined where there is none. Never the text itself. */
export function controlCharacterIn(text: string): string | undefined {
  return named(/\p{Cc}/u.exec(text)?.[0]);
}

/** @returns the first character that no access token has (RFC 6749, appendix A.12), such as `U+000A`. */
export function foreignToTokens(token: string): string | undefined {
  return named(/[^\x20-\x7E]/u.exec(token)?.[0]);
}

function named(character: string | undefined): string | undefined {
  const point = character?.codePointAt(0);
  return point === undefined ? undefined : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
