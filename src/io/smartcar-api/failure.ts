import { defined } from '../../core/text/defined.ts';
import type { ApiFailure } from '../../core/errors/api-error.ts';
import {
  arrayField,
  asArray,
  asObject,
  objectField,
  parseJson,
  textField,
  type JsonObject,
} from '../../core/text/json.ts';
import type { HttpResponse } from '../context.ts';

/** Longest text of a foreign answer that is repeated in a message. */
const longest = 300;

/**
 * Reads an error answer of any kind: OAuth `{error}`, v2 `{type, code}`, v3 bare or wrapped in `errors[]`,
 * and pages that are no JSON at all. Nothing in it is relied upon.
 * @param now milliseconds since 1970, for a `retry-after` that names a date
 */
export function parseFailure(response: HttpResponse, now: number): ApiFailure {
  const body = parseJson(response.body);
  const outer = asObject(body);
  const object = asObject(asArray(outer['errors'])[0] ?? outer);
  const type = clean(textField(object, 'type') ?? textField(object, 'error'));
  return {
    status: response.status,
    code: clean(textField(object, 'code')) ?? null,
    detail: details(object),
    ...defined({
      type,
      description: clean(describe(object)),
      ownerMessage: clean(textField(object, 'suggestedUserMessage')),
      resolution: resolution(object),
      docs: clean(textField(object, 'docURL') ?? docsLink(objectField(object, 'links'))),
      requestId: clean(textField(object, 'requestId') ?? response.headers['sc-request-id']),
      retryAfter: retryAfter(response.headers['retry-after'], now),
    }),
  };
}

/** v3 writes `about`. */
function docsLink(links: JsonObject): string | undefined {
  return textField(links, 'about') ?? textField(links, 'documentation');
}

function describe(object: JsonObject): string | undefined {
  return (
    textField(object, 'error_description') ??
    textField(object, 'description') ??
    textField(object, 'detail') ??
    textField(object, 'title') ??
    textField(object, 'message')
  );
}

function details(object: JsonObject): readonly string[] {
  return arrayField(object, 'detail').map((detail) =>
    (typeof detail === 'string' ? detail : JSON.stringify(detail)).slice(0, longest),
  );
}

function resolution(object: JsonObject): ApiFailure['resolution'] {
  const value = object['resolution'];
  if (typeof value === 'string') return { type: value };
  const inner = asObject(value);
  const type = textField(inner, 'type');
  const address = textField(inner, 'url');
  const url = address !== undefined && /^https?:\/\//.test(address) ? address : undefined;
  if (type === undefined && url === undefined) return undefined;
  return { type: type ?? null, ...(url === undefined ? {} : { url }) };
}

/** @returns seconds; `retry-after` is a number of seconds or a date. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Foreign text goes to a terminal: control characters out, length bounded. */
function clean(text: string | undefined): string | undefined {
  const printable = text?.replace(new RegExp(String.raw`[\p{Cc}\p{Cf}]+`, 'gu'), ' ').trim();
  if (printable === undefined || printable === '') return undefined;
  return printable.length > longest ? `${printable.slice(0, longest)}…` : printable;
}
