/**
 * Characters that a terminal obeys or does not show, apart from the controls of C0: C1 controls, Unicode's format
 * characters (marks of direction, joiners, tags, byte order), separators of lines and paragraphs, and fillers.
 */
const invisible = () => new RegExp(String.raw`[\u0080-\u009f\u115f\u1160\u3164\uffa0\p{Cf}\p{Zl}\p{Zp}]`, 'gu');

/**
 * Beyond ASCII, European letters, dashes, quotes, arrows, boxes and ticks. A text of nothing else needs no classes of
 * Unicode, which take half a millisecond to load, already where a literal is parsed: most output of most starts.
 */
const unusual = /[^\u0000-\u007f\u00a0-\u00ac\u00ae-\u05ff\u2010-\u2027\u2030-\u205e\u2190-\u2bff]/;

/**
 * Shows what could not be seen as `\\uXXXX`. In a JSON text the value stays equal, for such characters stand in strings
 * alone and JSON reads the escape back.
 */
export function showInvisible(text: string): string {
  return unusual.test(text) ? text.replace(invisible(), escapeCharacter) : text;
}

/** @returns the character as JSON escapes it: one `\\uXXXX` for each UTF-16 unit. */
export function escapeCharacter(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
