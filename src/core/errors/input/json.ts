import { asObject, textField, type JsonObject } from '../../text/json.ts';
import { findApiError, findBareCode, findPhrases, findWord, type ErrorRef } from '../knowledge/lookup.ts';
import { requestPermission } from '../knowledge/request-permission.ts';
import { apiErrorTypes } from '../knowledge/smartcar-api.ts';
import { cleanText } from './clean.ts';
import type { ErrorDetails, ErrorReading } from './reading.ts';

/** What the objects around an error say about it. */
interface Surroundings {
  readonly request?: string | undefined;
  readonly vehicleId?: string | undefined;
  /** The shape is that of Tesla's own API. */
  readonly isTesla?: boolean | undefined;
}

const maximumDepth = 40;

/** What Tesla's command proxy answers when the car did as it was told. */
const commandDone: ErrorReading = { text: 'no error', refs: [{ family: 'tesla', code: 'none' }], details: {} };

/** Finds every error in a JSON value: v2 and v3 errors, batches, signals, webhooks, OAuth, Tesla's and Texture's answers. */
export function readJson(value: unknown): readonly ErrorReading[] {
  return walk(value, {}, 0);
}

function walk(value: unknown, around: Surroundings, depth: number): readonly ErrorReading[] {
  if (depth > maximumDepth || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => walk(item, around, depth + 1));
  const object = asObject(value);
  const here = surroundings(object, around);
  const own = readObject(object, here);
  return own.length > 0 ? own : Object.values(object).flatMap((field) => walk(field, here, depth + 1));
}

/** @returns what stands around the values of `object`; what it does not say itself is that of the objects around it. */
function surroundings(object: JsonObject, outer: Surroundings): Surroundings {
  return {
    request: textField(object, 'path') ?? outer.request,
    vehicleId: textField(object, 'vehicleId') ?? outer.vehicleId,
    isTesla: 'response' in object || outer.isTesla,
  };
}

function readObject(object: JsonObject, around: Surroundings): readonly ErrorReading[] {
  if (isApiError(object)) return [apiReading(object, around)];
  const own = ownReading(object['error']);
  if (own !== undefined) return [own];
  const skipped = object['skipped_vehicles'];
  if (typeof skipped === 'object' && skipped !== null) {
    const reasons = Object.entries(skipped).filter(([, cars]) => !Array.isArray(cars) || cars.length > 0);
    return reasons.map(([word]) => phraseReading(word, findPhrases(word), around));
  }
  if (object['result'] === true && around.isTesla === true) return [commandDone];
  for (const key of ['error', 'reason', 'message'] as const) {
    const text = object[key];
    if (typeof text !== 'string' || text === '') continue;
    const reading = textReading(text, object['error_description'], around);
    if (reading.refs.length > 0 || key === 'error') return [reading];
  }
  return [];
}

/** `type` alone is no proof (JSON:API objects have one): it is a known error type, or it comes with an error's fields. */
function isApiError(object: JsonObject): object is JsonObject & { readonly type: string } {
  const { type, code } = object;
  if (typeof type !== 'string') return false;
  if (Object.hasOwn(apiErrorTypes, type.toUpperCase())) return true;
  const hasCode = code === null || typeof code === 'string';
  return hasCode && ['statusCode', 'status', 'resolution', 'requestId', 'docURL'].some((name) => name in object);
}

function apiReading(error: JsonObject & { readonly type: string }, around: Surroundings): ErrorReading {
  const code = typeof error['code'] === 'string' ? error['code'] : null;
  const ref = findApiError(error.type, code);
  return {
    text: cleanText(`${error.type}:${code ?? 'null'}`, 120),
    refs: ref === undefined ? [] : [ref],
    details: { ...aroundDetails(around), ...apiDetails(error) },
  };
}

function apiDetails(error: JsonObject): ErrorDetails {
  const description = firstText(error['description'], error['detail'], error['title']);
  const requestId = firstText(error['requestId'], textField(asObject(error['meta']), 'requestId'));
  const url = textField(asObject(error['resolution']), 'url');
  const signals = error['signals'];
  return {
    description: description === undefined ? undefined : cleanText(description, 400),
    requestId: requestId?.slice(0, 80).replace(/[^\w-]/g, ''),
    resolutionUrl: url !== undefined && /^https:\/\/[^\s\p{Cc}]+$/u.test(url) ? url : undefined,
    signals: Array.isArray(signals)
      ? signals.filter((signal) => typeof signal === 'string').map((signal) => cleanText(signal, 80))
      : undefined,
    resolved: error['state'] === 'RESOLVED' ? true : undefined,
  };
}

function aroundDetails({ request, vehicleId }: Surroundings): ErrorDetails {
  return {
    request: request === undefined ? undefined : cleanText(request, 120),
    permission: request === undefined ? undefined : requestPermission(request),
    vehicleId: vehicleId !== undefined && /^[\w-]{1,64}$/.test(vehicleId) ? vehicleId : undefined,
  };
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}

/** An error line of connect-cli itself. */
function ownReading(error: unknown): ErrorReading | undefined {
  const { code, message, exitCode } = asObject(error);
  if (typeof code !== 'string' || typeof exitCode !== 'number') return undefined;
  const refs = findBareCode(code).filter((ref) => ref.family === 'connect-cli');
  return {
    text: cleanText(code, 80),
    refs,
    details: typeof message === 'string' ? { description: cleanText(message, 400) } : {},
  };
}

function textReading(text: string, description: unknown, around: Surroundings): ErrorReading {
  const ref = findWord('oauth-token', text) ?? findWord('connect-redirect', text);
  const refs = ref === undefined ? findPhrases(text) : [ref];
  const reading = phraseReading(text, refs, around);
  if (typeof description !== 'string' || description === '') return reading;
  return { ...reading, details: { ...reading.details, description: cleanText(description, 400) } };
}

function phraseReading(text: string, refs: readonly ErrorRef[], around: Surroundings): ErrorReading {
  const kept =
    around.isTesla === true && refs.some((ref) => ref.family === 'tesla')
      ? refs.filter((ref) => ref.family === 'tesla')
      : refs;
  return { text: cleanText(text), refs: kept, details: aroundDetails(around) };
}
