import type { ApiErrorEntry } from './entry.ts';
import { accessErrors } from './smartcar-api-access.ts';
import { accountErrors } from './smartcar-api-account.ts';
import { requestErrors } from './smartcar-api-request.ts';
import { vehicleStateErrors } from './smartcar-api-vehicle-state.ts';

/** Every documented `TYPE:CODE` of Smartcar's API, v2 and v3. A code of JSON `null` is written `null`. */
export const smartcarApiErrors = {
  ...accessErrors,
  ...accountErrors,
  ...requestErrors,
  ...vehicleStateErrors,
} as const satisfies Record<string, ApiErrorEntry>;

/** What each error type is about, for codes of a known type that nobody documents. */
export const apiErrorTypes: Readonly<Record<string, string>> = {
  AUTHENTICATION: 'something is wrong with the token or the Authorization header',
  PERMISSION: 'the app was not granted what the request needs',
  CONNECTED_SERVICES_ACCOUNT: "something is wrong with the owner's account at the car maker",
  COMPATIBILITY: 'the car, its maker or Smartcar cannot do what was asked',
  BILLING: "a limit of the application's plan is reached",
  RATE_LIMIT: 'too many requests were sent',
  VALIDATION: 'the request is malformed',
  RESOURCE_NOT_FOUND: 'the address does not exist',
  VEHICLE_STATE: 'the state of the car forbids what was asked',
  UPSTREAM: "the car maker's servers had trouble",
  SERVER: 'Smartcar had trouble',
  GATEWAY_TIMEOUT: 'the answer took too long',
};
