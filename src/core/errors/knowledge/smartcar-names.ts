import type { ErrorRef } from './ref.ts';

/** Other words for a row: sentences that the API sends along, names of API v1, names of the SDKs' exceptions. */
export interface OtherNames {
  readonly ref: ErrorRef;
  /** Sentences that nobody else says. */
  readonly sentences?: readonly string[] | undefined;
  /** Names that count as a whole value alone: others use them, too. */
  readonly values?: readonly string[] | undefined;
  /** Names that count only in a text of Smartcar's. */
  readonly weak?: readonly string[] | undefined;
}

function api(code: string): ErrorRef {
  return { family: 'smartcar-api', code };
}

function redirect(code: string): ErrorRef {
  return { family: 'connect-redirect', code };
}

/**
 * Sources: the descriptions that Smartcar's pages and SDK test suites show (2026-02), the error names of API v1 in the
 * Node SDK 8 and the Python SDK 5, and the error classes of the JavaScript SDK (2026-07).
 */
export const smartcarNames: readonly OtherNames[] = [
  {
    ref: api('PERMISSION:null'),
    sentences: [
      'insufficient permissions to access the requested resource',
      'insufficient permissions to access requested resource',
      'application has insufficient permissions',
    ],
    values: ['permission_error'],
    weak: ['permission_error', 'permissionexception', 'permissionerror'],
  },
  {
    ref: api('AUTHENTICATION:null'),
    sentences: [
      'the authorization header is missing or malformed',
      'invalid or expired authentication credentials',
      'invalid authorization header format is authorization bearer',
    ],
    values: ['authentication_error'],
    weak: ['authentication_error', 'authenticationexception', 'authenticationerror'],
  },
  {
    ref: api('VALIDATION:null'),
    sentences: ['request invalid or malformed'],
    values: ['validation_error'],
    weak: ['validation_error', 'validationexception', 'validationerror'],
  },
  {
    ref: api('RESOURCE_NOT_FOUND:PATH'),
    values: ['resource_not_found_error'],
    weak: ['resource_not_found_error', 'resourcenotfoundexception', 'resourcenotfounderror'],
  },
  {
    ref: api('RATE_LIMIT:SMARTCAR_API'),
    values: ['rate_limiting_error', 'rate_limit_error'],
    weak: ['rate_limiting_error', 'rate_limit_error', 'ratelimitingexception', 'ratelimitingerror'],
  },
  {
    ref: api('RATE_LIMIT:VEHICLE'),
    sentences: ['reached the throttling rate limit for this vehicle', 'vehicle has exceeded its request limit'],
  },
  {
    ref: api('BILLING:VEHICLE_REQUEST_LIMIT'),
    values: ['monthly_limit_exceeded'],
    weak: ['monthly_limit_exceeded', 'monthlylimitexceeded'],
  },
  {
    ref: api('COMPATIBILITY:VEHICLE_NOT_CAPABLE'),
    sentences: ['the vehicle is incapable of performing your request', 'vehicle is not capable of performing request'],
    values: ['vehicle_not_capable_error', 'not_capable_error'],
    weak: ['notcapableexception', 'vehiclenotcapableerror'],
  },
  { ref: api('COMPATIBILITY:SMARTCAR_NOT_CAPABLE'), values: ['smartcar_not_capable_error'] },
  {
    ref: api('VEHICLE_STATE:UNKNOWN'),
    values: ['vehicle_state_error'],
    weak: ['vehicle_state_error', 'stateexception', 'stateerror', 'vehiclestateexception', 'vehiclestateerror'],
  },
  { ref: api('GATEWAY_TIMEOUT:null'), values: ['gateway_timeout_error'], weak: ['gatewaytimeoutexception'] },
  {
    ref: api('SERVER:INTERNAL'),
    sentences: ['unexpected server error please try again later'],
    weak: ['serverexception'],
  },
  {
    ref: api('CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED'),
    sentences: ['vehicle owner needs to add a virtual key', 'needs to add a virtual key'],
  },
  {
    ref: api('CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING'),
    sentences: ["no longer associated with the user's connected services account"],
  },
  {
    ref: redirect('access_denied'),
    sentences: ['user denied access to the requested scope of permissions'],
    weak: ['accessdenied'],
  },
  {
    ref: redirect('vehicle_incompatible'),
    sentences: ["the user's vehicle is not compatible"],
    weak: ['vehicleincompatible'],
  },
  { ref: redirect('invalid_subscription'), weak: ['invalidsubscription'] },
  { ref: redirect('no_vehicles'), weak: ['novehicles'] },
  { ref: redirect('configuration_error'), weak: ['configurationerror'] },
  { ref: redirect('user_manually_returned_to_application'), weak: ['userexitedflow'] },
];
