import { escapeCharacter } from './invisible.ts';

/**
 * Where a spreadsheet would take a cell for a formula and run it, behind any apostrophes: `= + - @`, their wide forms,
 * a tab, the ends of lines.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Controls of C0 but for tab and ends of lines: a terminal obeys them, wherever the file is looked at. */
const control = /[\0-\x08\v\f\x0e-\x1f]/g;

/**
 * @returns a record with its line end. Cells are quoted where RFC 4180 wants it; in front of what a spreadsheet would
 *   take for a formula stands an apostrophe, by which it shows the text instead. {@link csvValue} takes it away. Controls are written as `\\uXXXX`.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(text: string): string {
  const shown = text.replace(control, escapeCharacter);
  const safe = formula.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @returns the text of a cell as it was before {@link csvLine} made it harmless */
export function csvValue(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
