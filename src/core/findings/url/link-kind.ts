import { smartcarPermissions } from '../../providers/smartcar/permissions.ts';
import { publicKeyPath } from '../../tesla/virtual-key.ts';
import { isLoopbackHost } from '../../text/loopback-host.ts';
import { isMisspeltHost } from './host.ts';

/** What a link is, told by its host, its path and its parameters. */
export type LinkKind =
  /** Opens Connect. */
  | 'connect'
  /** Renews or revokes access. */
  | 'reauthenticate'
  /** Where Connect, Texture or Tesla led back to. */
  | 'redirect'
  /** Tesla's own consent, for an application of the Fleet API. */
  | 'tesla-authorize'
  /** Adds a virtual key. */
  | 'tesla-virtual-key'
  /** Where Tesla fetches the public key of a domain. */
  | 'tesla-public-key'
  /** Tesla's page on which an owner changes or removes the access of one application. */
  | 'tesla-consent'
  /** Pages of the owner's Tesla account. */
  | 'tesla-account'
  /** Pages for developers: the Smartcar Dashboard, Tesla's portal. */
  | 'dashboard'
  | 'documentation'
  /** An address for programs: an API or a token endpoint. */
  | 'api'
  | 'other';

interface Rule {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly kind: LinkKind;
  /** Many services have a path of that name: it counts where the host or the scope is one of Connect's. */
  readonly wantsConnect?: true;
}

const everything = /^/;

/** The first that fits decides. */
const rules: readonly Rule[] = [
  { host: /^(?:fleet-)?auth\.(?:.+\.)?tesla\.(?:com|cn)$/, path: /\/authorize\/?$/, kind: 'tesla-authorize' },
  { host: /^auth\.tesla\.(?:com|cn)$/, path: /\/user\/(?:revoke\/)?consent/, kind: 'tesla-consent' },
  // The redirect URI of Tesla's own app.
  { host: /^auth\.tesla\.(?:com|cn)$/, path: /^\/void\/callback/, kind: 'redirect' },
  { host: /^auth\.tesla\.(?:com|cn)$/, path: /^(?!.*\/token\/?$)/, kind: 'tesla-account' },
  { host: /^(?:www\.)?tesla\.(?:com|cn)$/, path: /\/teslaaccount\b/, kind: 'tesla-account' },
  { host: /^(?:www\.)?tesla\.(?:com|cn)$/, path: /^\/(?:[a-z]{2}_[a-z]{2}\/)?_ak(?:\/|$)/i, kind: 'tesla-virtual-key' },
  { host: /^accounts\.tesla\.(?:com|cn)$/, path: everything, kind: 'tesla-account' },
  { host: /^developer\.tesla\.(?:com|cn)$/, path: /^\/(?:[a-z]{2}_[a-z]{2}\/)?docs\b/i, kind: 'documentation' },
  { host: /^developer\.tesla\.(?:com|cn)$/, path: everything, kind: 'dashboard' },
  {
    host: /^(?:fleet-api|fleet-auth|owner-api|auth)\..*(?:tesla\.(?:com|cn)|teslamotors\.com)$/,
    path: everything,
    kind: 'api',
  },
  // Where Connect leads back to for Smartcar's JavaScript SDK.
  { host: /^javascript-sdk\.smartcar\.com$/, path: everything, kind: 'redirect' },
  { host: /^api\.texturehq\.com$/, path: everything, kind: 'api' },
  { host: /^dashboard\.texturehq\.com$/, path: everything, kind: 'dashboard' },
  { host: /^auth\.smartcar\.com$/, path: /\/authorize\/?$/, kind: 'connect' },
  { host: /^(?:dashboard|developer)\.smartcar\.com$/, path: everything, kind: 'dashboard' },
  { host: /^(?:www\.)?smartcar\.com$/, path: everything, kind: 'documentation' },
  { host: /^docs\.(?:smartcar\.com|texturehq\.com)$/, path: everything, kind: 'documentation' },
  { host: /^(?:api|vehicle\.api|auth|iam|management)\.smartcar\.com$/, path: everything, kind: 'api' },
  { host: everything, path: new RegExp(`^${publicKeyPath.replaceAll('.', '\\.')}$`), kind: 'tesla-public-key' },
  { host: everything, path: /^\/oauth\/reauthenticate\/*$/, kind: 'reauthenticate', wantsConnect: true },
  { host: everything, path: /^\/oauth\/authorize\/*$/, kind: 'connect', wantsConnect: true },
  { host: /(?:^|\.)smartcar\.com$/, path: everything, kind: 'connect' },
];

/** Parameters that only an answer carries. */
const answers = ['code', 'error', 'virtual_key_url', 'texture_scoped_key', 'user_id', 'userId'];

/** What {@link linkKindOf} has to know of a link beside its address. */
export interface LinkFacts {
  /** Names of its parameters, of those behind a `#` too. */
  readonly names: ReadonlySet<string>;
  readonly isConnect: boolean;
}

/** Says what a link is before anything on it is judged. */
export function linkKindOf(url: URL, { names, isConnect }: LinkFacts): LinkKind {
  const rule = rules.find(
    ({ host, path, wantsConnect }) =>
      host.test(url.hostname) && path.test(url.pathname) && (wantsConnect === undefined || isConnect),
  );
  // Connect's path with an answer on it is a callback of somebody who chose that path.
  const isAnswer = answers.some((name) => names.has(name)) && !names.has('response_type');
  const isKnownHost = rule !== undefined && rule.host !== everything;
  if (isAnswer && !isKnownHost) return 'redirect';
  return rule?.kind ?? (isConnect && isUnderConstruction(names) ? 'connect' : 'other');
}

/** @returns true for Smartcar's hosts, what looks like them, this machine, and a link that asks for a permission of Smartcar's */
export function isOfConnect({ hostname }: URL, scope: string): boolean {
  if (hostname.endsWith('.smartcar.com') || isLoopbackHost(hostname) || isMisspeltHost(hostname)) return true;
  return scope.split(/[\s,]+/).some((word) => Object.hasOwn(smartcarPermissions, word.replace(/^required:/, '')));
}

/** A link with the parameters of Connect on a path of its own: somebody's proxy, or a slip. */
function isUnderConstruction(names: ReadonlySet<string>): boolean {
  return names.has('response_type') && (names.has('client_id') || names.has('application_id')) && names.has('scope');
}
