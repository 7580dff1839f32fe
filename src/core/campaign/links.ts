import type { ApplicationIdentity } from '../connect/application.ts';
import { buildAuthorizeUrl } from '../connect/authorize-url.ts';
import { buildReauthenticateUrl, revocableMake } from '../connect/reauthenticate-url.ts';
import type { AskedPermission } from '../permissions/scope.ts';
import { buildVirtualKeyLink } from '../tesla/virtual-key.ts';
import type { CampaignKind } from './kinds.ts';

/** What links are made of; what is not known leaves its links out. */
export interface CampaignLinkParts {
  readonly origin: string;
  readonly identity?: ApplicationIdentity | undefined;
  readonly redirectUri?: string | undefined;
  readonly asked?: readonly AskedPermission[] | undefined;
  readonly keyDomain: string;
}

/** How the link of a kind is made for one owner. */
export interface PersonalLink {
  /** The link ends in a redirect to the app, which brings the state back. */
  readonly carriesState: boolean;
  build(state: string): string;
}

/** @returns the links of a kind; what they take where it is not known */
export function buildCampaignLink(kind: CampaignKind, parts: CampaignLinkParts): PersonalLink | MissingPart {
  if (kind === 'add-key') {
    const { url } = buildVirtualKeyLink(parts.keyDomain);
    return { carriesState: false, build: () => url };
  }
  const { origin, identity, redirectUri, asked } = parts;
  if (identity === undefined) return { lacks: 'application id', flag: '--application-id' };
  if (asked === undefined || asked.length === 0) return { lacks: 'permissions', flag: '--scope' };
  if (kind === 'revoke') {
    const clientId = identity.applicationId ?? identity.clientId;
    const { url } = buildReauthenticateUrl({ clientId, origin, flow: 'revoke', make: revocableMake, scope: asked });
    return { carriesState: false, build: () => url };
  }
  if (redirectUri === undefined) return { lacks: 'redirect URI', flag: '--redirect-uri' };
  const approvalPrompt = kind === 'tick-boxes' ? 'force' : undefined;
  const link = { ...identity, origin, redirectUri, scope: asked, approvalPrompt } as const;
  return { carriesState: true, build: (state) => buildAuthorizeUrl({ ...link, state }).url };
}

/** Why a link cannot be built. */
export interface MissingPart {
  readonly lacks: string;
  readonly flag: string;
}

/** @returns true where the link is known */
export function isBuilt(link: PersonalLink | MissingPart): link is PersonalLink {
  return 'build' in link;
}
