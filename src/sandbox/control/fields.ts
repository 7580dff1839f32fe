/** A body or a parameter of the control API that cannot be used; answered with 400. */
export class ControlInputError extends Error {
  override readonly name = 'ControlInputError';
}

/** Reads a JSON object. @throws ControlInputError */
export function readObject(body: string): Readonly<Record<string, unknown>> {
  if (body.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ControlInputError('The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ControlInputError('The body must be a JSON object.');
  // An object of JSON.parse has string keys; what they hold is checked field by field.
  return value as Readonly<Record<string, unknown>>;
}

/** Refuses fields that nobody reads, so that a misspelt one does not pass for done. */
export function allowOnly(fields: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const stranger = Object.keys(fields).find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw new ControlInputError(`There is no field "${stranger}" here; there are: ${names.join(', ')}.`);
}

/** @returns a text, or `undefined` if the field is absent. */
export function text(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new ControlInputError(`"${name}" must be a text.`);
}

/** @returns a text that must be there. */
export function requiredText(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = text(fields, name);
  if (value === undefined || value === '') throw new ControlInputError(`"${name}" is missing.`);
  return value;
}

/** @returns a finite number, or `undefined` if the field is absent. */
export function number(fields: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ControlInputError(`"${name}" must be a number.`);
}

/** @returns a number between two bounds, or `undefined` if the field is absent. */
export function numberWithin(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  bounds: { readonly from: number; readonly to: number; readonly whole?: boolean },
): number | undefined {
  const value = number(fields, name);
  if (value === undefined) return undefined;
  const isWhole = bounds.whole !== true || Number.isInteger(value);
  if (isWhole && value >= bounds.from && value <= bounds.to) return value;
  throw new ControlInputError(
    `"${name}" must be a ${bounds.whole === true ? 'whole ' : ''}number from ${bounds.from} to ${bounds.to}.`,
  );
}

/** Refuses a value that was found to have a flaw, in the words of `values.ts`. */
export function refuseFlaw(name: string, flaw: string | undefined): void {
  if (flaw !== undefined) throw new ControlInputError(`"${name}": ${flaw}.`);
}

/** @returns a truth value, or `undefined` if the field is absent. */
export function flag(fields: Readonly<Record<string, unknown>>, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new ControlInputError(`"${name}" must be true or false.`);
}

/** @returns a list of texts, or `undefined` if the field is absent. */
export function texts(fields: Readonly<Record<string, unknown>>, name: string): readonly string[] | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new ControlInputError(`"${name}" must be a list of texts.`);
}

/** @returns an object, or `undefined` if the field is absent. */
export function object(fields: Readonly<Record<string, unknown>>, name: string): object | undefined {
  const value = fields[name];
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) return value;
  throw new ControlInputError(`"${name}" must be an object.`);
}

/** @returns an object of texts, or `undefined` if the field is absent. */
export function textTable(
  fields: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, string>> | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string')) {
    // Every value was just found to be a text.
    return value as Readonly<Record<string, string>>;
  }
  throw new ControlInputError(`"${name}" must be an object of texts.`);
}
