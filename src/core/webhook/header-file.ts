import { asArray, asObject, parseJson } from '../text/json.ts';
import { signatureHeader } from './signer.ts';

/**
 * Finds the signature among saved headers: lines (`Name: value`, as curl, a log or an .http file has them), a JSON
 * object, or a JSON list of pairs or of names and values in turn.
 * @returns undefined if the header is not there
 */
export function findSignature(text: string): string | undefined {
  const value = parseJson(text);
  return value === undefined ? fromLines(text) : fromJson(value);
}

const wanted = signatureHeader.toLowerCase();

function fromLines(text: string): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    // curl -v marks lines with > and <.
    const match = /^[<>]?\s*([\w-]+)\s*:(.*)$/.exec(line);
    if (match?.[1]?.toLowerCase() === wanted) return match[2]?.trim();
  }
  return undefined;
}

function fromJson(value: unknown): string | undefined {
  const entries = Array.isArray(value) ? fromList(value) : Object.entries(asObject(value));
  const headerValue = entries.find(([name]) => typeof name === 'string' && name.toLowerCase() === wanted)?.[1];
  const first: unknown = Array.isArray(headerValue) ? headerValue[0] : headerValue;
  return typeof first === 'string' ? first.trim() : undefined;
}

function fromList(list: readonly unknown[]): readonly (readonly [name: unknown, value: unknown])[] {
  if (list.every((one) => typeof one === 'string'))
    return list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1]] as const] : []));
  return list.map((entry) => {
    if (Array.isArray(entry)) return [asArray(entry)[0], asArray(entry)[1]];
    const { name, key, value } = asObject(entry);
    return [name ?? key, value];
  });
}
