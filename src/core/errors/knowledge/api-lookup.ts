import type { ErrorEntry } from './entry.ts';
import { oauthTokenErrors } from './oauth-token.ts';
import type { ErrorRef } from './ref.ts';
import { apiErrorTypes, smartcarApiErrors } from './smartcar-api.ts';
import { ownValue } from '../../text/keys.ts';

/** Every `TYPE:CODE` of Smartcar's API. */
export const apiNames: readonly string[] = Object.keys(smartcarApiErrors);

/** @returns the reference to an error from Smartcar's API. */
export function apiRef(code: string): ErrorRef {
  return { family: 'smartcar-api', code };
}

/** @returns the API error of that type and code, in any case; a code of `null`, `none`, `nil` or nothing is JSON null. */
export function findApiError(type: string, code: string | null): ErrorRef | undefined {
  const isNull = code === null || /^(?:null|none|nil|undefined|)$/i.test(code) || isUnknownPermission(type, code);
  const wanted = `${type.toUpperCase()}:${isNull ? 'null' : code.toUpperCase()}`;
  return apiNames.includes(wanted) ? apiRef(wanted) : undefined;
}

/** Signals of v3 write `UNKNOWN` (recorded deliveries, 2026-06) where the documents give PERMISSION a code of null. */
export function isUnknownPermission(type: string, code: string | null): boolean {
  return type.toUpperCase() === 'PERMISSION' && code?.toUpperCase() === 'UNKNOWN';
}

/** @returns the API error of a type whose code begins like this, if there is but one. */
export function findCutCode(type: string, beginning: string): ErrorRef | undefined {
  const fitting = apiNames.filter((name) => name.startsWith(`${type}:${beginning}`.toUpperCase()));
  return fitting.length === 1 ? fitting.map(apiRef)[0] : undefined;
}

/** @returns every error of a type that the API documents: `BILLING`, `Vehicle State`, `vehicle-state-errors`. */
export function findApiType(type: string): readonly ErrorRef[] {
  const wanted = typeName(type);
  if (!Object.hasOwn(apiErrorTypes, wanted)) return [];
  return apiNames.filter((name) => name.startsWith(`${wanted}:`)).map(apiRef);
}

/** People write a type with blanks, and SDKs and pages as a name of their own. */
function typeName(written: string): string {
  const name = written
    .trim()
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .replace(/[\s-]+/g, '_')
    .toUpperCase();
  const short = name.replace(/_(?:ERRORS?|EXCEPTION)$/, '');
  // "Server error" is no type: too many say it.
  return short.includes('_') || !/\s/.test(written.trim()) ? short : name;
}

/**
 * The row about an answer of Smartcar.
 * @param code `undefined` for an answer of a token endpoint, whose `type` is the `error`
 */
export function findSmartcarEntry(type: string, code: string | null | undefined): ErrorEntry | undefined {
  if (code === undefined) return entryOf(oauthTokenErrors, type.trim().toLowerCase());
  const ref = findApiError(type, code);
  return ref === undefined ? undefined : entryOf(smartcarApiErrors, ref.code);
}

function entryOf(rows: Readonly<Record<string, ErrorEntry>>, name: string): ErrorEntry | undefined {
  return Object.hasOwn(rows, name) ? ownValue(rows, name) : undefined;
}
