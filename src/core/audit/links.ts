import type { ApplicationIdentity } from '../connect/application.ts';
import { buildAuthorizeUrl, type AuthorizeUrlInput } from '../connect/authorize-url.ts';
import { buildReauthenticateUrl, revocableMake } from '../connect/reauthenticate-url.ts';
import { buildVirtualKeyLink } from '../tesla/virtual-key.ts';
import type { AskedPermission } from '../permissions/scope.ts';
import type { AuditVerdict } from './verdict.ts';

/** What the links of owners are made of; what is not known leaves its links out. */
export interface LinkParts {
  readonly identity?: ApplicationIdentity | undefined;
  readonly redirectUri?: string | undefined;
  readonly origin: string;
  readonly asked: readonly AskedPermission[];
  /** Domain of the virtual key. */
  readonly keyDomain: string;
}

/** The link that mends each verdict; null where none does, or where it cannot be built. */
export type AuditLinks = Readonly<Record<AuditVerdict, string | null>>;

/** Builds the links that owners are handed. They are the same for every owner of a verdict. */
export function buildAuditLinks(parts: LinkParts): AuditLinks {
  const connect = connectLink(parts);
  return {
    revoked: connect,
    unknown: null,
    'missing-boxes': revokeLink(parts),
    'key-needed': buildVirtualKeyLink(parts.keyDomain).url,
    migrate: connect,
    fine: null,
  };
}

/**
 * The link for an owner who unticked something on Smartcar's own screen: Connect, which shows that screen again. The
 * revoke form ends at Tesla, where nothing is missing.
 */
export function buildApprovalLink(parts: LinkParts): string | null {
  return connectLink(parts, 'force');
}

function connectLink(
  { identity, redirectUri, origin, asked }: LinkParts,
  approvalPrompt?: AuthorizeUrlInput['approvalPrompt'],
): string | null {
  if (identity === undefined || redirectUri === undefined) return null;
  return buildAuthorizeUrl({ ...identity, origin, redirectUri, scope: asked, approvalPrompt }).url;
}

/** Asks for everything anew: what is left out, Tesla would not be asked for again. This form is known with client_id. */
function revokeLink({ identity, origin, asked }: LinkParts): string | null {
  if (identity === undefined) return null;
  const clientId = identity.applicationId ?? identity.clientId;
  return buildReauthenticateUrl({ clientId, origin, flow: 'revoke', make: revocableMake, scope: asked }).url;
}
