import { wrongOrigin } from '../../core/errors/api-error.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { asObject, parseJson, type JsonObject } from '../../core/text/json.ts';
import { ownValue } from '../../core/text/keys.ts';
import type { HttpResponse } from '../context.ts';

/** An answer of a good status, and where it came from. */
export interface Answer {
  readonly response: HttpResponse;
  readonly url: string;
}

/**
 * Reads an answer that must be a JSON object.
 * @throws CliError API_ERROR for anything else: a proxy's login page, an empty or a cut answer
 */
export function readObject(answer: Answer): JsonObject {
  const value = readValue(answer);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return asObject(value);
  throw unexpectedAnswer(answer, 'no JSON object');
}

/**
 * Reads an answer that must be JSON of any kind.
 * @throws CliError API_ERROR
 */
export function readValue(answer: Answer): unknown {
  const { body, headers } = answer.response;
  const type = headers['content-type'];
  if (body.trim() === '') throw unexpectedAnswer(answer, 'an empty body');
  if (type !== undefined && !isJsonType(type)) throw unexpectedAnswer(answer, `"${mediaType(type)}" in place of JSON`);
  const value = parseJson(body);
  if (value === undefined) throw unexpectedAnswer(answer, 'text that is not JSON');
  return value;
}

/**
 * The list of an answer: one without it is none, whatever its status says.
 * @throws CliError API_ERROR
 */
export function readList(answer: Answer, body: JsonObject, name: string): readonly unknown[] {
  const list = ownValue(body, name);
  if (Array.isArray(list)) return list;
  throw unexpectedAnswer(answer, `no list "${name}"`);
}

/**
 * What was ordered is done when the answer says so: 204 (RFC 9110, section 15.3.5), or an object.
 * @throws CliError API_ERROR
 */
export function requireDone(answer: Answer): void {
  if (answer.response.status !== 204) readObject(answer);
}

/** The error for an answer that is fine by its status and does not hold what it should. */
export function unexpectedAnswer({ response, url }: Answer, content: string): CliError {
  const { origin, pathname } = new URL(url);
  return new CliError('API_ERROR', `${origin} answered ${response.status} with ${content} at ${pathname}.`, {
    hint: wrongOrigin,
  });
}

/** `application/json`, or a type built on it, such as `application/vnd.api+json`. */
function isJsonType(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json$/.test(mediaType(type));
}

function mediaType(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase().slice(0, 60);
}
