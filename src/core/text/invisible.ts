/**
 * Characters that a terminal obeys or does not show, apart from the controls of C0: DEL and the controls of C1,
 * Unicode's format characters (marks of direction, joiners, tags, byte order), separators of lines and paragraphs, and
 * what it calls default ignorable, such as fillers; of these the selectors of a variant stay, which emoji need.
 */
const invisible = () =>
  new RegExp(String.raw`[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|(?![\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}`, 'gu');

/**
 * Beyond ASCII, European letters, dashes, quotes, arrows, boxes and ticks. A text of nothing else needs no classes of
 * Unicode, which take half a millisecond to load, already where a literal is parsed: most output of most starts.
 */
const unusual = /[^\u0000-\u007e\u00a0-\u00ac\u00ae-\u034e\u0350-\u05ff\u2010-\u2027\u2030-\u205e\u2190-\u2bff]/;

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
