/** Where a spreadsheet would take the cell for a formula and run it. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * @returns a record with its line end. Cells are quoted where RFC 4180 wants it; in front of what a spreadsheet would
 *   take for a formula stands an apostrophe, by which it shows the text instead.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
