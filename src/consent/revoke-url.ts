import { buildReauthenticateUrl, revocableMake } from '../core/connect/reauthenticate-url.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import { checkLink, type LinkOptions } from './connect-url.ts';
import { withConsentErrors } from './consent-error.ts';
import { checkOneOf } from './input.ts';
import { readScope } from './scope.ts';
import type { Scope } from './tables.ts';

/** What a revoke link says. */
export interface RevokeUrlOptions extends LinkOptions {
  /** Everything that the app asks for: the flow lets the owner go when every permission has its box. */
  readonly scope: Scope;
  /**
   * `revoke`, the default: the owner removes Smartcar's access at Tesla and grants anew. `update`: the form of later
   * pages, by which Tesla offers to extend the access. Whether Smartcar still honours `revoke` is unconfirmed.
   */
  readonly flow?: 'revoke' | 'update' | undefined;
}

/**
 * Builds the address by which the owner of a Tesla repairs a consent that lacks a box. The flow ends on a page of
 * Smartcar: nothing comes back to the app, so read the grant afterwards. While it runs, every app that reaches this
 * Tesla account through Smartcar loses its access (inferred).
 * @throws ConsentError API_CLIENT_ID for a `client_…` id, INPUT_REQUIRED, INVALID_VALUE, UNKNOWN_PERMISSION
 */
export function buildRevokeUrl(options: RevokeUrlOptions): string {
  const input = {
    ...checkLink(options),
    make: revocableMake,
    flow: checkOneOf(options.flow ?? 'revoke', 'flow', ['revoke', 'update']),
    scope: readScope(options.scope, smartcar, options.allowUnknown).asked,
  };
  return withConsentErrors(() => buildReauthenticateUrl(input).url);
}
