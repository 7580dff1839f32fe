/**
 * Characters that a terminal obeys or does not show, apart from the controls of C0: C1 controls, Unicode's format
 * characters (marks of direction, joiners, tags, byte order), separators of lines and paragraphs, and fillers.
 */
const invisible = /[\u0080-\u009f\u115f\u1160\u3164\uffa0\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Shows what could not be seen as `\\uXXXX`. In a JSON text the value stays equal, for such characters stand in strings
 * alone and JSON reads the escape back.
 */
export function showInvisible(text: string): string {
  return text.replace(invisible, escapeCharacter);
}

/** @returns the character as JSON escapes it: one `\\uXXXX` for each UTF-16 unit. */
export function escapeCharacter(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
