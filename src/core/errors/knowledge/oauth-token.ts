import type { Source } from '../../source.ts';
import type { PhraseEntry } from './entry.ts';
import { oauthStandardErrors } from './oauth-standard.ts';

const exchange: Source = {
  url: 'https://smartcar.com/docs/api-reference/authorization/auth-code-exchange',
  asOf: '2026-02',
};
const request: Source = {
  url: 'https://smartcar.com/docs/api-reference/authorization/request-access-token',
  asOf: '2026-07',
};

/** `error` values of the token endpoints (auth.smartcar.com and iam.smartcar.com). */
export const oauthTokenErrors = {
  ...oauthStandardErrors('Smartcar'),
  invalid_grant: {
    phrases: [],
    key: 'invalid_grant',
    status: 400,
    isStatusReading: true,
    cause:
      'The code or refresh token was refused: a code lives ten minutes and works once, a refresh token dies one minute after it was used or 60 days after it was issued, and the redirect_uri of the exchange must equal the one of the Connect URL.',
    who: 'developer',
    owner: 'The link to your car has expired. Please connect again.',
    fix: 'Send the same redirect_uri as on the Connect URL and never send a code twice. A dead refresh token can only be replaced by running Connect again.',
    docs: exchange.url,
    next: ['token-refresh', 'authorize'],
    source: exchange,
  },
  redirect_uri_mismatch: {
    phrases: [
      'invalid_grant * unauthorized redirect_uri',
      'invalid_grant * unauthorized redirect uri',
      'unauthorized redirect_uri * invalid_grant',
    ],
    status: 400,
    cause:
      'The token endpoint of Smartcar refused the exchange over the redirect_uri alone: it is not registered for the application, or the exchange sent another one than the Connect URL. The code itself is not the trouble.',
    who: 'developer',
    fix: 'Send the same redirect_uri in both places, character for character, and register it in the Dashboard under Configuration. Then run Connect again: the code is used up.',
    docs: exchange.url,
    next: ['dashboard', 'url-lint', 'authorize'],
    source: { url: 'https://github.com/smartcar/node-sdk/issues/137', asOf: '2023', confidence: 'field-report' },
  },
  invalid_client: {
    phrases: [],
    key: 'invalid_client',
    status: 401,
    isStatusReading: true,
    cause: 'The client id or the client secret is wrong, or they belong to the other kind of credential.',
    who: 'developer',
    fix: 'auth.smartcar.com takes the application id (a UUID) with its client secret; iam.smartcar.com takes API credentials whose id begins with client_.',
    docs: request.url,
    next: ['init', 'dashboard'],
    note: 'For auth.smartcar.com this follows the OAuth standard; Smartcar publishes it for iam.smartcar.com.',
    source: request,
  },
  invalid_request: {
    phrases: [],
    key: 'invalid_request',
    status: 400,
    isStatusReading: true,
    cause: 'A parameter of the token request is missing or malformed.',
    who: 'developer',
    fix: 'Send a form body with grant_type and the values that it needs. Some SDK versions post redirect_uri=undefined when none was set.',
    docs: request.url,
    next: ['init'],
    source: request,
  },
  unauthorized_client: {
    phrases: ['application not authorized to requested make'],
    key: 'unauthorized_client',
    cause: 'The application may not do this: usually its plan does not cover the make of the car.',
    who: 'developer',
    fix: 'Compare the makes that the message names with the plan in the Dashboard.',
    docs: exchange.url,
    next: ['dashboard'],
    source: { ...exchange, confidence: 'field-report' },
  },
  unsupported_grant_type: {
    phrases: [],
    key: 'unsupported_grant_type',
    cause:
      'The endpoint does not know this grant_type: auth.smartcar.com takes authorization_code and refresh_token, iam.smartcar.com takes client_credentials.',
    who: 'developer',
    fix: 'Send the grant to the host that serves it.',
    docs: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2',
    next: ['init'],
    note: 'From the OAuth standard; Smartcar does not list it.',
    source: { url: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2', asOf: '2012-10', confidence: 'inferred' },
  },
  invalid_scope: {
    phrases: [],
    key: 'invalid_scope',
    cause: 'The scope holds a name that the server does not know.',
    who: 'developer',
    fix: 'Check every permission name of the scope.',
    docs: 'https://smartcar.com/docs/api-reference/permissions',
    next: ['explain-scopes', 'url-lint'],
    note: 'From the OAuth standard; Smartcar does not list it.',
    source: { url: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2', asOf: '2012-10', confidence: 'inferred' },
  },
} as const satisfies Record<string, PhraseEntry>;
