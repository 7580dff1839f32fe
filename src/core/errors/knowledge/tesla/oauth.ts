import type { PhraseEntry } from '../entry.ts';
import { oauthStandardErrors } from '../oauth-standard.ts';
import { published, report, tokenPage } from './sources.ts';

const rfc = 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2';

/** What Tesla's sign-in and token endpoint (auth.tesla.com, fleet-auth…) answer. Not Smartcar's OAuth, which has the same words. */
export const teslaOAuthErrors = {
  ...oauthStandardErrors('Tesla'),
  unauthorized_client: {
    phrases: [
      'we dont recognize this client_id',
      'we dont recognize this client_id and client_secret combination',
      'use the client_id found in your app details',
    ],
    key: 'unauthorized_client',
    status: 400,
    cause:
      "Tesla's sign-in does not know this client_id, or the client_secret does not belong to it: mistyped, the app was deleted, or the refresh token was made with another app's client_id (a third-party token site, for example).",
    who: 'developer',
    fix: 'Use the client_id and client_secret of the Tesla app that the token was issued to. A token of another app cannot be refreshed with yours: sign in again.',
    docs: tokenPage,
    next: ['tesla-portal'],
    source: published,
  },
  edge_access_denied: {
    phrases: [],
    weak: ['you dont have permission to access * on this server', 'errors.edgesuite.net'],
    status: 403,
    cause:
      'The page comes from the network in front of Tesla’s servers, which turned the request away before Tesla’s sign-in saw it: neither the token nor the consent is the reason. A Tesla engineer names a protection that can hit addresses of shared cloud providers because of their neighbours; others report a new address as the way out.',
    who: 'developer',
    fix: 'Make the same request from another network: if it works there, the address of the server is blocked, and another address or provider helps. Do not ask the owner to connect again.',
    docs: 'https://github.com/teslamotors/fleet-telemetry/issues/191',
    next: [],
    note: 'Tesla publishes nothing about it.',
    source: report('https://github.com/teslamotors/fleet-telemetry/issues/191', '2025-01'),
  },
  third_party_domain: {
    phrases: ['this domain is restricted to third-party applications only'],
    status: 403,
    cause:
      'The client_id is Tesla’s own (ownerapi, as unofficial clients use it), and this token endpoint serves registered third-party apps alone.',
    who: 'developer',
    fix: 'Register an app with Tesla and use its client_id, or let a provider such as Smartcar hold the tokens.',
    docs: 'https://developer.tesla.com/docs/fleet-api',
    next: ['tesla-portal'],
    note: 'Read from the wording and from one report; Tesla publishes nothing about it.',
    source: report('https://github.com/tomhollander/TeslaAuth/issues/42', '2025-11'),
  },
  invalid_client: {
    phrases: [],
    key: 'invalid_client',
    status: 401,
    isStatusReading: true,
    cause: "Tesla's token endpoint did not accept the client_id and client_secret of the Tesla app.",
    who: 'developer',
    fix: 'Compare both with the app in the developer portal of Tesla.',
    docs: tokenPage,
    next: ['tesla-portal'],
    note: "From the OAuth standard; Tesla's own pages name unauthorized_client for it.",
    source: { url: rfc, asOf: '2012-10', confidence: 'inferred' },
  },
  invalid_grant: {
    phrases: [],
    key: 'invalid_grant',
    status: 400,
    cause:
      "Tesla's token endpoint refused the authorization code or the refresh token: expired (a code lives about two minutes), used before, or issued to another app.",
    who: 'developer',
    fix: 'Start the Tesla sign-in again and exchange the new code at once and once only.',
    docs: tokenPage,
    next: [],
    note: "From the OAuth standard; Tesla's own pages name invalid_auth_code and login_required for it.",
    source: { url: rfc, asOf: '2012-10', confidence: 'inferred' },
  },
  invalid_request: {
    phrases: ['the request body is not valid'],
    key: 'invalid_request',
    status: 400,
    cause:
      'Tesla could not use the body of the request: a parameter is missing or malformed. At the sign-in: client_id, redirect_uri, scope or audience.',
    who: 'developer',
    fix: 'Compare the request with the example in Tesla’s documentation; the error_description may name the parameter.',
    docs: tokenPage,
    next: [],
    source: published,
  },
  invalid_scope: {
    phrases: ['the requested scopes are not granted', 'scopes are not granted'],
    key: 'invalid_scope',
    status: 400,
    cause:
      'Tesla does not grant these scopes: they are not enabled for the Tesla app in the developer portal, or this owner has not granted them.',
    who: 'developer',
    fix: 'Enable the scopes of the app under API & Scopes in the developer portal of Tesla, then send the owner through the consent again, with prompt_missing_scopes=true.',
    docs: tokenPage,
    next: ['tesla-portal'],
    source: report('https://github.com/home-assistant/my.home-assistant.io/issues/697', '2025'),
  },
  access_denied: {
    phrases: [],
    key: 'access_denied',
    cause:
      "On Tesla's own consent screen the owner pressed Do Not Allow, or left it. This concerns the sign-in of a Tesla app, not Smartcar's permission screen.",
    who: 'owner',
    owner:
      'You did not give the app access to your Tesla account. If that was a mistake, start again and press Select All, then Allow.',
    fix: 'Explain beforehand what each box is for, and let the owner start again.',
    docs: tokenPage,
    next: ['guide-consent'],
    note: 'Which error Tesla puts on the redirect after Do Not Allow is unconfirmed; the OAuth standard names access_denied.',
    source: { url: tokenPage, asOf: '2026-08', confidence: 'unconfirmed' },
  },
  interaction_required: {
    phrases: [],
    key: 'interaction_required',
    weak: ['consent_required', 'account_selection_required'],
    cause:
      "The sign-in was asked for without a screen (prompt=none), and Tesla needs one: the owner has to sign in or to give consent. The code is one of OpenID Connect; Tesla's pages do not name it.",
    who: 'developer',
    fix: 'Send the owner through the sign-in with screens: without prompt=none.',
    docs: tokenPage,
    next: [],
    source: {
      url: 'https://openid.net/specs/openid-connect-core-1_0.html#AuthError',
      asOf: '2014-11',
      confidence: 'inferred',
    },
  },
  invalid_redirect_url: {
    phrases: [
      'invalid_redirect_url',
      'invalid redirect uri/url',
      'the authorize redirect uri and token redirect uri must match',
      'we dont recognize this redirect uri/url',
      'use the redirect uri/url found in your app details',
      "the 'redirect_uri' supplied is not registered for this 'client_id'",
    ],
    // Of OpenID's registration too.
    key: 'invalid_redirect_uri',
    status: 400,
    cause:
      'Tesla does not take this redirect URI: it is not among the Allowed Redirect URIs of the Tesla app, character for character and with its scheme, or the token request sent another one than the sign-in.',
    who: 'developer',
    fix: 'Enter exactly this redirect URI for the app in the developer portal of Tesla, and send the same one at sign-in and at the token request. Redirect addresses of Tesla’s own app (void/callback) are reported as removed since April 2026.',
    docs: tokenPage,
    next: ['tesla-portal'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/18', '2026-06'),
  },
  invalid_auth_code: {
    phrases: [
      'invalid_auth_code',
      'the authorization code is invalid',
      "the 'code' in request body is invalid",
      'authorization code expired',
    ],
    status: 400,
    cause:
      "Tesla's token endpoint refused the authorization code: it was used before, it is older than about two minutes, or its redirect_uri differs.",
    who: 'developer',
    fix: 'Start the Tesla sign-in again, and exchange the new code at once and once only.',
    docs: tokenPage,
    next: [],
    note: 'The two minutes are from field reports.',
    source: published,
  },
  login_required: {
    phrases: [
      'the refresh_token is expired',
      'the refresh_token is invalid',
      'the user has reset their password and a new auth code is required',
    ],
    key: 'login_required',
    status: 401,
    isStatusReading: true,
    cause:
      "Tesla's refresh token is dead: it expired (three months), was used up by another client, or the owner changed the Tesla password.",
    who: 'owner',
    owner: 'Sign in to Tesla again through the app.',
    fix: 'Run the Tesla sign-in again (with a provider: Connect), and store each new refresh token in place of the old one.',
    docs: tokenPage,
    next: ['authorize'],
    source: published,
  },
  consent_revoked: {
    phrases: ['user revoked consent'],
    status: 401,
    cause: 'Tesla says that the owner revoked the consent.',
    who: 'owner',
    owner: 'Sign in to Tesla again through the app.',
    fix: 'Have the owner sign in again (with a provider: Connect).',
    docs: 'https://github.com/teslamotors/vehicle-command/issues/139',
    next: ['authorize'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/139', '2024-02'),
  },
  unsupported_grant_type: {
    phrases: ['the grant type is invalid use one of'],
    key: 'unsupported_grant_type',
    status: 400,
    cause:
      "Tesla's token endpoint takes authorization_code, refresh_token and client_credentials, and none of them was sent.",
    who: 'developer',
    fix: 'Send the body form-encoded, with the right grant_type.',
    docs: tokenPage,
    next: [],
    source: published,
  },
  token_refresh_failed: {
    phrases: [],
    weak: ['token refresh failed', 'could not be refreshed', 'tokens are invalid', 'failed to refresh token'],
    isTitle: true,
    cause:
      "Tesla did not renew the token. The words name no reason; usual ones are a refresh token that is dead or belongs to another app's client_id, and no way to reach Tesla.",
    who: 'owner',
    owner: 'Sign in to Tesla again through the app.',
    fix: 'Look for the answer of auth.tesla.com in the log and explain that. A refresh token of the old Owner API does not work with a client_id of your own.',
    docs: tokenPage,
    next: [],
    source: report('https://github.com/teslamate-org/teslamate/issues/4091', '2024-07'),
  },
  auth_customer_error: {
    phrases: ['auth customer error'],
    cause:
      "Tesla refused to refresh the token of this owner. Tesla does not publish the cause; it is Tesla's word and no fault of Smartcar's.",
    who: 'owner',
    owner: 'Sign in to Tesla again through the app.',
    fix: 'Have the owner sign in again. One app reports it for about one owner in ten; if it stays, write to fleetapi@tesla.com.',
    docs: tokenPage,
    next: [],
    note: 'From one field report: the cause is unconfirmed.',
    source: report('https://github.com/teslamotors/vehicle-command/issues/153', '2026-03'),
  },
  sign_in_done: {
    phrases: [],
    cause:
      "This address carries no error: it is the redirect of Tesla's own sign-in, with a code for the token endpoint of Tesla. Which boxes the owner ticked stands in the scp claim of the access token.",
    who: 'developer',
    fix: 'Exchange the code within about two minutes, once, then compare scp with the scopes that were asked.',
    docs: tokenPage,
    next: [],
    source: published,
  },
  malformed_token: {
    phrases: [
      'client provided malformed oauth token',
      'client did not provide an oauth token',
      'client provided oauth token with invalid audiences',
    ],
    status: 403,
    cause:
      "Tesla's command proxy could not read the access token that it was given: missing, cut, or a token of someone else.",
    who: 'developer',
    fix: 'Send Authorization: Bearer with the whole access token of Tesla, not the refresh token and not one of a provider.',
    docs: 'https://github.com/teslamotors/vehicle-command',
    next: [],
    source: { url: 'https://github.com/teslamotors/vehicle-command', asOf: '2026-07-22' },
  },
} as const satisfies Record<string, PhraseEntry>;
