import type { FindingInfo } from '../info.ts';

/** Everything that can be found on a Connect link. Kinds are public contract: add, never rename. */
export const urlFindings = {
  'url-not-connect': {
    severity: 'info',
    title: 'This is not a Connect link.',
    fix: 'A Connect link begins with https://connect.smartcar.com/oauth/. `connect-cli url authorize` prints one.',
  },
  'url-brand-host': {
    severity: 'warning',
    title: "The host is for a single make, as in Smartcar's first API.",
    fix: 'Use https://connect.smartcar.com and name the brand with make.',
  },
  'url-smartcar-host': {
    severity: 'warning',
    title: "The host is one of Smartcar's, but not that of Connect.",
    why: 'auth.smartcar.com, for one, is the host of the token endpoint. Whether Connect answers under another name than its own is not published.',
    fix: 'Use https://connect.smartcar.com.',
  },
  'url-cut': {
    severity: 'error',
    title: 'The link ends after its first parameter.',
    why: 'A shell treats & as its own: without quotes it passes on only what comes before the first one.',
    fix: 'Put the link in quotes, or pipe it in. If this is the whole link, everything else is missing from it.',
  },
  'url-no-scheme': {
    severity: 'warning',
    title: 'The link has no https:// before it.',
    why: 'A browser adds it; in a page, a mail or a program the address is taken for a path.',
    fix: 'Begin it with https://.',
  },
  'url-separators': {
    severity: 'error',
    title: 'The parameters are not separated correctly: it takes one ? before the first, and & between the others.',
    fix: 'Build the link with a URL builder, such as URLSearchParams.',
  },
  'url-fragment': {
    severity: 'error',
    title: 'There is a # in the link; what follows it never reaches Connect.',
    fix: 'Write %23 for a # inside a value. A redirect URI must not have one.',
  },
  'url-value-wrapped': {
    severity: 'error',
    title: 'Quotes, spaces or what a language prints around a value are part of it.',
    why: 'Swift prints Optional("…") and Python b\'…\' where the value itself was not taken out first.',
    fix: 'Remove them where the value comes from, such as a line in a .env file, or unwrap the value in the code.',
  },
  'url-host-misspelt': {
    severity: 'error',
    title: "The host looks like Connect's but is not.",
    why: 'Owners who sign in there give their account to a stranger.',
    fix: 'Write https://connect.smartcar.com.',
  },
  'url-escaped-ampersand': {
    severity: 'error',
    title:
      'The parameters are separated by &amp;, \\u0026 or \\&, which is & in HTML, in JSON or in a shell and nowhere else.',
    why: 'It was read as &; whatever opens the link as it is will take amp;client_id for a name, or code\\ for a value.',
    fix: 'Write a plain &. In the source of a web page, &amp; is correct; in a shell, put the link in quotes instead of escaping it.',
  },
  'url-encoded-whole': {
    severity: 'error',
    title: 'The whole address is percent-encoded, its https:// included.',
    fix: 'Encode the value of each parameter, not the finished link.',
  },
  'url-encoded-twice': {
    severity: 'error',
    title: 'A value is encoded twice: after decoding it once, percent signs are left.',
    why: 'URL builders encode by themselves; calling encodeURIComponent first encodes the value twice.',
    fix: 'Pass the plain value to whatever builds the link, or encode it once by hand.',
  },
  'url-typographic-quotes': {
    severity: 'error',
    title: 'There are typographic quotes around the link or a value; programs do not treat them as quotes.',
    why: 'Word processors and chats turn plain quotes into them.',
    fix: 'Retype the quotes as plain " or remove them.',
  },
  'url-placeholder': {
    severity: 'error',
    title: 'There is a placeholder where a value belongs.',
    why: "A template was not filled in: the string lacks its language's template syntax, or an example was copied.",
    fix: 'Fill it in; make sure the code that builds the link replaces it.',
  },
  'url-unset-value': {
    severity: 'error',
    title: 'A value is the word a language prints for an unset variable.',
    why: 'The code that built the link read a setting or an environment variable that has no value.',
    fix: 'Set the variable, and stop with an error where it is missing.',
  },
  'url-passed-through-placeholder': {
    severity: 'warning',
    title: 'A value that Connect passes back unchanged was never filled in.',
    why: 'Connect accepts it, and every owner comes back with the same one. Such a state does not tie a redirect to its session.',
    fix: 'Fill it in: the state with an unguessable value for each session.',
  },
  'url-sample-value': {
    severity: 'warning',
    title: "A value is the example from Smartcar's documentation.",
    why: 'Nobody owns the ids of the examples; what Connect answers to them is not published. A state that everybody knows protects nothing.',
    fix: 'Replace it with your own: the id from the Dashboard, a new state for each session.',
  },
  'url-live-code': {
    severity: 'warning',
    title: 'The address carries an authorization code, which whoever holds the client secret can turn into a token.',
    why: "A Smartcar code is valid for ten minutes and one exchange; how long others' codes live is up to them.",
    fix: 'Remove it before you pass the address on. If someone else has seen it and it has not been used yet, exchange it now.',
  },
  'url-redirect-error': {
    severity: 'info',
    title: 'The owner came back with an error.',
    fix: '`connect-cli explain-error` with the address in quotes says what it means.',
  },
  'url-redirect-without-state': {
    severity: 'warning',
    title: 'The redirect carries a code and no state.',
    why: 'Without a state, nothing shows that this response belongs to one of your sessions.',
    fix: 'Put a state on the link and compare it. If there was one, the address was cut: put it in quotes.',
  },
  'url-virtual-key-domain': {
    severity: 'error',
    title: 'The virtual key link does not name a domain that Tesla accepts.',
    fix: 'Write https://tesla.com/_ak/ and the bare domain that is registered with Tesla.',
  },
  'url-virtual-key-parameters': {
    severity: 'warning',
    title: 'The virtual key link has parameters that Tesla does not publish for it.',
    why: 'The only published one is vin, which selects the car.',
    fix: 'Hand out the bare link, or the form with ?vin=. `connect-cli virtual-key show` prints both.',
  },
  'url-tesla-parameter-missing': {
    severity: 'error',
    title: 'A parameter that Tesla requires is missing.',
    fix: 'Add it; the names are on the page "Third-Party Tokens" of developer.tesla.com.',
  },
  'url-tesla-scope-unknown': {
    severity: 'error',
    title: 'The scope holds a name that Tesla does not publish.',
    fix: "Tesla's scopes have other names than Smartcar's permissions; they are on developer.tesla.com under Authentication.",
  },
  'url-tesla-no-refresh-token': {
    severity: 'warning',
    title: 'The scope is missing openid or offline_access: without them Tesla issues no refresh token.',
    fix: 'Ask for both.',
  },
  'url-tesla-location': {
    severity: 'info',
    title: 'The scope asks for vehicle_device_data without vehicle_location, which reading the position needs.',
    fix: 'Add vehicle_location if you need the position of the car.',
  },
  'url-tesla-consent-reused': {
    severity: 'info',
    title: 'Without prompt_missing_scopes=true Tesla shows no screen to an owner who consented to less before.',
    why: 'It then issues a code for the earlier consent, and the new scopes are missing.',
    fix: 'Add prompt_missing_scopes=true. Only the owner of the Tesla application can do that: with Smartcar or Texture, that is them.',
  },
  'url-wrong-path': {
    severity: 'error',
    title: "The path is not one of Connect's.",
    fix: 'Use /oauth/authorize to connect a vehicle, or /oauth/reauthenticate to renew or revoke access.',
  },
  'url-other-origin': {
    severity: 'info',
    title: "The origin is not Smartcar's.",
    fix: 'Fine for a sandbox or a test server; in production it is https://connect.smartcar.com.',
  },
  'url-not-https': {
    severity: 'error',
    title: 'The link uses plain http.',
    fix: 'Begin it with https://.',
  },
  'url-secret': {
    severity: 'critical',
    title: 'The link carries a secret.',
    why: 'Links end up in histories, logs and referrers.',
    fix: 'Remove it from the link and replace the secret: anyone who saw the link has it, and links stay in histories and logs.',
  },
  'url-duplicate-parameter': {
    severity: 'error',
    title: 'A parameter occurs more than once.',
    fix: 'Keep one: which of them Connect reads is not published.',
  },
  'url-unknown-parameter': {
    severity: 'info',
    title: 'A parameter that no Smartcar page mentions.',
    fix: 'Check the spelling, or leave it out.',
  },
  'url-response-type-missing': {
    severity: 'error',
    title: 'There is no response_type.',
    fix: 'Add response_type=code to connect, or response_type=none on the revoke link.',
  },
  'url-response-type-unknown': {
    severity: 'error',
    title: 'This path does not accept that response_type.',
    fix: '/oauth/authorize takes code or none; /oauth/reauthenticate takes none or vehicle_id.',
  },
  'url-id-missing': {
    severity: 'error',
    title: 'There is neither application_id nor client_id.',
    fix: 'Add application_id with the UUID from the credentials page of the Smartcar Dashboard.',
  },
  'url-id-revoke': {
    severity: 'error',
    title: 'A revoke link names the application by client_id, and there is none.',
    why: "The documentation's table for this link has only client_id, and calls it mandatory.",
    fix: 'Add client_id with the UUID from the credentials page of the Smartcar Dashboard.',
  },
  'url-id-twice': {
    severity: 'warning',
    title: 'Both application_id and client_id are set.',
    fix: 'Keep application_id; client_id is its older name. On a revoke link keep client_id, the name in the documentation.',
  },
  'url-id-api-client': {
    severity: 'error',
    title: 'The id is an API credential; Connect answers it with an error page and no redirect.',
    why: 'API v3 has credentials of its own; their id is only for the token endpoint.',
    fix: 'Use the application id, a UUID. The client_… value belongs to the token endpoint.',
  },
  'url-id-format': {
    severity: 'warning',
    title: 'The id is not a UUID.',
    fix: 'Compare it with the credentials page of the Smartcar Dashboard; an unknown id ends on an error page without a redirect.',
  },
  'url-redirect-uri-missing': {
    severity: 'info',
    title: 'There is no redirect_uri.',
    fix: 'Smartcar uses the first registered one. Name it if the application has several.',
  },
  'url-redirect-uri-required': {
    severity: 'error',
    title: 'Renewing one vehicle with response_type=vehicle_id needs a redirect_uri.',
    fix: 'Add a registered redirect URI, or use response_type=none.',
  },
  'url-redirect-uri-invalid': {
    severity: 'error',
    title: 'The redirect_uri is not an absolute address without a fragment.',
    fix: 'Write it exactly as it is registered, such as http://localhost:8000/exchange.',
  },
  'url-redirect-uri-http': {
    severity: 'warning',
    title: 'The redirect_uri is plain http and not localhost.',
    fix: 'Use https. Plain http is reported to be accepted only for the host name localhost; no Smartcar page says so.',
  },
  'url-scope-missing': {
    severity: 'info',
    title: "There is no scope: the Dashboard's Vehicle Access decides what is asked for.",
    fix: 'Add a scope to ask for something else in this link.',
  },
  'url-scope-required': {
    severity: 'error',
    title: 'The revoke link needs a scope.',
    fix: 'Add the permissions that the owner should grant; the owner cannot leave before the matching boxes are ticked.',
  },
  'url-scope-separator': {
    severity: 'error',
    title: 'The scope is separated by something other than spaces.',
    fix: 'Put %20 between permissions.',
  },
  'url-permission-unknown': {
    severity: 'error',
    title: 'The scope contains a permission that Smartcar does not publish.',
    fix: '`connect-cli explain-scopes` lists all permissions.',
  },
  'url-permission-malformed': {
    severity: 'error',
    title: 'The scope contains a word that is not a permission.',
    fix: 'The only prefix is "required:".',
  },
  'url-permission-duplicate': {
    severity: 'warning',
    title: 'The scope asks for a permission more than once.',
    fix: 'Once is enough; if it occurs with and without required:, keep the one you mean.',
  },
  'url-state-missing': {
    severity: 'warning',
    title: 'There is no state.',
    why: 'The state ties the redirect to the person who started; without it anyone can pass your app a code of their own.',
    fix: 'Add an unguessable state and compare it when the redirect arrives, or a forged redirect can slip in.',
  },
  'url-state-plus': {
    severity: 'warning',
    title: 'The state contains a raw plus sign, which many servers read as a space.',
    fix: 'Write it %2B, or use base64url for states.',
  },
  'url-mode-unknown': {
    severity: 'error',
    title: 'Connect does not know this mode.',
    fix: 'Use live or simulated.',
  },
  'url-mode-test': {
    severity: 'warning',
    title: 'mode=test is deprecated.',
    fix: "Use simulated, with cars from the Dashboard's vehicle simulator.",
  },
  'url-approval-prompt-unknown': {
    severity: 'error',
    title: 'The approval_prompt is neither auto nor force.',
    fix: 'Use force to show the approval screen every time, or leave it out.',
  },
  'url-make-case': {
    severity: 'error',
    title: 'The make is not in upper case.',
    fix: 'Write it in upper case, such as TESLA.',
  },
  'url-make-unknown': {
    severity: 'info',
    title: 'The make is not in the list that connect-cli knows.',
    fix: 'Check the spelling; Smartcar adds brands from time to time.',
  },
  'url-make-required': {
    severity: 'error',
    title: 'The link names neither make nor vehicle_id.',
    fix: 'Add make=TESLA for the revoke flow, or vehicle_id to renew one vehicle.',
  },
  'url-make-not-revocable': {
    severity: 'error',
    title: 'The stand-alone flow exists for TESLA only.',
    fix: 'Owners of other makes go through /oauth/authorize again.',
  },
  'url-make-overridden': {
    severity: 'info',
    title: 'Both make and single_select_vin are set; the VIN wins.',
    fix: 'Leave out make.',
  },
  'url-revoke-access-missing': {
    severity: 'error',
    title: 'The revoke link is missing revoke_access=true.',
    fix: 'Add revoke_access=true, or use response_type=vehicle_id for the newer update form.',
  },
  'url-revoke-access-value': {
    severity: 'error',
    title: 'The value of revoke_access is not a boolean that the flow takes.',
    fix: 'Write revoke_access=true.',
  },
  'url-revoke-access-misplaced': {
    severity: 'warning',
    title: 'revoke_access does nothing here.',
    fix: 'It belongs to /oauth/reauthenticate with make=TESLA.',
  },
  'url-single-select-value': {
    severity: 'error',
    title: 'The value of single_select is neither true nor false.',
    fix: 'Write single_select=true.',
  },
  'url-single-select-vin': {
    severity: 'error',
    title: 'single_select_vin only takes effect with single_select=true.',
    fix: 'Add single_select=true.',
  },
  'url-vin-format': {
    severity: 'warning',
    title: 'The VIN does not have the form of one.',
    fix: 'A VIN has 17 letters and digits, without I, O and Q.',
  },
  'url-flag-malformed': {
    severity: 'error',
    title: 'A flag is not written name:value.',
    fix: 'Write flags as flags=country:DE, several with %20 between.',
  },
  'url-flag-ended': {
    severity: 'warning',
    title:
      "The flag tesla_auth:true only had a use until 2023-12-18: it sent a test, or part of the traffic, through Tesla's new consent before that became the default.",
    fix: 'Leave it out.',
  },
  'url-flag-unknown': {
    severity: 'info',
    title: 'A flag that no Smartcar page mentions.',
    fix: 'Check its spelling with whoever gave it to you.',
  },
  'url-flag-country': {
    severity: 'warning',
    title: 'The country flag is not two upper-case letters.',
    fix: 'Use the ISO code, such as country:DE.',
  },
  'url-user-deprecated': {
    severity: 'info',
    title: 'The parameter user is deprecated.',
    fix: 'Use external_id.',
  },
  'url-pkce': {
    severity: 'info',
    title: 'No Smartcar page mentions PKCE.',
    fix: 'Do not rely on it; rely on the state instead.',
  },
} as const satisfies Record<string, FindingInfo>;
