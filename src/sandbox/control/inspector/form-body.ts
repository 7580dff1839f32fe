import { ControlInputError } from '../fields.ts';
import { ownValue } from '../../../core/text/keys.ts';

type Reader = (values: readonly string[], name: string) => unknown;

/** How a field is read, by the word behind the colon of its name. What is undefined is left out of the body. */
const readers: Readonly<Record<string, Reader>> = {
  text: ([value = '']) => (value.trim() === '' ? undefined : value.trim()),
  /** A text that may be empty: that ends what it stands for. */
  keep: ([value = '']) => value.trim(),
  // What is no number goes on as a text, for the operation to refuse in its own words.
  number: ([value = '']) => (value.trim() === '' ? undefined : Number.isNaN(Number(value)) ? value : Number(value)),
  truth: ([value = '']) => (value === '' ? undefined : value === 'true' ? true : value === 'false' ? false : value),
  /** Ticked boxes, and lines of a text. */
  list: (values) => lines(values),
  lines: (values) => (lines(values).length === 0 ? undefined : lines(values)),
  json: ([value = ''], name) => (value.trim() === '' ? undefined : parse(value, name)),
};

/**
 * @returns the body of the operation that a form stands for
 * @throws ControlInputError for what cannot be read
 */
export function readForm(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const fields = [...new Set(form.keys())].filter((key) => !own.has(key));
  // From entries, so that no name of a field means more than a name.
  return Object.fromEntries(fields.map((key) => readField(form, key)).filter(([, value]) => value !== undefined));
}

/** What every form carries for the page itself. */
const own: ReadonlySet<string> = new Set(['token', 'do', 'back']);

function readField(form: URLSearchParams, key: string): readonly [string, unknown] {
  const [name = '', kind = 'text'] = key.split(':');
  const read = Object.hasOwn(readers, kind) ? ownValue(readers, kind) : undefined;
  if (read === undefined) throw new ControlInputError(`"${key}" is not a field of this page.`);
  return [name, read(form.getAll(key), name)];
}

function lines(values: readonly string[]): readonly string[] {
  return values
    .flatMap((value) => value.split(/[\r\n]+/))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function parse(text: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new ControlInputError(`"${name}" is not JSON.`);
  }
}
