import type { GenericSchema, InferOutput } from 'valibot';
import { read, type Flaw } from '../state/schema.ts';

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

/** Reads a body by its schema. @throws ControlInputError */
export function readBody<S extends GenericSchema>(schema: S, body: unknown): InferOutput<S> {
  const reading = read(schema, body);
  if (reading.ok) return reading.value;
  throw new ControlInputError(sentence(reading.flaw));
}

function sentence({ place, problem }: Flaw): string {
  if (place === '') return `The body ${problem}.`;
  // What begins with the value itself is a sentence of its own.
  return problem.startsWith('"') ? `"${place}": ${problem}.` : `"${place}" ${problem}.`;
}

/** Refuses a value that was found to have a flaw, in the words of `values.ts`. */
export function refuseFlaw(name: string, flaw: string | undefined): void {
  if (flaw !== undefined) throw new ControlInputError(`"${name}": ${flaw}.`);
}
