import type { Source } from '../../core/source.ts';
import { errorDocUrl, findApiError } from './api-errors.ts';
import { editionOf } from './grants.ts';
import type { SandboxState } from './state.ts';

/** Whose word a rule of the sandbox is. */
export type RuleBasis =
  | { readonly kind: 'published'; readonly source: Source }
  /** Nobody publishes it: the sandbox must answer something. */
  | { readonly kind: 'assumed' }
  /** Somebody ordered it, with a fault or through a scenario. */
  | { readonly kind: 'ordered' }
  /** It concerns the sandbox alone. */
  | { readonly kind: 'own' };

/** The rule behind a decision in the request log. */
export interface Rule {
  readonly says: string;
  readonly basis: RuleBasis;
  /** True where by it an owner or an app does not get what was asked for, whatever the status. */
  readonly refuses?: true | undefined;
}

function published(url: string, asOf: string): RuleBasis {
  return { kind: 'published', source: { url, asOf } };
}

const tesla = published('https://smartcar.com/docs/help/oem-integrations/tesla/developers', '2026-02');
const virtualKey = published('https://smartcar.com/docs/help/oem-integrations/tesla/virtual-key-tesla', '2026-02');
const connectErrors = published('https://smartcar.com/docs/errors/connect-errors', '2026-02');
const grantScreen = published('https://smartcar.com/docs/api-reference/permissions', '2026-06');
const rfc6749 = published('https://www.rfc-editor.org/rfc/rfc6749#section-5.2', '2012-10');
const assumed: RuleBasis = { kind: 'assumed' };
const ordered: RuleBasis = { kind: 'ordered' };

/** Rules by the name that answers carry, where the path alone does not tell. */
const named = {
  granted: {
    says: 'Connect grants what was asked, as far as Tesla’s boxes and the owner’s ticks on Smartcar’s screen allow.',
    basis: tesla,
  },
  'missing-permissions': {
    says: 'Without the box of a required permission, or without Vehicle Information, Connect sends the owner back to Tesla.',
    basis: tesla,
    refuses: true,
  },
  'connect-error': {
    says: 'Where the owner denies, leaves or cannot connect, Connect hands an error to the redirect URI.',
    basis: connectErrors,
    refuses: true,
  },
  'not-granted': {
    says: 'A call needs its permission; what Connect did not grant answers PERMISSION:null.',
    basis: published('https://smartcar.com/docs/errors/api-errors/permission-errors', '2026-02'),
    refuses: true,
  },
  'access-removed': {
    says: 'After the owner removed Smartcar at Tesla every call answers CONNECTED_SERVICES_ACCOUNT:PERMISSION.',
    basis: published('https://smartcar.com/docs/help/oem-integrations/tesla/faqs', '2024'),
    refuses: true,
  },
  'vehicle-missing': {
    says: 'Calls work while the car is in the account that connected it.',
    basis: published('https://smartcar.com/docs/help/oem-integrations/tesla/faqs', '2024'),
    refuses: true,
  },
  'key-required': {
    says: 'Commands to cars that demand signed ones fail until the virtual key is on the car.',
    basis: virtualKey,
    refuses: true,
  },
  'key-refused': {
    says: 'A key is added after the consent, by the owner, from a phone that is a key of the car; a car takes twenty.',
    basis: virtualKey,
    refuses: true,
  },
  'not-connected': {
    says: 'A car that is not connected, never was or does not exist is refused like one without the permission.',
    basis: assumed,
    refuses: true,
  },
  'owner-in-order': {
    says: 'The pages of Connect come in their order; who jumps ahead is led back or ends with configuration_error.',
    basis: connectErrors,
  },
  ordered: { says: 'The answer was ordered: a fault, or the state of the account.', basis: ordered, refuses: true },
} as const satisfies Readonly<Record<string, Rule>>;

/** Name of a rule of the table. */
export type RuleName = keyof typeof named;

