/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** @returns the parsed value, or undefined if the text is not JSON. Never throws. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns the value if it is an object, else an empty object: missing and malformed read the same. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** @returns the value if it is an array, else an empty one. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Levels of a value that are looked into: no document that people or programs make has more. */
export const deepest = 100;

/** @returns whether a value is nested too deeply to be walked, or written as JSON again, by functions that call themselves */
export function isTooDeep(value: unknown, levels: number = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isTooDeep(one, levels - 1));
}

/** @returns a non-empty string field, else undefined. */
export function textField(object: JsonObject, name: string): string | undefined {
  const value = ownField(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @returns a finite number field, also if it was sent as text; else undefined. */
export function numberField(object: JsonObject, name: string): number | undefined {
  const value = ownField(object, name);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Whether it is a whole number from 0 on. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** @returns a boolean field, else undefined. */
export function booleanField(object: JsonObject, name: string): boolean | undefined {
  const value = ownField(object, name);
  return typeof value === 'boolean' ? value : undefined;
}

/** @returns an object field, else an empty object. */
export function objectField(object: JsonObject, name: string): JsonObject {
  return asObject(ownField(object, name));
}

/** @returns an array field, else an empty array. */
export function arrayField(object: JsonObject, name: string): readonly unknown[] {
  return asArray(ownField(object, name));
}

/** @returns the strings of an array field; what is no string is left out. */
export function textsField(object: JsonObject, name: string): readonly string[] {
  return arrayField(object, name).filter((value) => typeof value === 'string');
}

function ownField(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
