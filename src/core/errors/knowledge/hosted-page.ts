import type { PhraseEntry } from './entry.ts';

/** Errors that Connect shows on a page of its own, before it would redirect: the app hears nothing. */
export const hostedPageErrors = {
  unauthorized_redirect_uri: {
    phrases: ['unauthorized redirect_uri', 'unauthorized redirect uri'],
    status: 400,
    cause:
      'The redirect_uri of the URL is not registered for this application, character for character. Connect stops on a page of its own and never redirects. At the token endpoint the same words mean that the exchange sent another redirect_uri than the Connect URL.',
    who: 'developer',
    fix: 'Register exactly this redirect URI in the Dashboard under Configuration, port and path included, or put a registered one on the URL. Plain http is reported to work for localhost alone.',
    docs: 'https://smartcar.com/docs/connect/redirect-to-connect',
    next: ['dashboard', 'url-lint'],
    note: 'The words of the page are from a field report.',
    source: { url: 'https://github.com/wbyoung/smartcar/issues/1', asOf: '2026-02', confidence: 'field-report' },
  },
  invalid_client_id: {
    phrases: ['invalid parameter client_id', 'invalid parameter application_id'],
    status: 400,
    cause:
      'The id on the Connect URL is unknown, or it begins with client_: such an id belongs to the token endpoint of API v3 alone.',
    who: 'developer',
    fix: 'Put the application id, a UUID, on the Connect URL. It stands on the credentials page of the Dashboard.',
    docs: 'https://smartcar.com/docs/connect/redirect-to-connect',
    next: ['dashboard', 'url-lint'],
    note: 'The words of the page are from a field report.',
    source: { url: 'https://github.com/wbyoung/smartcar/issues/114', asOf: '2026-02', confidence: 'field-report' },
  },
  unauthorized_permission: {
    phrases: ['application not authorized to request permission', 'not authorized to request permission'],
    status: 400,
    cause:
      'The scope of the Connect URL asks for a permission that this application may not request: its plan or its Vehicle Access set in the Dashboard leaves it out.',
    who: 'developer',
    fix: 'Take the permission out of the scope, or add it to the application in the Dashboard under Configuration > Vehicle Access (or ask Smartcar for a plan that has it).',
    docs: 'https://smartcar.com/docs/api-reference/permissions',
    next: ['dashboard', 'explain-scopes'],
    note: 'The words of the page are from a field report.',
    source: { url: 'https://github.com/wbyoung/smartcar/issues/2', asOf: '2025-07', confidence: 'field-report' },
  },
  invalid_scope_parameter: {
    phrases: ['invalid parameter scope', 'invalid scope parameter'],
    status: 400,
    cause:
      'The scope of the Connect URL holds a permission that Smartcar does not have, so Connect stopped on a page of its own.',
    who: 'developer',
    fix: 'Compare the permission that the page names with the list of Smartcar’s permissions.',
    docs: 'https://smartcar.com/docs/api-reference/permissions',
    next: ['explain-scopes', 'url-lint'],
    note: 'Inferred from the page for client_id.',
    source: { url: 'https://smartcar.com/docs/api-reference/permissions', asOf: '2026-06', confidence: 'inferred' },
  },
  invalid_parameter: {
    phrases: ['400: invalid parameter'],
    isTitle: true,
    status: 400,
    cause:
      'A parameter of the Connect URL has a value that Connect does not accept, so it stopped on a page of its own.',
    who: 'developer',
    fix: 'Check the parameter that the page names.',
    docs: 'https://smartcar.com/docs/connect/redirect-to-connect',
    next: ['url-lint'],
    note: 'Inferred from the page for client_id.',
    source: { url: 'https://smartcar.com/docs/connect/redirect-to-connect', asOf: '2026-06', confidence: 'inferred' },
  },
} as const satisfies Record<string, PhraseEntry>;