/** The usual rule of a path, by how the path begins; the first that fits. */
const byPath: readonly (readonly [string, Rule])[] = [
  [
    '/oauth/authorize',
    {
      says: 'Connect reads id, redirect URI, scope and the rest from the link; while the redirect URI is not accepted, errors stay on a page.',
      basis: published('https://smartcar.com/docs/connect/redirect-to-connect', '2026-06'),
    },
  ],
  [
    '/oauth/reauthenticate',
    {
      says: 'Re-authentication of a car, or the stand-alone flow of all Teslas: response_type, make, scope and revoke_access say which.',
      basis: published('https://smartcar.com/docs/connect/re-auth/redirect-to-connect', '2026-06'),
    },
  ],
  [
    '/oauth/token',
    {
      says: 'A code is good once and for ten minutes, a refresh token for sixty days and one minute after its use.',
      basis: published('https://smartcar.com/docs/api-reference/authorization/auth-code-exchange', '2026-02'),
    },
  ],
  [
    '/oauth2/token',
    {
      says: 'The application’s own token comes for API client id and secret and lives an hour.',
      basis: published('https://smartcar.com/docs/api-reference/authorization/request-access-token', '2026'),
    },
  ],
  [
    '/tesla/user/revoke',
    { says: 'Tesla’s page for accesses: the owner updates the boxes or removes the access.', basis: tesla },
  ],
  [
    '/tesla/',
    {
      says: 'Tesla’s consent screen ticks nothing beforehand; an earlier consent is used again without a screen.',
      basis: tesla,
    },
  ],
  [
    '/connect/',
    {
      says: 'Smartcar’s screens: what is required is ticked and locked, the rest may be unticked, one must stay.',
      basis: grantScreen,
    },
  ],
  ['/_ak/', { says: 'The key’s link leads to the Tesla app, which asks the owner to pair it.', basis: virtualKey }],
  ['/texture', { says: 'Texture’s link leads through Tesla’s consent and back with a scoped key.', basis: assumed }],
  [
    '/v1/',
    {
      says: 'Texture’s API: only paths, the header and the sentence about a missing key are published.',
      basis: assumed,
    },
  ],
  [
    '/v2.0/',
    {
      says: 'Good token, granted permission, box still ticked, car in the account, able car: then the answer. Which refusal comes first is an assumption.',
      basis: published('https://smartcar.com/docs/api-reference', '2026-02'),
    },
  ],
  [
    '/v3/',
    {
      says: 'The application’s token, the owner in sc-user-id, granted permission, able car: then the answer. Which refusal comes first is an assumption.',
      basis: published('https://smartcar.com/docs/api-reference/vehicles-api-intro', '2026'),
    },
  ],
];

const unknownPath: Rule = { says: 'The sandbox has no such address.', basis: { kind: 'own' }, refuses: true };
const oauthError: Rule = {
  says: 'A token endpoint refuses with the errors of OAuth 2.0; Smartcar’s codes are among them.',
  basis: rfc6749,
  refuses: true,
};

/** @returns the rule by which a request was answered, with whose word it is */
export function ruleOf(
  state: SandboxState,
  { rule, path, status }: { readonly rule?: string | undefined; readonly path: string; readonly status: number },
): Rule {
  if (rule === 'box') return boxRule(state);
  if (rule !== undefined && Object.hasOwn(named, rule)) return named[rule as RuleName];
  const error = rule === undefined ? undefined : errorRule(rule);
  if (error !== undefined) return error;
  if (status >= 400 && /^\/oauth2?\/token/.test(path)) return oauthError;
  const usual = byPath.find(([start]) => path.startsWith(start))?.[1] ?? unknownPath;
  return status >= 400 ? { ...usual, refuses: true } : usual;
}

function boxRule(state: SandboxState): Rule {
  const { source, id } = editionOf(state, 'smartcar');
  return {
    says: `A permission holds while the Tesla box that stands for it is ticked (table ${id}).`,
    basis: { kind: 'published', source },
    refuses: true,
  };
}

function errorRule(name: string): Rule | undefined {
  const error = findApiError(name);
  if (error === undefined) return undefined;
  return { says: error.description, basis: published(errorDocUrl(error), '2026-02'), refuses: true };
}
