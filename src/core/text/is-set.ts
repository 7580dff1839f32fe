/** @returns true for an environment variable that says something: an empty one counts as absent */
export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
