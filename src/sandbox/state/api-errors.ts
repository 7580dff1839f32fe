/** What the answer advises the app to do. `ACTION_REQUIRED` comes with a `url` and is known from one copy of the docs. */
export type Resolution = 'RETRY_LATER' | 'REAUTHENTICATE' | 'CONTACT_SUPPORT' | 'ACTION_REQUIRED' | null;

/** One documented error of Smartcar's API. */
export interface ApiErrorInfo {
  readonly type: string;
  /** JSON null on the wire where the documents write NULL. */
  readonly code: string | null;
  readonly status: number;
  readonly resolution: Resolution;
  readonly description: string;
  /** A sentence that an app may show to its user. */
  readonly suggestedUserMessage?: string | undefined;
}

interface Row {
  readonly status: number;
  readonly resolution?: Resolution | undefined;
  readonly description: string;
  readonly suggestedUserMessage?: string | undefined;
}

const reauthenticate = 'REAUTHENTICATE';
const later = 'RETRY_LATER';
const support = 'CONTACT_SUPPORT';

/**
 * Every documented error by `TYPE:CODE`. Source: https://smartcar.com/docs/api-reference/api-errors (2026-02) and, for
 * resolutions and v3, the pages below https://smartcar.com/docs/errors/api-errors (2026).
 * Five descriptions (AUTHENTICATION, PERMISSION, VALIDATION, VEHICLE_MISSING, VEHICLE_STATE:UNKNOWN) are compared
 * literally by the official SDKs' end-to-end suites and so belong to the wire format; the others are in our words.
 */
