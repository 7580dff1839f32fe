import * as v from 'valibot';

// What people write into scenario files and send to the control API is read with these schemas. Every message is the
// end of a sentence that the place of the value begins.

/** What is wrong with a value, and where: `accounts[0].cars[1].year`, empty for the whole. */
export interface Flaw {
  readonly place: string;
  readonly problem: string;
}

/** What a schema made of a value. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly flaw: Flaw };

/** Reads a value; of several flaws the first is told. */
export function read<S extends v.GenericSchema>(schema: S, value: unknown): Reading<v.InferOutput<S>> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, flaw: describeIssue(result.issues[0]) };
}

function describeIssue({ message, path: issuePath }: v.BaseIssue<unknown>): Flaw {
  const path: readonly v.IssuePathItem[] = issuePath ?? [];
  // To the schema of an object a list is an object that lacks every field.
  const list = path.findIndex(({ type, input }) => type === 'object' && Array.isArray(input));
  const steps = list < 0 ? path : path.slice(0, list);
  const place = steps.reduce((before, { key }) => join(before, key), '');
  return { place, problem: list < 0 ? message : 'must be an object' };
}

function join(before: string, key: unknown): string {
  if (typeof key === 'number') return `${before}[${key}]`;
  return before === '' ? String(key) : `${before}.${String(key)}`;
}

/** Any text, also an empty one. */
export const anyText = v.string('must be a text');

/** A text that says something. */
export const text = v.pipe(anyText, v.nonEmpty('is missing'));

export const truth = v.boolean('must be true or false');

/** A number between two bounds. */
export function within({ from, to }: { readonly from: number; readonly to: number }, noun = 'number') {
  const message = `must be a ${noun} from ${from} to ${to}`;
  return v.pipe(v.number(message), v.minValue(from, message), v.maxValue(to, message));
}

/** A whole number between two bounds. */
export function whole(bounds: { readonly from: number; readonly to: number }) {
  const number = within(bounds, 'whole number');
  return v.pipe(number, v.integer(`must be a whole number from ${bounds.from} to ${bounds.to}`));
}

export function oneOf<const W extends readonly string[]>(words: W) {
  return v.picklist(words, `must be one of ${words.join(', ')}`);
}

export function list<S extends v.GenericSchema>(item: S) {
  return v.array(item, 'must be a list');
}

/** A text of which a function knows what is wrong, such as those of `values.ts`. */
export function textThat(flawOf: (text: string) => string | undefined) {
  return v.pipe(text, flawed(flawOf));
}

/** A further look at a value that is of its type. */
export function flawed<T>(flawOf: (value: T) => string | undefined) {
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    const message = dataset.typed ? flawOf(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  });
}

/** An object of texts, such as headers. */
export const textTable = v.record(v.string(), anyText, 'must be an object of texts');

/**
 * An object with these fields and no others. They are made when such an object is first read: what a rehearsal opens
 * reads none, and would be a twentieth slower for them.
 */
export function object<E extends v.ObjectEntries>(fields: () => E) {
  let made: ReturnType<typeof strictObject<E>> | undefined;
  return v.lazy(() => (made ??= strictObject(fields())));
}

function strictObject<E extends v.ObjectEntries>(entries: E) {
  const names = Object.keys(entries).join(', ');
  return v.pipe(
    v.strictObject(entries, ({ expected }) => {
      if (expected === 'Object') return 'must be an object';
      return expected === 'never' ? `is not a field here; there are: ${names}` : 'is missing';
    }),
    v.check((value) => !Array.isArray(value), 'must be an object'),
  );
}
