import type { BoxRule, MappingEdition, Provider } from '../../core/providers/provider.ts';
import { findEdition } from '../../core/providers/registry.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { texture } from '../../core/providers/texture/provider.ts';
import type { BoxId } from '../../core/tesla/boxes.ts';
import type { Account, Connection, SandboxData, ThirdParty } from './state.ts';
import { ownValue } from '../../core/text/keys.ts';

/** @returns the provider of a third party. */
export function providerOf(thirdParty: ThirdParty): Provider {
  return thirdParty === 'texture' ? texture : smartcar;
}

/** @returns the table by which a third party translates boxes; the `edition` setting is Smartcar's. */
export function editionOf(state: SandboxData, thirdParty: ThirdParty): MappingEdition {
  const provider = providerOf(thirdParty);
  const edition = findEdition(provider, thirdParty === 'smartcar' ? state.settings.edition : undefined);
  if (edition === undefined) throw new Error(`no edition "${state.settings.edition}" of ${provider.id}`);
  return edition;
}

/** @returns true when one alternative of the rule is ticked whole. A permission without a rule needs no box. */
export function satisfies(rule: BoxRule | undefined, ticked: readonly BoxId[]): boolean {
  return rule === undefined || rule.length === 0 || rule.some((all) => all.every((box) => ticked.includes(box)));
}

/** @returns the boxes that a rule still lacks: of its alternatives the one that lacks least. */
export function lacking(rule: BoxRule | undefined, ticked: readonly BoxId[]): readonly BoxId[] {
  if (satisfies(rule, ticked)) return [];
  const gaps = (rule ?? []).map((all) => all.filter((box) => !ticked.includes(box)));
  return gaps.reduce((least, gap) => (gap.length < least.length ? gap : least));
}

/** What stands in the way of one permission on one connection, if anything. */
export type GrantDecision =
  | { readonly granted: true }
  /** Never granted to the application, or unticked on Smartcar's screen. → PERMISSION:null */
  | { readonly granted: false; readonly why: 'not-in-grant' }
  /** A Tesla box is not ticked (any more). → PERMISSION:null */
  | { readonly granted: false; readonly why: 'box-not-ticked'; readonly boxes: readonly BoxId[] }
  /** The owner removed the third party at Tesla. → CONNECTED_SERVICES_ACCOUNT:PERMISSION */
  | { readonly granted: false; readonly why: 'access-removed' }
  /** The car left the owner's account. → CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING */
  | { readonly granted: false; readonly why: 'vehicle-missing' };

/**
 * Decides whether a permission holds on a connection right now: what Connect granted, what Tesla's consent
 * still allows, whether the car is still in the account.
 */
export function decideGrant(state: SandboxData, connection: Connection, permission: string): GrantDecision {
  const account = state.accounts.get(connection.accountId);
  if (account === undefined || !account.vehicles.has(connection.vehicleId))
    return { granted: false, why: 'vehicle-missing' };
  const boxes = boxesOf(account, 'smartcar');
  if (account.make === 'TESLA' && !connection.legacy && boxes === undefined)
    return { granted: false, why: 'access-removed' };
  if (!connection.permissions.includes(permission)) return notInGrant(state, { account, connection, permission });
  const missing = missingBoxes(state, { account, connection, permission });
  return missing.length === 0 ? { granted: true } : { granted: false, why: 'box-not-ticked', boxes: missing };
}

/** @returns the permissions of a connection that hold right now. */
export function effectivePermissions(state: SandboxData, connection: Connection): readonly string[] {
  const account = state.accounts.get(connection.accountId);
  if (account === undefined) return [];
  return connection.permissions.filter(
    (name) => missingBoxes(state, { account, connection, permission: name }).length === 0,
  );
}

function boxesOf(account: Account, thirdParty: ThirdParty): readonly BoxId[] | undefined {
  return account.consents[thirdParty]?.boxes;
}

interface GrantQuestion {
  readonly account: Account;
  readonly connection: Connection;
  readonly permission: string;
}

// The owner is told about the box where a box is the reason, also for what Connect left out on that ground.
function notInGrant(state: SandboxData, question: GrantQuestion): GrantDecision {
  const boxes = missingBoxes(state, question);
  return boxes.length === 0
    ? { granted: false, why: 'not-in-grant' }
    : { granted: false, why: 'box-not-ticked', boxes };
}

// Legacy connections do not go through Tesla's consent screen, other makes have none.
function missingBoxes(state: SandboxData, { account, connection, permission }: GrantQuestion): readonly BoxId[] {
  if (account.make !== 'TESLA' || connection.legacy) return [];
  return lacking(ownValue(editionOf(state, 'smartcar').rows, permission), boxesOf(account, 'smartcar') ?? []);
}