const rows = {
  'AUTHENTICATION:null': {
    status: 401,
    description:
      'The authorization header is missing or malformed, or it contains invalid or expired authentication credentials. Please check for missing parameters, spelling and casing mistakes, and other syntax issues.',
  },
  'PERMISSION:null': {
    status: 403,
    resolution: reauthenticate,
    description:
      'Your application has insufficient permissions to access the requested resource. Please prompt the user to re-authenticate using Smartcar Connect.',
    suggestedUserMessage:
      'The app lacks a permission that it needs. Connect the car again and leave that permission ticked.',
  },
  'VALIDATION:null': {
    status: 400,
    description:
      'Request invalid or malformed. Please check for missing parameters, spelling and casing mistakes, and other syntax issues.',
  },
  'VALIDATION:PARAMETER': {
    status: 400,
    description: 'A parameter of the request is missing or has a value that is not accepted.',
  },
  'RESOURCE_NOT_FOUND:PATH': { status: 404, description: 'There is no resource under this path.' },
  'RESOURCE_NOT_FOUND:VERSION': { status: 404, description: 'There is no such version of the API.' },
  'CONNECTED_SERVICES_ACCOUNT:ACCOUNT_ISSUE': {
    status: 400,
    description: "Something is left to do in the owner's account with the car maker.",
    suggestedUserMessage: "Open your car's app and finish what it asks for, then try again.",
  },
  'CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED': {
    status: 400,
    resolution: reauthenticate,
    description: "The sign-in to the owner's account with the car maker no longer works.",
    suggestedUserMessage: 'Sign in to your car account again.',
  },
  'CONNECTED_SERVICES_ACCOUNT:NO_VEHICLES': {
    status: 400,
    description: "The owner's account with the car maker holds no vehicle.",
    suggestedUserMessage: 'Add a car to your account and connect again.',
  },
  'CONNECTED_SERVICES_ACCOUNT:PERMISSION': {
    status: 400,
    resolution: reauthenticate,
    description: 'The owner withdrew the access that was given at the car maker.',
    suggestedUserMessage: 'Access was removed in your car account. Connect the car again.',
  },
  'CONNECTED_SERVICES_ACCOUNT:SUBSCRIPTION': {
    status: 400,
    description: "The vehicle's connected-services subscription is not active.",
    suggestedUserMessage: "Renew your car's connected services and try again.",
  },
  'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING': {
    status: 400,
    description:
      "This vehicle is no longer associated with the user's connected services account. Please prompt the user to re-add the vehicle to their account.",
    suggestedUserMessage: 'Add the car to your account again.',
  },
  'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED': {
    status: 400,
    resolution: 'ACTION_REQUIRED',
    description: 'The vehicle takes commands only after a virtual key was added to it.',
    suggestedUserMessage: 'Add the virtual key to your car: open the link on the phone that is already a key of it.',
  },
  'COMPATIBILITY:MAKE_NOT_COMPATIBLE': {
    status: 501,
    description: 'Vehicles of this make are not supported in this country.',
  },
  'COMPATIBILITY:PLATFORM_NOT_CAPABLE': {
    status: 501,
    resolution: reauthenticate,
    description:
      'The vehicle is connected by an older integration that lacks this; connecting again moves it to the newer one.',
  },
  'COMPATIBILITY:SMARTCAR_NOT_CAPABLE': { status: 501, description: 'This is not offered for vehicles of this make.' },
  'COMPATIBILITY:VEHICLE_NOT_CAPABLE': {
    status: 501,
    description: 'The vehicle is not able to do this.',
    suggestedUserMessage: 'Your car cannot do this.',
  },
  'BILLING:ACCOUNT_SUSPENDED': { status: 430, description: "The developer's account is suspended." },
  'BILLING:INVALID_PLAN': {
    status: 430,
    resolution: support,
    description: "The application's plan does not include this.",
  },
  'BILLING:VEHICLE_LIMIT': {
    status: 430,
    resolution: support,
    description: "The plan's number of vehicles is used up.",
  },
  'BILLING:VEHICLE_REQUEST_LIMIT': {
    status: 430,
    description: "The plan's number of requests for this vehicle is used up.",
  },
  'RATE_LIMIT:SMARTCAR_API': {
    status: 429,
    resolution: later,
    description: 'The application sends requests faster than its allowance refills.',
  },
  'RATE_LIMIT:VEHICLE': {
    status: 429,
    resolution: later,
    description: 'This vehicle was asked too often. Wait for the seconds in the retry-after header.',
  },
  'VEHICLE_STATE:ASLEEP': { status: 409, description: 'The vehicle is asleep and could not be woken.' },
  'VEHICLE_STATE:CHARGE_FAULT': {
    status: 409,
    description: 'Charging is blocked by a fault, such as a charger without power.',
  },
  'VEHICLE_STATE:CHARGING_IN_PROGRESS': { status: 409, description: 'The vehicle is already charging.' },
  'VEHICLE_STATE:CHARGING_PLUG_CONNECTED': { status: 409, description: 'The charging cable is plugged in.' },
  'VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED': { status: 409, description: 'No charging cable is plugged in.' },
  'VEHICLE_STATE:DOOR_OPEN': { status: 409, description: 'A door is open.' },
  'VEHICLE_STATE:FULLY_CHARGED': { status: 409, description: 'The battery is charged up to its limit.' },
  'VEHICLE_STATE:HOOD_OPEN': { status: 409, description: 'The hood is open.' },
  'VEHICLE_STATE:IGNITION_ON': { status: 409, description: 'The ignition is on.' },
  'VEHICLE_STATE:IN_MOTION': { status: 409, description: 'The vehicle is moving.' },
  'VEHICLE_STATE:NOT_CHARGING': { status: 409, description: 'The vehicle is not charging.' },
  'VEHICLE_STATE:REMOTE_ACCESS_DISABLED': {
    status: 409,
    description: 'Remote access is switched off in the vehicle. After it is switched on this can last for a day.',
  },
  'VEHICLE_STATE:TRUNK_OPEN': { status: 409, description: 'The trunk is open.' },
  'VEHICLE_STATE:UNKNOWN': {
    status: 409,
    resolution: later,
    description: 'The vehicle was unable to perform your request due to an unknown issue.',
  },
  'VEHICLE_STATE:UNREACHABLE': {
    status: 409,
    resolution: later,
    description: 'The vehicle does not answer; it may be out of mobile coverage.',
  },
  'VEHICLE_STATE:VEHICLE_OFFLINE_FOR_SERVICE': {
    status: 409,
    description: 'The vehicle is in service and takes no requests.',
  },
  'UPSTREAM:INVALID_DATA': {
    status: 502,
    resolution: later,
    description: 'The car maker sent data that makes no sense.',
  },
  'UPSTREAM:KNOWN_ISSUE': {
    status: 502,
    resolution: later,
    description: 'The car maker has a known fault at the moment.',
  },
  'UPSTREAM:NO_RESPONSE': { status: 502, resolution: later, description: 'The car maker did not answer.' },
  'UPSTREAM:RATE_LIMIT': {
    status: 502,
    resolution: later,
    description: 'The car maker limits requests for this vehicle.',
  },
  'UPSTREAM:UNKNOWN_ISSUE': {
    status: 502,
    resolution: later,
    description: 'The car maker has a fault of unknown kind.',
  },
  'SERVER:INTERNAL': { status: 500, resolution: later, description: 'A fault on the side of the API.' },
  'SERVER:MULTIPLE_RECORDS_FOUND': { status: 500, description: 'More than one record fits this vehicle.' },
  'SERVER:RECORD_NOT_FOUND': {
    status: 500,
    resolution: support,
    description: 'There is no record for this vehicle.',
  },
  // v3 alone has the following. Source: field reports of 2026-09, drawn from Smartcar's OpenAPI files; texts of the
  // first two: https://smartcar.com/docs/errors/api-errors/v3/authentication-errors (2026).
  'AUTHENTICATION:UNAUTHORIZED': { status: 401, description: 'The Authorization token is missing or invalid.' },
  'AUTHENTICATION:ACCESS_DENIED': {
    status: 403,
    description: 'The given token does not provide access to the requested resource.',
  },
  'VALIDATION:MISSING_PARAMETER': {
    status: 400,
    description: 'A parameter or header that the request needs is missing.',
  },
  'VALIDATION:BAD_REQUEST': { status: 400, description: 'The request is incomplete or malformed.' },
  'VALIDATION:INVALID_INPUT_FORMAT': { status: 400, description: 'A value of the request has the wrong form.' },
  'RESOURCE_NOT_FOUND:INVALID_PATH': { status: 404, description: 'There is no resource under this path.' },
  'RESOURCE_NOT_FOUND:NOT_FOUND': { status: 404, description: 'There is no such record.' },
  'RESOURCE_NOT_FOUND:VEHICLE_NOT_FOUND': { status: 404, description: 'There is no such vehicle.' },
  'RESOURCE_NOT_FOUND:SIGNAL_NOT_FOUND': { status: 404, description: 'There is no such signal.' },
  // That POST /subscriptions answers 409 is published (create-subscription, 2026), its type and code are not.
  'CONFLICT:CONFLICT': { status: 409, description: 'The record exists already.' },
} as const satisfies Record<string, Row>;

