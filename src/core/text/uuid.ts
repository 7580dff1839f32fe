/** @returns true for a UUID, in either case: the form of Smartcar's ids of applications, users and vehicles. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
