import type { FindingInfo } from '../info.ts';

/** Everything that can be found on a Connect link. Kinds are public contract: add, never rename. */
export const urlFindings = {
  'url-not-connect': {
    severity: 'info',
    title: 'This is no link of Connect.',
    fix: 'A link of Connect begins with https://connect.smartcar.com/oauth/. `connect-cli url authorize` prints one.',
  },
  'url-brand-host': {
    severity: 'warning',
    title: 'The host is one of single makes, as the first API of Smartcar had them.',
    fix: 'Use https://connect.smartcar.com and name the brand with make.',
  },
  'url-cut': {
    severity: 'error',
    title: 'The link ends after its first parameter.',
    why: 'A shell takes & for its own: without quotes it passes on what stands before the first one.',
    fix: 'Put the link in quotes, or pipe it in. If this is the whole link, everything else is missing on it.',
  },
  'url-no-scheme': {
    severity: 'warning',
    title: 'The link has no https:// before it.',
    why: 'A browser adds it; in a page, a mail or a program the address is taken for a path.',
    fix: 'Begin it with https://.',
  },
  'url-separators': {
    severity: 'error',
    title: 'The parameters are not separated as they must be: one ? before the first, & between the others.',
    fix: 'Let a builder of addresses (URLSearchParams and its like) put the link together.',
  },
  'url-fragment': {
    severity: 'error',
    title: 'A # stands on the link; what is behind it never reaches Connect.',
    fix: 'Write %23 for a # inside a value. A redirect URI must not have one.',
  },
  'url-value-wrapped': {
    severity: 'error',
    title: 'Quotes or blanks stand around a value and are part of it.',
    fix: 'Take them off where the value comes from, such as a line of a .env file.',
  },
  'url-host-misspelt': {
    severity: 'error',
    title: "The host looks like Connect's and is another.",
    why: 'Owners who sign in there give their account to a stranger.',
    fix: 'Write https://connect.smartcar.com.',
  },
  'url-escaped-ampersand': {
    severity: 'error',
    title: 'The parameters are separated by &amp; or \\u0026, which is & in HTML or JSON and nowhere else.',
    why: 'It was read as &; whatever opens the link as it stands takes amp;client_id and its like for the names.',
    fix: 'Write a plain &. If the link stands in the source of a page, nothing is wrong with it there.',
  },
  'url-encoded-whole': {
    severity: 'error',
    title: 'The whole address is percent-encoded, its https:// included.',
    fix: 'Encode the value of each parameter, not the finished link.',
  },
  'url-encoded-twice': {
    severity: 'error',
    title: 'A value is encoded twice: after decoding it once, percent signs are left.',
    why: 'Builders of addresses encode on their own; encodeURIComponent before them does it a second time.',
    fix: 'Hand the plain value to whatever builds the link, or encode it by hand once.',
  },
  'url-typographic-quotes': {
    severity: 'error',
    title: 'Typographic quotes stand around the link or a value; nothing takes them for quotes.',
    why: 'Word processors and chats make them of plain ones.',
    fix: 'Type the quotes anew as plain " or take them off.',
  },
  'url-placeholder': {
    severity: 'error',
    title: 'A placeholder stands where a value belongs.',
    why: 'A template was not filled in: a text without the marks that its language wants, or an example that was copied.',
    fix: 'Fill it in; see that the code that builds the link replaces it.',
  },
  'url-unset-value': {
    severity: 'error',
    title: 'A value is the word that a language prints for a variable that is not set.',
    why: 'The code that built the link read a setting or an environment variable that has no value.',
    fix: 'Set the variable, and stop with an error where it is missing.',
  },
  'url-passed-through-placeholder': {
    severity: 'warning',
    title: 'A value that Connect hands back as it is was never filled in.',
    why: 'Connect takes it, and every owner comes back with the same one. A state like that ties no redirect to its beginning.',
    fix: 'Fill it in: the state with an unguessable value for each session.',
  },
  'url-sample-value': {
    severity: 'warning',
    title: "A value is the example of Smartcar's documents.",
    why: 'Nobody owns the ids of the examples; what Connect answers to them is not published. A state that everybody knows protects nothing.',
    fix: 'Put your own in its place: the id from the Dashboard, a new state for each session.',
  },
  'url-live-code': {
    severity: 'warning',
    title: 'The address carries an authorization code, which whoever holds the client secret can turn into a token.',
    why: 'The code of Smartcar is good for ten minutes and for one exchange; how long others live is their matter.',
    fix: 'Take it off before you pass the address on. If somebody else has seen it and it is not used yet, exchange it now.',
  },
  'url-redirect-error': {
    severity: 'info',
    title: 'The owner came back with an error.',
    fix: '`connect-cli explain-error` with the address in quotes says what it means.',
  },
  'url-redirect-without-state': {
    severity: 'warning',
    title: 'The redirect carries a code and no state.',
    why: 'Without a state nothing shows that this answer belongs to a session of yours.',
    fix: 'Put a state on the link and compare it. If there was one, the address was cut: put it in quotes.',
  },
  'url-virtual-key-domain': {
    severity: 'error',
    title: 'The link of the virtual key names no domain that Tesla takes.',
    fix: 'Write https://tesla.com/_ak/ and the bare domain that is registered with Tesla.',
  },
  'url-virtual-key-parameters': {
    severity: 'warning',
    title: 'The link of the virtual key carries parameters that Tesla does not publish for it.',
    why: 'The only published one is vin, which picks the car.',
    fix: 'Hand out the bare link, or the form with ?vin=. `connect-cli virtual-key show` prints both.',
  },
  'url-tesla-parameter-missing': {
    severity: 'error',
    title: 'A parameter is missing that Tesla wants.',
    fix: 'Add it; the names are on the page "Third-Party Tokens" of developer.tesla.com.',
  },
  'url-tesla-scope-unknown': {
    severity: 'error',
    title: 'The scope holds a name that Tesla does not publish.',
    fix: "Tesla's scopes have other names than Smartcar's permissions; they are on developer.tesla.com under Authentication.",
  },
  'url-tesla-no-refresh-token': {
    severity: 'warning',
    title: 'The scope lacks openid or offline_access: without them Tesla issues no refresh token.',
    fix: 'Ask for both.',
  },
  'url-tesla-location': {
    severity: 'info',
    title: 'The scope asks for vehicle_device_data without vehicle_location, under which the position is read.',
    fix: 'Add vehicle_location if you need the position of the car.',
  },
  'url-tesla-consent-reused': {
    severity: 'info',
    title: 'Without prompt_missing_scopes=true Tesla shows no screen to an owner who has consented to less before.',
    why: 'It then issues a code for the earlier consent, and the new scopes are missing.',
    fix: 'Add prompt_missing_scopes=true. Only the owner of the Tesla application can: on the way through Smartcar or Texture that is they.',
  },
  'url-wrong-path': {
    severity: 'error',
    title: 'The path is none of Connect.',
    fix: 'Use /oauth/authorize to connect a vehicle, or /oauth/reauthenticate to renew or revoke access.',
  },
  'url-other-origin': {
    severity: 'info',
    title: "The origin is not Smartcar's.",
    fix: 'Fine for a sandbox or a test server; in production it is https://connect.smartcar.com.',
  },
  'url-not-https': {
    severity: 'error',
    title: 'The link goes over plain http.',
    fix: 'Begin it with https://.',
  },
  'url-secret': {
    severity: 'critical',
    title: 'The link carries a secret.',
    why: 'A link stands in histories, logs and referrers.',
    fix: 'Take it off the link and replace it: whoever saw the link has it, and links stay in histories and logs.',
  },
  'url-duplicate-parameter': {
    severity: 'error',
    title: 'A parameter stands on the link more than once.',
    fix: 'Keep one: which of them Connect reads is not published.',
  },
  'url-unknown-parameter': {
    severity: 'info',
    title: 'A parameter that no page of Smartcar names.',
    fix: 'Check the spelling, or leave it out.',
  },
  'url-response-type-missing': {
    severity: 'error',
    title: 'There is no response_type.',
    fix: 'Add response_type=code to connect, or response_type=none on the revoke link.',
  },
  'url-response-type-unknown': {
    severity: 'error',
    title: 'This path does not take that response_type.',
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
    why: 'The table of this link in the documents knows client_id alone, and calls it mandatory.',
    fix: 'Add client_id with the UUID from the credentials page of the Smartcar Dashboard.',
  },
  'url-id-twice': {
    severity: 'warning',
    title: 'Both application_id and client_id are set.',
    fix: 'Keep application_id; client_id is its older name. On a revoke link keep client_id, which its documents name.',
  },
  'url-id-api-client': {
    severity: 'error',
    title: 'The id is an API credential; Connect answers it with an error page and no redirect.',
    why: 'The API of v3 has credentials of its own; their id belongs to the token endpoint alone.',
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
    fix: 'Smartcar takes the first registered one. Name it if the application has several.',
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
    fix: 'Use https. Plain http is reported to be accepted for the host name localhost alone; no page of Smartcar says so.',
  },
  'url-scope-missing': {
    severity: 'info',
    title: "There is no scope: the Dashboard's Vehicle Access decides what is asked.",
    fix: 'Add scope to ask for something else this once.',
  },
  'url-scope-required': {
    severity: 'error',
    title: 'The revoke link needs a scope.',
    fix: 'Add the permissions that the owner shall grant; the owner cannot leave before the matching boxes are ticked.',
  },
  'url-scope-separator': {
    severity: 'error',
    title: 'The scope is separated by something other than spaces.',
    fix: 'Put %20 between permissions.',
  },
  'url-permission-unknown': {
    severity: 'error',
    title: 'The scope holds a permission that Smartcar does not publish.',
    fix: '`connect-cli explain-scopes` lists all permissions.',
  },
  'url-permission-malformed': {
    severity: 'error',
    title: 'The scope holds a word that is no permission.',
    fix: 'The only prefix is "required:".',
  },
  'url-permission-duplicate': {
    severity: 'warning',
    title: 'The scope asks for a permission more than once.',
    fix: 'Once is enough; where plain and required: are mixed, keep the one that you mean.',
  },
  'url-state-missing': {
    severity: 'warning',
    title: 'There is no state.',
    why: 'The state ties the redirect to the person who began; without it anybody can hand your app a code of their own.',
    fix: 'Add an unguessable state and compare it when the redirect comes, or a forged redirect can slip in.',
  },
  'url-state-plus': {
    severity: 'warning',
    title: 'The state holds a raw plus sign, which many servers read as a space.',
    fix: 'Write it %2B, or use base64url for states.',
  },
  'url-mode-unknown': {
    severity: 'error',
    title: 'The mode is none that Connect knows.',
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
    fix: 'Leave make out.',
  },
  'url-revoke-access-missing': {
    severity: 'error',
    title: 'The revoke link lacks revoke_access=true.',
    fix: 'Add revoke_access=true, or use response_type=vehicle_id for the later update form.',
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
    title: 'single_select_vin takes effect with single_select=true only.',
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
      "The flag tesla_auth:true had a use until 2023-12-18 only: it sent a test, or a part of the traffic, through Tesla's new consent before that became the rule.",
    fix: 'Leave it out.',
  },
  'url-flag-unknown': {
    severity: 'info',
    title: 'A flag that no page of Smartcar names.',
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
    title: 'No page of Smartcar mentions PKCE.',
    fix: 'Do not rely on it; let the state carry the load.',
  },
} as const satisfies Record<string, FindingInfo>;
