/** @returns a whole number with commas: `12,300` */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** @returns a number with the noun that goes with it: `1 owner`, `12,300 owners` */
export function plural(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