/** `TYPE:CODE` of a documented error, with `null` for the codes that are JSON null. */
export type ApiErrorName = keyof typeof rows;

/** All names, by which errors can be provoked. */
export const apiErrorNames = Object.keys(rows) as readonly ApiErrorName[];

function toInfo(name: ApiErrorName): ApiErrorInfo {
  const row: Row = rows[name];
  const [type = '', code] = name.split(':');
  return {
    ...row,
    type,
    code: code === 'null' || code === undefined ? null : code,
    resolution: row.resolution ?? null,
  };
}

const infos: ReadonlyMap<string, ApiErrorInfo> = new Map(
  apiErrorNames.map((name) => [name.toUpperCase(), toInfo(name)]),
);

/** @returns the row of a documented error. */
export function apiErrorInfo(name: ApiErrorName): ApiErrorInfo {
  return infos.get(name.toUpperCase()) ?? toInfo(name);
}

/**
 * Reads a name as people and documents write it: any case, `PERMISSION`, `PERMISSION:NULL`, `PERMISSION.NULL`, and the
 * code alone where one type has it: `VEHICLE_NOT_CAPABLE`.
 * @returns the row, or `undefined` if no such error is documented
 */
export function findApiError(text: string): ApiErrorInfo | undefined {
  const name = text.trim().toUpperCase().replace('.', ':');
  return infos.get(name) ?? infos.get(`${name}:NULL`) ?? onlyOneWith(name);
}

function onlyOneWith(code: string): ApiErrorInfo | undefined {
  const [info, another] = [...infos.values()].filter((one) => one.code === code);
  return another === undefined ? info : undefined;
}

/** @returns the page of an error in Smartcar's documentation. */
export function errorDocUrl(error: Pick<ApiErrorInfo, 'type' | 'code'>): string {
  const slug = (word: string): string => word.toLowerCase().replaceAll('_', '-');
  return `https://smartcar.com/docs/errors/api-errors/${slug(error.type)}-errors#${slug(error.code ?? 'null')}`;
}
