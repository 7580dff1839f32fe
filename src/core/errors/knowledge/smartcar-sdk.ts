import type { PhraseEntry } from './entry.ts';

const ios = 'https://github.com/smartcar/ios-sdk';
const javascript = 'https://github.com/smartcar/javascript-sdk';

/** What Smartcar's SDKs say themselves, in front ends. What they hand on has the rows of the API and of Connect. */
export const smartcarSdkErrors = {
  ios_authorization_error: {
    phrases: ['smartcarauth.authorizationerror', 'authorizationerror error'],
    cause:
      "Smartcar's iOS SDK reports that Connect ended without success; this text hides the reason, which is in the type of the error: accessDenied, vehicleIncompatible, invalidSubscription, noVehicles, userExitedFlow, configurationError, serverError, missingQueryParameters, missingAuthCode, unknownError.",
    who: 'developer',
    fix: 'Print error.type and errorDescription of the AuthorizationError, and explain those: accessDenied is access_denied, userExitedFlow is user_manually_returned_to_application, and so on. missingAuthCode with an application of API v3 means that only a user_id came back.',
    docs: ios,
    next: ['url-lint'],
    source: { url: `${ios}/blob/master/SmartcarAuth/AuthorizationError.swift`, asOf: '2026-07' },
  },
  js_popup_blocked: {
    phrases: ['window.opener must be defined'],
    cause: "The redirect page of Smartcar's JavaScript SDK was opened outside the window that the SDK opens.",
    who: 'developer',
    fix: 'Open Connect with openDialog of the SDK, or use a redirect URI of your own server.',
    docs: javascript,
    next: ['url-lint'],
    source: { url: javascript, asOf: '2026-07' },
  },
} as const satisfies Record<string, PhraseEntry>;
