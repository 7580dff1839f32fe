import { isVin } from './cars.ts';
import { findApiError } from './api-errors.ts';
import { usualPath } from './connect-errors.ts';
import { readScope, unknownPermissions } from './scope.ts';

// What users hand in, in files, through the control API and to the library. Each function says what is wrong with a
// value, as the end of a sentence that its name begins, or answers `undefined`.

/** A redirect URI of whatever scheme, absolute and without a fragment. */
export function flawOfRedirectUri(uri: string): string | undefined {
  const isWhole = /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}]+$/iu.test(uri) && !uri.includes('#');
  return isWhole ? undefined : `"${uri}" is not a redirect URI: write it whole, with its scheme and without a fragment`;
}

/** Permissions as on a Connect URL. */
export function flawOfScope(text: string): string | undefined {
  const { asked, malformed } = readScope(text);
  const [unknown] = [...malformed, ...unknownPermissions(asked)];
  if (unknown !== undefined) return `"${unknown}" is not a permission`;
  return asked.length === 0 ? 'names no permission' : undefined;
}

/** Names in the form of a permission, in no list. */
export function flawOfNames(text: string): string | undefined {
  const [malformed] = readScope(text).malformed;
  return malformed === undefined ? undefined : `"${malformed}" has not the form of a permission`;
}

/** Limits of a plan: codes of BILLING. */
export const billingLimits = ['INVALID_PLAN', 'VEHICLE_LIMIT', 'VEHICLE_REQUEST_LIMIT', 'ACCOUNT_SUSPENDED'] as const;

/** The limit of a plan, in any case. */
export function flawOfBilling(text: string): string | undefined {
  return billingLimits.some((limit) => limit === text.toUpperCase())
    ? undefined
    : `"${text}" is not the limit of a plan; there are: ${billingLimits.join(', ')}`;
}

/** @returns true for a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(text).toJSON()?.startsWith(text) === true;
}

/** `TYPE:CODE` of a documented error. */
export function flawOfErrorName(name: string): string | undefined {
  return findApiError(name) === undefined
    ? `"${name}" is not an error from Smartcar's API; write it as TYPE:CODE, such as UPSTREAM:RATE_LIMIT`
    : undefined;
}

/**
 * The error of a fault: one of the API, of a redirect or of the token endpoints. With a status of its own it may be
 * one of no table, and so it may below `/oauth`: clients must stand errors of Connect that nobody documents.
 */
export function flawOfOrderedError(
  name: string,
  path: string | undefined,
  status: number | undefined,
): string | undefined {
  const isFree = status !== undefined || path?.startsWith('/oauth') === true || usualPath(name) !== undefined;
  return isFree ? undefined : flawOfErrorName(name);
}

/** An application id. */
export function flawOfApplicationId(id: string): string | undefined {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? undefined : `"${id}" is not a UUID`;
}

/** The domain of a virtual key, in any case. */
export function flawOfKeyDomain(domain: string): string | undefined {
  const isHost = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(domain);
  return isHost && domain.length <= 253 && !domain.toLowerCase().endsWith('.localhost')
    ? undefined
    : `"${domain}" is not the domain of a key: write a public host name alone, such as key.example.com`;
}

/** Headers of an answer. */
export function flawOfHeaders(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name)) return `"${name}" is not the name of a header`;
    if (!/^[\t\x20-\x7e]*$/.test(value)) return `"${name}" has a value that no header can carry`;
  }
  return undefined;
}

/** A VIN of any make: 17 letters and digits without I, O and Q. */
export function flawOfVin(vin: string): string | undefined {
  return isVin(vin) ? undefined : `"${vin}" is not a VIN: 17 letters and digits without I, O, Q`;
}

/** Model years that a VIN can tell apart today. */
export const modelYears = { from: 1981, to: 2039 } as const;

/** Status codes that end a request. */
export const statuses = { from: 200, to: 599 } as const;

/** How many requests a fault hits, and the number of the first of them. */
export const counts = { from: 1, to: 1_000_000_000 } as const;

/** More than a day's wait ends no test; the timers of Node end at 24 days. */
export const longestDelay = 86_400;
