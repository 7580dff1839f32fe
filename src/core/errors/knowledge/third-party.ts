import type { Source } from '../../source.ts';
import type { PhraseEntry } from './entry.ts';

const library = 'https://github.com/Teslemetry/python-tesla-fleet-api';
const teslemetry: Source = { url: library, asOf: '2026-08-22' };

function report(url: string, asOf: string): Source {
  return { url, asOf, confidence: 'field-report' };
}

/** Words of services and programs between the app and Tesla or Smartcar: neither of the two says them. */
export const thirdPartyErrors = {
  teslemetry_subscription_required: {
    phrases: [
      'subscription_required',
      'subscription is required in order to use teslemetry',
      'vehicle_subscription_required',
      'vehicle data subscription is required to make this request',
      'tesla_fleet_api.exceptions.subscriptionrequired',
      'tesla_fleet_api.exceptions.vehiclesubscriptionrequired',
    ],
    status: 402,
    cause: 'Teslemetry wants a subscription for this account or car. Neither Tesla nor Smartcar says this.',
    who: 'developer',
    fix: 'Renew the subscription at Teslemetry.',
    docs: 'https://teslemetry.com',
    next: [],
    source: teslemetry,
  },
  teslemetry_insufficient_credits: {
    phrases: [
      'insufficient_credits',
      'account has insufficient command credits',
      'account has insufficient credits',
      'tesla_fleet_api.exceptions.insufficientcredits',
    ],
    status: 402,
    cause: 'The command credits of the account at Teslemetry are used up. Neither Tesla nor Smartcar says this.',
    who: 'developer',
    fix: 'Buy command credits at Teslemetry.',
    docs: 'https://teslemetry.com',
    next: [],
    source: teslemetry,
  },
  third_party_token: {
    phrases: [
      'invalid teslemetry access token',
      'access token is required',
      'invalid tesla api user',
      'invalid api user',
    ],
    weak: ['missing_token', 'invalid_token', 'invalid access token'],
    status: 401,
    isStatusReading: true,
    cause:
      'A service between the app and Tesla (Teslemetry, Tessie, api.myteslamate.com or another proxy) does not accept its own token: it is missing, stale, or was made for another app. Tesla itself was not asked.',
    who: 'developer',
    fix: 'Renew the token at the service that the base URL of the call names, and put the new one into the app.',
    docs: 'https://github.com/evcc-io/evcc/issues/18780',
    next: [],
    source: report('https://github.com/evcc-io/evcc/issues/18780', '2025-02'),
  },
  not_json: {
    phrases: ['the response from the server was not json'],
    cause:
      'The library python-tesla-fleet-api got an answer that is not JSON: a page of a proxy or bot wall, or an empty body.',
    who: 'developer',
    fix: 'Look at status and body of the answer itself; the library shows neither.',
    docs: library,
    next: [],
    source: teslemetry,
  },
  sign_in_captcha: {
    phrases: [
      'hcaptcha',
      'recaptcha',
      'your computer or network sent too many requests',
      'captcha verification failed',
    ],
    cause:
      "The car maker's sign-in page wants a captcha, or its captcha service counts too many requests from this network. It is no limit of Smartcar's API and no answer of the car.",
    who: 'owner',
    owner: 'Wait some minutes, or use another network (mobile data instead of Wi-Fi, no VPN), then sign in again.',
    fix: 'Have the owner try again later or from another network.',
    docs: 'https://github.com/wbyoung/smartcar/issues/134',
    next: ['authorize'],
    source: report('https://github.com/wbyoung/smartcar/issues/134', '2026-08'),
  },
  home_assistant_exchange: {
    phrases: [
      'oauth authorization error while obtaining access token',
      'error while obtaining access token',
      'timeout resolving oauth token',
      'error obtaining access token',
      'oauth2_unauthorized',
      'oauth2_failed',
      'oauth2_timeout',
      'oauth_unauthorized',
      'oauth_failed',
      'oauth_timeout',
    ],
    cause:
      'Home Assistant could not exchange the authorization code: the token endpoint refused it. With Smartcar that is a wrong client secret, the wrong kind of id, or a redirect URI that differs from the registered one.',
    who: 'developer',
    fix: 'Look for the answer of the token endpoint in the log of Home Assistant. Compare client id, client secret and redirect URI (https://my.home-assistant.io/redirect/oauth) with the Dashboard.',
    docs: 'https://github.com/wbyoung/smartcar/issues/15',
    next: ['dashboard', 'init'],
    note: 'The sentence is Home Assistant’s own and names no sender; with Tesla’s integration the same words concern the Tesla app.',
    source: report('https://github.com/wbyoung/smartcar/issues/15', '2025-12'),
  },
  home_assistant_credentials: {
    phrases: ['implementation not available', 'missing_credentials'],
    cause:
      'Home Assistant has no application credentials for this integration any more, so it asked nobody. They were deleted, or an update wants credentials of your own.',
    who: 'developer',
    fix: 'Enter the client id and secret again under Settings > Devices & services > Application credentials, then set the integration up anew.',
    docs: 'https://www.home-assistant.io/integrations/application_credentials',
    next: [],
    source: report('https://github.com/home-assistant/core/issues/134595', '2025-01'),
  },
  home_assistant_state: {
    phrases: ['invalid state is my home assistant configured'],
    cause:
      'The redirect went through my.home-assistant.io to another instance of Home Assistant than the one that began the sign-in, or the sign-in took too long.',
    who: 'developer',
    fix: 'Set the address of your instance on https://my.home-assistant.io, then start again.',
    docs: 'https://my.home-assistant.io',
    next: [],
    source: { url: 'https://github.com/home-assistant/core', asOf: '2026' },
  },
  home_assistant_reauth: {
    phrases: ['authentication expired for'],
    isTitle: true,
    cause:
      'Home Assistant wants a new sign-in because an answer of the API was 401 or 403. One integration for Smartcar is reported to say so for a permission that is merely missing.',
    who: 'developer',
    fix: 'Look into the log for the answer itself. PERMISSION or 403 beside working sensors means a missing permission; only AUTHENTICATION or invalid_grant need a new sign-in.',
    docs: 'https://github.com/wbyoung/smartcar/issues/133',
    next: [],
    source: report('https://github.com/wbyoung/smartcar/issues/133', '2026-08'),
  },
  evcc_tokens_missing: {
    phrases: ['missing access and/or refresh token', 'missing token credentials'],
    cause: 'evcc was started for a Tesla without tokens of Tesla; it has asked nobody.',
    who: 'developer',
    fix: 'Make the tokens with `evcc token`, and enter them with the client id of the same Tesla app.',
    docs: 'https://docs.evcc.io/docs/devices/vehicles',
    next: [],
    source: report('https://github.com/evcc-io/evcc/issues/14951', '2024-07'),
  },
} as const satisfies Record<string, PhraseEntry>;
