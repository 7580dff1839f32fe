import { asObject, parseJson, textField, type JsonObject } from '../../text/json.ts';
import { findApiError } from '../knowledge/api-lookup.ts';
import { findBareCode } from '../knowledge/lookup.ts';
import { requestPermission } from '../knowledge/request-permission.ts';
import { arrivedSignals } from '../../providers/smartcar/arrived-signals.ts';
import { apiErrorTypes } from '../knowledge/smartcar-api.ts';
import { isForeignIssuer } from '../recognition/foreign.ts';
import type { Party } from '../recognition/party.ts';
import { cleanText } from './clean.ts';
import type { ErrorDetails, ErrorReading } from './reading.ts';
import { readValue } from './sentence.ts';

/** What the objects around an error say about it. */
interface Enclosing {
  readonly request?: string | undefined;
  readonly vehicleId?: string | undefined;
  /** Code of the signal whose status holds the error. */
  readonly signal?: string | undefined;
  /** Codes of the signals beside it that came with a value. */
  readonly arrived?: readonly string[] | undefined;
  /** Who sent it, as far as the rest of the text shows. */
  readonly sender: Party | null;
}

const maximumDepth = 40;

/** The car, or Tesla, did not carry out a command, for a reason that no table has, or for none. */
function commandRefused(object: JsonObject): ErrorReading {
  const reason = textField(object, 'reason') ?? '';
  return {
    text: reason === '' ? 'result: false' : cleanText(reason, 120),
    refs: [{ family: 'tesla', code: 'command_not_executed' }],
    details: {},
  };
}

/** What Tesla's command proxy answers when the car did as it was told. */
const commandDone: ErrorReading = { text: 'no error', refs: [{ family: 'tesla', code: 'none' }], details: {} };

/**
 * Finds every error in a JSON value: v2 and v3 errors, batches, signals, webhooks, OAuth, Tesla's and Texture's answers,
 * and the same as JSON inside a string, as log services keep it.
 * @param sender who sent it, as far as the text around it shows
 */
export function readJson(value: unknown, sender: Party | null): readonly ErrorReading[] {
  return walk(value, { sender }, 0);
}

