import type { Actor } from '../../document.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import type { Source } from '../../source.ts';

/** Why Connect sent an error back, and what mends it. */
export interface CallbackErrorInfo {
  /** `denied`: a person said no or left. `failed`: something stood in the way. */
  readonly verdict: 'denied' | 'failed';
  readonly exitCode: ExitCode;
  /** One short sentence. */
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly who: Actor;
  /** A missing Tesla box may be what drove the owner back. */
  readonly maybeBoxes: boolean;
  readonly source: Source;
}

const errorPages = 'https://smartcar.com/docs/errors/connect-errors';

function page(name: string): Source {
  return { url: `${errorPages}/${name}`, asOf: '2026-02' };
}

/** What is said in place of the table where the owner is known to have left at the virtual key page. */
export const keyPageExit = {
  title: 'The owner left at the virtual key page.',
  cause:
    "Every screen before it was passed: no box is missing. The page wants the key on one car, and none got it. Either the owner stopped there, or the key could not be added: the phone is no key of the car, the account is a driver's or that of a leased car, or the car has no room for another key.",
  remedy:
    'Have the owner set up Phone as a Key, open the link with the owner account of the car (of a leased car: the leasing company), or delete an unused key on the Locks screen; then start Connect again.',
  who: 'owner',
} as const satisfies Pick<CallbackErrorInfo, 'title' | 'cause' | 'remedy' | 'who'>;

/** Every `error` that Connect is on record to put on a redirect. */
export const callbackErrors = {
  access_denied: {
    verdict: 'denied',
    exitCode: exitCodes.ownerRefused,
    title: "The owner declined on Smartcar's permission screen.",
    cause: 'The owner pressed the button that denies access. The Tesla boxes had nothing to do with it.',
    remedy:
      'Explain before launching Connect what each permission is for, ask for fewer, and let the owner start again.',
    who: 'owner',
    maybeBoxes: false,
    source: page('access-denied'),
  },
  user_manually_returned_to_application: {
    verdict: 'denied',
    exitCode: exitCodes.ownerRefused,
    title: 'The owner went back to the application before finishing.',
    cause:
      'The owner pressed "Back to application", which stands on the screens for missing permissions, one-time codes and PINs. With a Tesla it can also have been the virtual key page, which wants one car to be paired: no phone key, a leased car or a driver\'s account, or no room for another key.',
    remedy:
      'Tell the owner beforehand which Tesla boxes to tick, Select All being the surest way, and that the key has to be added from the owner account on a phone that is a key of the car; then start Connect again.',
    who: 'owner',
    maybeBoxes: true,
    source: page('returned-to-application'),
  },
  user_cancelled: {
    verdict: 'denied',
    exitCode: exitCodes.ownerRefused,
    title: 'The owner left Connect before finishing.',
    cause: "The owner closed or cancelled Connect. Only Smartcar's iOS SDK names this code; its pages do not.",
    remedy:
      'Tell the owner beforehand which Tesla boxes to tick, Select All being the surest way, and start Connect again.',
    who: 'owner',
    maybeBoxes: true,
    source: { url: 'https://github.com/smartcar/ios-sdk', asOf: '2026-07-09', confidence: 'unconfirmed' },
  },
  vehicle_incompatible: {
    verdict: 'failed',
    exitCode: exitCodes.findings,
    title: 'Smartcar cannot connect this vehicle.',
    cause:
      'The make or model is not supported, the owner did not find the brand in the list, or (before 2026-06-16) the car could not serve a required permission.',
    remedy:
      'Check make, model, year and country on the compatibility page, and require only permissions that these cars can serve.',
    who: 'developer',
    maybeBoxes: false,
    source: page('vehicle-incompatible'),
  },
  no_compatible_vehicles: {
    verdict: 'failed',
    exitCode: exitCodes.findings,
    title: 'No car of the account can serve what is required.',
    cause:
      'Before 2026-06-16 a required permission that no car of the account supports ended like this, such as required:read_fuel on a Tesla. No current page lists the code.',
    remedy: 'Take the required: prefix off permissions that these cars cannot serve.',
    who: 'developer',
    maybeBoxes: false,
    source: { url: 'https://smartcar.com/docs/api-reference/permissions', asOf: '2025', confidence: 'unconfirmed' },
  },
  no_vehicles: {
    verdict: 'failed',
    exitCode: exitCodes.findings,
    title: 'There is no vehicle in the account that signed in.',
    cause:
      "The owner's account with the car maker holds no car; often it is the account of another person in the household.",
    remedy: "Let the owner add the car in the car maker's app, or sign in with the account that holds it.",
    who: 'owner',
    maybeBoxes: false,
    source: page('no-vehicles'),
  },
  invalid_subscription: {
    verdict: 'failed',
    exitCode: exitCodes.findings,
    title: "The vehicle's connected services are not active.",
    cause: 'The subscription to connected services ran out or was never activated.',
    remedy: "Let the owner renew or activate connected services in the car maker's app, then start Connect again.",
    who: 'owner',
    maybeBoxes: false,
    source: page('invalid-subscription'),
  },
  configuration_error: {
    verdict: 'failed',
    exitCode: exitCodes.credentials,
    title: 'Connect met a configuration that it cannot serve.',
    cause:
      'The owner left an error page: a simulated or test VIN in the wrong mode, an invalid mock VIN, a page opened out of turn, or a refused compatibility check.',
    remedy:
      'Read status_code and error_message of the redirect, compare --mode with the vehicle, and check the link with `connect-cli url lint`.',
    who: 'developer',
    maybeBoxes: false,
    source: page('configuration-error'),
  },
  server_error: {
    verdict: 'failed',
    exitCode: exitCodes.unavailable,
    title: 'Smartcar failed while the owner was in Connect.',
    cause: 'An unspecified failure on the side of Smartcar or of the car maker.',
    remedy: 'Try again in a few minutes; if it stays, write to Smartcar support with the time of the attempt.',
    who: 'smartcar',
    maybeBoxes: false,
    source: page('server-error'),
  },
} as const satisfies Readonly<Record<string, CallbackErrorInfo>>;

/** An `error` value that Connect is on record to send. */
export type CallbackErrorCode = keyof typeof callbackErrors;

/** @returns what is known of an error; an unlisted one is said to be unlisted. */
export function explainCallbackError(error: string): CallbackErrorInfo {
  const known = Object.entries(callbackErrors).find(([code]) => code === error);
  if (known !== undefined) return known[1];
  return {
    verdict: 'failed',
    exitCode: exitCodes.unavailable,
    title: 'Connect sent an error that no Smartcar page lists.',
    cause: `The code "${error}" is not among the published ones; its description, if any, is all that is known.`,
    remedy: 'Read error_description, check the link with `connect-cli url lint`, and ask Smartcar support if it stays.',
    who: 'developer',
    maybeBoxes: false,
    source: { url: errorPages, asOf: '2026-02', confidence: 'unconfirmed' },
  };
}
