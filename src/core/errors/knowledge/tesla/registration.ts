import type { PhraseEntry } from '../entry.ts';
import { keyPage, registerPage, report, tokenPage } from './sources.ts';

const portalRules = report('https://github.com/home-assistant/home-assistant.io/issues/39108', '2025-05');

/** What Tesla answers when an app registers its domain and key, and what its developer portal refuses. */
export const teslaRegistrationErrors = {
  public_key_too_large: {
    phrases: ['public key download failed for * error: too large'],
    status: 424,
    cause:
      'Tesla fetched the file and it is too large to be a public key: a certificate, an RSA key or a web page lies in its place. An EC public key has about 180 bytes.',
    who: 'developer',
    fix: 'Put the EC public key (PEM, prime256v1) at that path, then check it and register again.',
    docs: registerPage,
    next: ['virtual-key-check'],
    source: report('https://github.com/teslamotors/fleet-telemetry/issues/355', '2025-11'),
  },
  public_key_download_failed: {
    phrases: ['public key download failed', 'public_key_not_found', 'failed to download public key'],
    status: 424,
    cause:
      'Tesla could not fetch the public key from your domain: no file at the path, a redirect, a bot wall, a login, or a server that Tesla cannot reach.',
    who: 'developer',
    fix: 'Check the hosted key the way Tesla fetches it, mend what is found, then register again.',
    docs: registerPage,
    next: ['virtual-key-check'],
    source: report('https://github.com/llamafilm/tesla-http-proxy-addon/discussions/86', '2024-06'),
  },
  public_key_hash_taken: {
    phrases: ['public key hash has already been taken'],
    status: 422,
    cause:
      'This key pair is registered already, for another app or domain of yours: Tesla wants one key and one domain per app. After a second registration of the same app the words mean that it is done.',
    who: 'developer',
    fix: 'If the app itself was registered before, go on. Otherwise make a new key pair for this app, host its public key and register again.',
    docs: registerPage,
    next: ['virtual-key-check', 'virtual-key-keygen'],
    source: report('https://github.com/home-assistant/core/issues/134595', '2025-01'),
  },
  expected_partner_account: {
    phrases: ['expected partner account'],
    status: 403,
    cause:
      'The call wants a partner token of the app itself, and Tesla does not know the token as one: it is the token of an owner, or the app is so new that Tesla has not taken it up yet.',
    who: 'developer',
    fix: 'Get a token with grant_type=client_credentials and the audience of the region, and register with that. In the field it worked an hour after the app was made.',
    docs: registerPage,
    next: ['tesla-portal'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/166', '2024-02'),
  },
  domain_taken: {
    phrases: ['domain has already been taken'],
    status: 422,
    cause: 'The domain is registered for another Tesla app already: one domain per app.',
    who: 'developer',
    fix: 'Use a subdomain for this app, or delete the other app in the developer portal of Tesla.',
    docs: registerPage,
    next: ['virtual-key-check', 'tesla-portal'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/17', '2024'),
  },
  invalid_csr: {
    phrases: ['csr is not a valid csr'],
    status: 422,
    cause:
      'The registration was sent with a csr field that is not a certificate signing request; it is not needed any more.',
    who: 'developer',
    fix: 'Register with the domain alone: {"domain": "example.com"}.',
    docs: registerPage,
    next: ['virtual-key-check'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/251', '2024-05'),
  },
  invalid_domain: {
    phrases: [
      'ensure that domain is lowercase and starts without https',
      'invalid domain name please check for leading',
      'unable to share vehicle invalid domain name',
    ],
    weak: ['invalid domain'],
    status: 400,
    cause:
      'Tesla does not take the domain as it was sent: it wants the bare host name, lower case, without https://, path or slash, and exactly the host that the app is registered with (www or not).',
    who: 'developer',
    fix: 'Send the bare host name, for example example.com.',
    docs: registerPage,
    next: ['virtual-key-check'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/20', '2023-10'),
  },
  root_domain_mismatch: {
    phrases: ['must match registered allowed origin', 'root domain * must match'],
    status: 412,
    cause: 'The domain of the registration has another root domain than every Allowed Origin of the Tesla app.',
    who: 'developer',
    fix: 'Enter an origin of this domain for the app in the developer portal of Tesla, or register a domain under the origin that stands there.',
    docs: registerPage,
    next: ['tesla-portal', 'virtual-key-check'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/53', '2025'),
  },
  portal_domain_refused: {
    phrases: [
      'please ensure it is registered with a certificate authority',
      'is not being used with a reverse proxy setup',
      'domain is not valid',
    ],
    cause:
      "Tesla's developer portal refuses the origin: it wants a registered domain of your own with a public certificate. Refused are names with Tesla in them, and hosts of tunnels, dynamic DNS and home-hosting services.",
    who: 'developer',
    fix: 'Use a domain of your own, without Tesla in its name, served directly over https.',
    docs: 'https://developer.tesla.com/docs/fleet-api',
    next: ['virtual-key-check', 'tesla-portal'],
    source: portalRules,
  },
  registration_rejected: {
    phrases: ['the registration was rejected by tesla', 'partner registration failed', 'registration was rejected'],
    isTitle: true,
    cause:
      'Tesla refused to register the app for its domain. The words name no reason; usual ones are a key that Tesla cannot fetch, a domain of another app, and an origin that the app does not have.',
    who: 'developer',
    fix: 'Check the hosted public key, use a domain of your own for this app alone, and compare it with the Allowed Origins in the developer portal of Tesla.',
    docs: registerPage,
    next: ['virtual-key-check', 'tesla-portal'],
    note: 'The sentence is that of Home Assistant.',
    source: report('https://github.com/home-assistant/core/issues/170342', '2026-05'),
  },
  application_name_taken: {
    phrases: ['application name already exists', 'application name is already'],
    cause: 'Tesla refused the request for an app because an app of that name exists.',
    who: 'developer',
    fix: 'Choose another name for the app.',
    docs: 'https://developer.tesla.com/docs/fleet-api',
    next: ['tesla-portal'],
    source: { url: 'https://developer.tesla.com/docs/fleet-api', asOf: '2026-08' },
  },
  upstream_internal_error: {
    phrases: ['upstream internal error'],
    status: 500,
    cause: 'Tesla answers so when a partner token is sent where the token of an owner is needed, or the reverse.',
    who: 'developer',
    fix: 'Vehicle calls take the token from the owner’s sign-in; only partner_accounts and telemetry errors take the partner token.',
    docs: tokenPage,
    next: [],
    note: 'From one field report; the same words could come from a fault at Tesla.',
    source: report('https://github.com/teslamotors/vehicle-command/issues/17', '2023-10'),
  },
  public_key_mismatch: {
    phrases: ['public_key_mismatch', 'public key does not match the registered'],
    cause:
      'The public key that Tesla has registered for the domain is another one than the key that lies there (or that the app signs with).',
    who: 'developer',
    fix: 'Host the public half of the private key that the app uses, then register again.',
    docs: keyPage,
    next: ['virtual-key-check'],
    source: report('https://github.com/home-assistant/core/issues/137141', '2025-10'),
  },
} as const satisfies Record<string, PhraseEntry>;