function walk(value: unknown, around: Enclosing, depth: number): readonly ErrorReading[] {
  if (depth > maximumDepth || value === null) return [];
  if (typeof value === 'string') return /^\s*[[{]/.test(value) ? walk(parseJson(value), around, depth + 1) : [];
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => walk(item, around, depth + 1));
  const object = asObject(value);
  const here = readEnclosing(object, around);
  const own = readObject(object, here);
  if (own.some(({ text }) => !isStatus(text))) return own;
  const within = Object.values(object).flatMap((field) => walk(field, here, depth + 1));
  return within.length > 0 ? within : own;
}

/** A status alone says less than an error below it. */
function isStatus(text: string): boolean {
  return /^HTTP \d{3}$/.test(text);
}

/** @returns what stands around the values of `object`; what it does not say itself is that of the objects around it. */
function readEnclosing(object: JsonObject, outer: Enclosing): Enclosing {
  return {
    request: textField(object, 'path') ?? outer.request,
    vehicleId: textField(object, 'vehicleId') ?? outer.vehicleId,
    signal: 'status' in object ? (textField(object, 'code') ?? outer.signal) : outer.signal,
    arrived: arrivedIn(object) ?? outer.arrived,
    sender: isForeignIssuer(textField(object, 'issuer') ?? textField(object, 'iss')) ? 'other' : outer.sender,
  };
}

/** Webhooks have `signals`, the API has `data`. */
function arrivedIn(object: JsonObject): readonly string[] | undefined {
  const arrived = [...arrivedSignals(object['signals']), ...arrivedSignals(object['data'])];
  return arrived.length === 0 ? undefined : arrived;
}

function readObject(object: JsonObject, around: Enclosing): readonly ErrorReading[] {
  if (isApiError(object)) return [apiReading(object, around)];
  const own = ownReading(object['error']);
  if (own !== undefined) return [own];
  const skipped = object['skipped_vehicles'];
  if (typeof skipped === 'object' && skipped !== null) {
    const reasons = Object.entries(skipped).filter(([, cars]) => !Array.isArray(cars) || cars.length > 0);
    return reasons.flatMap(([word]) => readValue(word, 'tesla'));
  }
  if (around.sender !== 'tesla' || typeof object['result'] !== 'boolean') return sentenceReadings(object, around);
  if (object['result']) return [commandDone];
  const readings = sentenceReadings(object, around);
  return readings.length > 0 ? readings : [commandRefused(object)];
}

/** Fields that hold words about an error, the one that names it first. */
const wordFields = ['error', 'reason', 'message', 'error_description', 'error_message', 'title', 'detail'] as const;

function sentenceReadings(object: JsonObject, around: Enclosing): readonly ErrorReading[] {
  const texts = wordFields.flatMap((name) => textField(object, name) ?? []);
  if (texts.length === 0 || texts.some((text) => /^\s*[[{]/.test(text))) return [];
  const description = textField(object, 'error_description');
  const whole = texts.map((text) => readValue(text, around.sender)).find((found) => found.length > 0);
  const joined = readValue(texts.join('\u0020: '), around.sender);
  // The name of an error says more than the usual words beside it, such as "The request timed out".
  const isUsual = joined.every(({ refs }) => refs.every(({ family }) => family === 'this-machine'));
  return (isUsual ? (whole ?? joined) : joined).map((reading) => ({
    ...reading,
    details: {
      ...reading.details,
      ...defined(aroundDetails(around)),
      description: description === undefined ? undefined : cleanText(description, 400),
    },
  }));
}

function defined(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

/** `type` alone is no proof (JSON:API objects have one): it is a known error type, or it comes with an error's fields. */
function isApiError(object: JsonObject): object is JsonObject & { readonly type: string } {
  const { type, code } = object;
  if (typeof type !== 'string') return false;
  if (Object.hasOwn(apiErrorTypes, type.toUpperCase())) return true;
  const hasCode = code === null || typeof code === 'string';
  return hasCode && ['statusCode', 'status', 'resolution', 'requestId', 'docURL'].some((name) => name in object);
}

function apiReading(error: JsonObject & { readonly type: string }, around: Enclosing): ErrorReading {
  const code = typeof error['code'] === 'string' ? error['code'] : null;
  const ref = findApiError(error.type, code);
  return {
    text: cleanText(`${error.type}:${code ?? 'null'}`, 120),
    refs: ref === undefined ? [] : [ref],
    details: { ...aroundDetails(around), ...apiDetails(error, around) },
    arrived: around.arrived,
  };
}

/** Beside `detail`, signals of v3 carry a `description` that says of itself to be deprecated (recorded, 2026-06). */
const deprecated = /^deprecated\b/i;

function apiDetails(error: JsonObject, { signal }: Enclosing): ErrorDetails {
  const texts = [error['description'], error['detail'], error['title']];
  const description = firstText(...texts.filter((text) => typeof text === 'string' && !deprecated.test(text)));
  const requestId = firstText(error['requestId'], textField(asObject(error['meta']), 'requestId'));
  const url = textField(asObject(error['resolution']), 'url');
  return {
    description: description === undefined ? undefined : cleanText(description, 400),
    requestId: requestId?.slice(0, 80).replace(/[^\w-]/g, ''),
    resolutionUrl: url !== undefined && /^https:\/\/[^\s\p{Cc}]+$/u.test(url) ? url : undefined,
    signals: signalNames(error['signals']) ?? (signal === undefined ? undefined : [cleanText(signal, 80)]),
    resolved: error['state'] === 'RESOLVED' ? true : undefined,
  };
}

/** Signals are codes, `Group.Name`, or objects with a code. */
function signalNames(signals: unknown): readonly string[] | undefined {
  if (!Array.isArray(signals)) return undefined;
  const names = signals.flatMap((signal: unknown) => {
    const name = typeof signal === 'string' ? signal : textField(asObject(signal), 'code');
    return name === undefined ? [] : [cleanText(name, 80)];
  });
  return names.length === 0 ? undefined : names;
}

function aroundDetails({ request, vehicleId }: Enclosing): ErrorDetails {
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
