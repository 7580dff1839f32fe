import type { Source } from '../../source.ts';
import type { PhraseEntry } from './entry.ts';

/** What all rows of one page share. */
function page(url: string, asOf = '2026'): { readonly docs: string; readonly source: Source } {
  return { docs: url, source: { url, asOf } };
}

const routes = page('https://expressjs.com/en/starter/faq.html');

/** Words of the app's own program, its libraries and its platform: neither Smartcar nor Tesla says them. */
export const programErrors = {
  state_mismatch: {
    phrases: [
      'mismatchingstateerror',
      'mismatching_state',
      'csrf warning state not equal',
      'csrf_detected',
      'csrf detected',
      'invalidstateexception',
      'state mismatch',
      'state does not match',
      'state parameter does not match',
      'unable to verify authorization request state',
      'checks.state argument is missing',
      'state cookie was missing',
      'invalid_state_parameter',
      'authorization_request_not_found',
    ],
    cause:
      'The OAuth library of the app threw the redirect away: its state is another than the one that the app kept. Usually the session cookie was lost (SameSite, http in place of https, 127.0.0.1 in place of localhost), two sign-ins ran at once, or the address was cut at "&".',
    who: 'developer',
    fix: 'Begin and end the sign-in on the same host and scheme, keep the state on the server or in a cookie with SameSite=Lax, and start again. Do not switch the check off.',
    next: ['url-lint'],
    ...page('https://www.rfc-editor.org/rfc/rfc6749#section-10.12', '2012-10'),
  },
  insecure_transport: {
    phrases: ['insecure_transport', 'insecuretransporterror', 'oauth 2 must utilize https'],
    cause:
      'The OAuth library of the app refuses plain http. Either the redirect really came over http, or a reverse proxy ended TLS and the app does not know.',
    who: 'developer',
    fix: 'For http://localhost alone set OAUTHLIB_INSECURE_TRANSPORT=1 while developing. Behind a proxy pass X-Forwarded-Proto on and let the framework trust it.',
    next: [],
    ...page('https://oauthlib.readthedocs.io/en/latest/oauth2/security.html'),
  },
  sign_in_window_closed: {
    phrases: [
      'webauthenticationsession code=1',
      'webauthenticationsession error 1',
      'sfauthentication code=1',
      'user canceled login',
      'user cancelled login',
      'canceledlogin',
      'canceled_login',
      'err_auth_session_cancel',
      'popup_closed_by_user',
    ],
    cause: 'The owner closed the sign-in window of the app before the redirect came; no server refused anything.',
    who: 'owner',
    owner: 'The connection was not finished. You can start it again at any time.',
    fix: 'Offer to connect again. If owners say that they finished, the redirect did not reach the app: compare its custom scheme with the registered redirect URI.',
    next: ['url-lint'],
    ...page('https://developer.apple.com/documentation/authenticationservices/aswebauthenticationsessionerror'),
  },
  scheme_not_registered: {
    phrases: [
      'err_unknown_url_scheme',
      'safari cannot open the page because the address is invalid',
      'scheme does not have a registered handler',
      'the address wasnt understood',
      'no activity found to handle intent',
    ],
    cause:
      'Browser or phone know no app for the scheme of the redirect, such as sc<application id>://exchange: the app is not installed there, or its manifest does not name the scheme.',
    who: 'developer',
    fix: 'Name scheme and host of the redirect URI in the manifest (Android intent filter, iOS CFBundleURLTypes), exactly as registered, and test on a device with the app.',
    next: ['url-lint'],
    ...page('https://developer.android.com/training/app-links/deep-linking'),
  },
  frame_refused: {
    phrases: ['refused to display * in a frame', 'refused to frame', 'x-frame-options', 'disallowed_useragent'],
    cause: 'The page does not let itself be shown in a frame or an embedded view; sign-in pages forbid it.',
    who: 'developer',
    fix: 'Open Connect in the browser itself, in a window of its own or, on a phone, in the system’s sign-in session.',
    next: ['url-lint'],
    ...page('https://developer.mozilla.org/docs/Web/HTTP/Headers/X-Frame-Options'),
  },
  redirect_route_missing: {
    phrases: [
      'cannot get /exchange',
      'cannot get /callback',
      'cannot get /redirect',
      'cannot get /oauth',
      'cannot get /auth',
      'no route matches get',
      'the requested url was not found on the server',
    ],
    cause:
      'The redirect reached your own server, and it has no route at that path. Smartcar and Tesla did their part: the code is in the address, and it lives ten minutes (about two at Tesla).',
    who: 'developer',
    fix: 'Serve exactly the path of the registered redirect URI, with or without the last slash as registered.',
    next: ['url-lint'],
    ...routes,
  },
  own_server_failed: {
    phrases: ['server got itself in trouble', 'whitelabel error page'],
    cause: 'Your own server failed while it handled the request, after the redirect had come; its log has the reason.',
    who: 'developer',
    fix: 'Read the log of that server, and explain the error that stands there.',
    next: [],
    ...routes,
  },
  answer_not_json: {
    phrases: [
      'unexpected end of json input',
      'unexpected token in json at position',
      'is not valid json',
      'invalid character * looking for beginning of value',
      'expecting value: line 1 column 1',
      'unexpected mimetype: text/html',
      'unexpected character code 60',
      'unexpected character encountered while parsing value',
      'expected begin_object but was string',
      'jsondecodeerror',
      'formatexception: unexpected character',
      'the data couldnt be read because it isnt in the correct format',
      'json::parsererror',
    ],
    isTitle: true,
    cause:
      'The program expected JSON and got something else: an empty body, or a web page of a proxy, a bot wall, a sign-in or a wrong address.',
    who: 'developer',
    fix: 'Print the status, the content-type and the first hundred characters of the answer, and explain those.',
    next: [],
    ...page('https://developer.mozilla.org/docs/Web/JavaScript/Reference/Errors/JSON_bad_parse'),
  },
  package_missing: {
    phrases: [
      "cannot find module 'smartcar'",
      'cannot find package smartcar',
      "no module named 'smartcar'",
      'cannot load such file -- smartcar',
      'package com.smartcar.sdk does not exist',
      'satisfies the requirement smartcar',
    ],
    cause: "Smartcar's SDK is not installed where the program runs; no request was made.",
    who: 'developer',
    fix: 'Install the package in the same environment as the program (npm install smartcar, pip install smartcar, gem install smartcar).',
    next: [],
    ...page('https://smartcar.com/docs/api-reference/sdks'),
  },
  bluetooth_failed: {
    phrases: [
      'ble: failed to',
      'ble: couldnt',
      'ble connection attempt failed',
      'failed to find ble beacon',
      'maximum number of ble devices',
      'bluetooth command timed out',
      'bluetooth command was proven not to have taken effect',
      'bluetooth transport failed',
      'bluetooth adapter id is invalid',
      'command can only be sent over ble',
    ],
    cause:
      "This machine and the car could not talk over Bluetooth: out of reach, adapter busy or missing, or the car's few places for Bluetooth devices are taken. Neither Tesla's servers nor Smartcar were asked.",
    who: 'developer',
    fix: 'Go nearer to the car, end other programs that use the adapter, restart it, then try again.',
    next: [],
    ...page('https://github.com/teslamotors/vehicle-command', '2026-07'),
  },
} as const satisfies Record<string, PhraseEntry>;
