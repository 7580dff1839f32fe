/**
 * Compares a state in time that does not depend on where two values differ.
 * The length of the expected state is no secret: it stands on the Connect URL.
 */
export function sameState(expected: string, received: string | null): boolean {
  if (received === null) return false;
  let difference = expected.length ^ received.length;
  for (let index = 0; index < expected.length; index += 1) {
    difference |= expected.charCodeAt(index) ^ received.charCodeAt(index % Math.max(1, received.length));
  }
  return difference === 0;
}
