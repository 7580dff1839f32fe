/**
 * @param headers names and values in turn, as they stand on the wire
 * @param name in any case
 * @returns the first value of that name
 */
export function rawHeader(headers: readonly string[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const index = headers.findIndex((one, at) => at % 2 === 0 && one.toLowerCase() === wanted);
  return index === -1 ? undefined : headers[index + 1];
}
