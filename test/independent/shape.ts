/**
 * @returns where an answer differs from the documented sample: a field that is missing or of another type. Fields
 * beyond the sample are fine; so is null where the sample has null. Lists are compared by the sample's first entry.
 */
export function differences(sample: unknown, answer: unknown, place = '$'): readonly string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(answer)) return [`${place}: a list, not ${kindOf(answer)}`];
    return sample.length === 0 || answer.length === 0 ? [] : differences(sample[0], answer[0], `${place}[0]`);
  }
  if (kindOf(sample) !== kindOf(answer)) return [`${place}: ${kindOf(sample)}, not ${kindOf(answer)}`];
  if (!isObject(sample) || !isObject(answer)) return [];
  return Object.entries(sample).flatMap(([key, value]) =>
    Object.hasOwn(answer, key)
      ? differences(value, answer[key], `${place}.${key}`)
      : [`${place}.${key}: missing (there are ${Object.keys(answer).join(', ')})`],
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** Reads a place such as `data.0.attributes.code` of a JSON answer; `undefined` where there is nothing. */
export function pick(answer: unknown, place: string): unknown {
  return place
    .split('.')
    .reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), answer);
}

/** Reads a place that must hold a text. */
export function pickText(answer: unknown, place: string): string {
  const value = pick(answer, place);
  if (typeof value !== 'string') throw new TypeError(`${place} is ${kindOf(value)}: ${JSON.stringify(answer)}`);
  return value;
}

/** Reads a place that must hold a list. */
export function pickList(answer: unknown, place: string): readonly unknown[] {
  const value = pick(answer, place);
  if (!Array.isArray(value)) throw new TypeError(`${place} is ${kindOf(value)}: ${JSON.stringify(answer)}`);
  return value;
}
