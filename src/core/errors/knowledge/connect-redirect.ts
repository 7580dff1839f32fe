import { callbackErrors, type CallbackErrorCode } from './redirect-errors.ts';
import type { ErrorEntry, Repair } from './entry.ts';

/** What `callbackErrors` does not say: words for the owner and the next steps. */
interface Guidance {
  readonly owner?: string | undefined;
  readonly next: readonly Repair[];
  readonly note?: string | undefined;
}

const startAgain =
  'The connection was not finished. Connect again and, on the Tesla screen, press Select All before Allow.';

const guidance = {
  access_denied: {
    owner: 'You chose not to share your car with this app. If that was a mistake, connect again and press Allow.',
    next: ['explain-scopes', 'authorize'],
  },
  user_manually_returned_to_application: { owner: startAgain, next: ['explain-scopes', 'authorize'] },
  user_cancelled: {
    owner: startAgain,
    next: ['explain-scopes', 'authorize'],
    note: 'Whether it replaces user_manually_returned_to_application is unconfirmed.',
  },
  vehicle_incompatible: {
    owner: 'This car cannot be connected to the app. Another car of yours may work.',
    next: ['explain-scopes'],
    note: 'vin, make, model and year are on the redirect only if the owner agreed to share them.',
  },
  no_compatible_vehicles: {
    owner: 'None of the cars on this account can be used with this app.',
    next: ['explain-scopes'],
  },
  no_vehicles: {
    owner:
      'There is no car on the account that you signed in with. Use the account that has the car, or add the car to it.',
    next: ['authorize'],
  },
  invalid_subscription: {
    owner: "Activate or renew connected services in your car maker's app, then connect again.",
    next: ['authorize'],
  },
  configuration_error: {
    next: ['url-lint', 'dashboard'],
    note: 'status_code and error_message on the redirect hold the details.',
  },
  server_error: {
    owner: 'The connection failed because of a technical fault. Please try again in a few minutes.',
    next: ['authorize', 'support'],
  },
} as const satisfies Record<CallbackErrorCode, Guidance>;

function entry(code: CallbackErrorCode): ErrorEntry {
  const { title, cause, remedy, who, source } = callbackErrors[code];
  return { cause: `${title} ${cause}`, who, fix: remedy, docs: source.url, source, ...guidance[code] };
}

/** `error` values that Connect puts on the redirect URI. */
export const connectRedirectErrors: Readonly<Record<CallbackErrorCode, ErrorEntry>> = {
  access_denied: entry('access_denied'),
  configuration_error: entry('configuration_error'),
  invalid_subscription: entry('invalid_subscription'),
  no_compatible_vehicles: entry('no_compatible_vehicles'),
  no_vehicles: entry('no_vehicles'),
  server_error: entry('server_error'),
  user_cancelled: entry('user_cancelled'),
  user_manually_returned_to_application: entry('user_manually_returned_to_application'),
  vehicle_incompatible: entry('vehicle_incompatible'),
};

/** A redirect address that carries no error. */
export const noError: ErrorEntry = {
  cause:
    'This address carries no error: Connect came back with what was asked for. With optional permissions that does not mean that every one of them was granted.',
  who: 'developer',
  fix: 'Compare what was asked with what was granted. If it carries virtual_key_url, put that link before the owner: commands such as lock, unlock or charging fail until the key is on the car. `connect-cli virtual-key show` draws it as a QR code, with the steps on phone and desktop.',
  docs: 'https://smartcar.com/docs/connect/handle-the-response',
  next: ['diagnose'],
  source: { url: 'https://smartcar.com/docs/connect/handle-the-response', asOf: '2026-07' },
};
