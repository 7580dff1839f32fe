/** A JSON object as it came in a request. */
export type JsonBody = Readonly<Record<string, unknown>>;

/** @returns the JSON object of a body, or `undefined` if it is none. */
export function parseBody(text: string): JsonBody | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
