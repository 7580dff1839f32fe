/** The last three digits of every number. */
const endings = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));

/**
 * @returns a function that writes whole numbers, fast where they rise. V8 keeps each number that it has written for
 *   another time: of a million lines that is the larger part of what an audit leaves behind for the collector.
 */
export function createLineNumbers(): (line: number) => string {
  let thousands = 0;
  let beginning = '';
  return (line) => {
    if (line < 1000) return String(line);
    const now = Math.trunc(line / 1000);
    if (now !== thousands) {
      thousands = now;
      beginning = String(now);
    }
    return `${beginning}${endings[line % 1000]}`;
  };
}
