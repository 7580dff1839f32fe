import type { ApplicationIdentity } from '../connect/application.ts';
import { formatScope, parseScope, type AskedPermission } from '../permissions/scope.ts';
import { parseKeyDomain } from '../tesla/key-domain.ts';
import type { AuditVerdict } from '../audit/verdict.ts';

/** What the links of an audit tell: enough to build them again, and nothing else of them is used. */
export interface LinkFacts {
  readonly identity?: ApplicationIdentity | undefined;
  readonly redirectUri?: string | undefined;
  readonly asked?: readonly AskedPermission[] | undefined;
}

/** To whom links may lead. */
export interface LinkPolicy {
  /** Origin of Connect. */
  readonly origin: string;
  /** The only domain whose key owners are asked to add. */
  readonly keyDomain: string;
  /** The only application; absent: the one of the first link. */
  readonly applicationId?: string | undefined;
}

type LinkForm = 'connect' | 'revoke' | 'key';

const forms: Readonly<Partial<Record<AuditVerdict, LinkForm>>> = {
  revoked: 'connect',
  migrate: 'connect',
  'missing-boxes': 'revoke',
  'key-needed': 'key',
};

/** Learns from links, one application alone. */
export interface LinkReader {
  /** @returns a clause on why the link must not be sent to an owner; undefined if all is well */
  read(verdict: AuditVerdict, link: string): string | undefined;
  /** All that was learned. */
  facts(): LinkFacts;
}

/**
 * A file of rows may have passed through many hands, and what it names goes out to every owner: a link is taken only if
 * it leads to Connect or to Tesla's page, and for the same application, permissions and key as those before it.
 */
export function createLinkReader(policy: LinkPolicy): LinkReader {
  const first = new Map<LinkForm, string>();
  let facts: LinkFacts = {};
  return {
    read(verdict, link) {
      const linkForm = forms[verdict];
      if (linkForm === undefined) return undefined;
      const known = first.get(linkForm);
      if (known !== undefined) return known === link ? undefined : 'its link differs from that of the rows before it';
      const learned = readLink(linkForm, link, policy);
      if (typeof learned === 'string') return learned;
      const clash = findClash(facts, learned);
      if (clash !== undefined) return clash;
      first.set(linkForm, link);
      // The revoke form calls every id client_id: the name on a link to Connect tells more.
      facts = linkForm === 'connect' ? { ...facts, ...learned } : { ...learned, ...facts };
      return undefined;
    },
    facts: () => facts,
  };
}

function findClash(known: LinkFacts, learned: LinkFacts): string | undefined {
  const differ = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a !== b;
  if (differ(idOf(known), idOf(learned))) return 'its link is for another application';
  return differ(scopeOf(known), scopeOf(learned)) ? 'its link asks for other permissions' : undefined;
}

function idOf({ identity }: LinkFacts): string | undefined {
  return identity?.applicationId ?? identity?.clientId;
}

function scopeOf({ asked }: LinkFacts): string | undefined {
  return asked === undefined ? undefined : formatScope(asked);
}

function readLink(linkForm: LinkForm, link: string, policy: LinkPolicy): LinkFacts | string {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined) return 'its link is not an address';
  return linkForm === 'key' ? readKeyLink(url, policy) : readConnectLink(linkForm, url, policy);
}

function readKeyLink(url: URL, { keyDomain }: LinkPolicy): LinkFacts | string {
  const [, domain = ''] = /^\/_ak\/([^/]+)$/.exec(url.pathname) ?? [];
  const isTesla = url.protocol === 'https:' && /^(?:www\.)?tesla\.com$/.test(url.host);
  if (!isTesla || !parseKeyDomain(domain).ok) return 'its link is not a virtual key link';
  return domain === keyDomain ? {} : `its link asks for the key of a domain other than ${keyDomain}`;
}

const paths = { connect: '/oauth/authorize', revoke: '/oauth/reauthenticate' } as const;

function readConnectLink(linkForm: 'connect' | 'revoke', url: URL, policy: LinkPolicy): LinkFacts | string {
  if (url.origin !== policy.origin) return `its link does not lead to ${policy.origin}`;
  if (url.pathname !== paths[linkForm]) return `its link does not lead to ${paths[linkForm]}`;
  const applicationId = url.searchParams.get('application_id') ?? undefined;
  const clientId = url.searchParams.get('client_id') ?? undefined;
  const id = applicationId ?? clientId;
  if (id === undefined) return 'its link names no application';
  if (policy.applicationId !== undefined && policy.applicationId !== id) return 'its link is for another application';
  const identity = applicationId === undefined ? { clientId: id } : { applicationId: id };
  const { asked, malformed } = parseScope([url.searchParams.get('scope') ?? '']);
  if (malformed.length > 0) return 'its link asks for something that is not a permission';
  if (linkForm === 'revoke') return { identity, asked };
  return { identity, asked, redirectUri: url.searchParams.get('redirect_uri') ?? undefined };
}

/** What the rows say counts before the settings; only the name of the parameter is theirs, where the id is the same. */
export function joinFacts<T extends LinkFacts>(settings: T, rows: LinkFacts): T {
  const isSame = idOf(rows) === undefined || idOf(rows) === idOf(settings);
  return {
    ...settings,
    identity: isSame ? settings.identity : rows.identity,
    redirectUri: rows.redirectUri ?? settings.redirectUri,
    asked: rows.asked ?? settings.asked,
  };
}
