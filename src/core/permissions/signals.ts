import { keysOf } from '../text/keys.ts';
import { smartcarCommands, type CommandCode } from '../providers/smartcar/commands.ts';
import { smartcarPermissions, type SmartcarPermission } from '../providers/smartcar/permissions.ts';
import { smartcarSignals, type SignalCode } from '../providers/smartcar/signals.ts';
import type { AskedPermission } from './scope.ts';

/** What an app wants to do with a car. */
export interface Wanted {
  readonly signals: readonly SignalCode[];
  readonly commands: readonly CommandCode[];
  /** Those of the above without which the app cannot work: their permissions get `required:`. */
  readonly required: readonly (SignalCode | CommandCode)[];
  /** Permissions that are needed for something else, such as a call of the v2 API found in code. */
  readonly uses?: readonly { readonly permission: SmartcarPermission; readonly by: string }[] | undefined;
  /** Permissions that are required whatever they are needed for, such as those marked so in code. */
  readonly requiredPermissions?: readonly string[] | undefined;
}

/** A permission that is asked, and what it is asked for. */
export interface DerivedPermission extends AskedPermission {
  readonly name: SmartcarPermission;
  /** The signals, commands and calls that need it. */
  readonly because: readonly string[];
}

/** The least set of permissions, in the order of Smartcar's list. */
export interface Derivation {
  readonly permissions: readonly DerivedPermission[];
  /** Signals whose permission nobody publishes. */
  readonly unresolved: readonly SignalCode[];
}

/**
 * Derives the least set of permissions under which every wanted signal can be read and every command sent.
 * A signal or command needs one permission, so the set is their union.
 */
export function derivePermissions(wanted: Wanted): Derivation {
  const because = new Map<SmartcarPermission, Set<string>>();
  const unresolved = new Set<SignalCode>();
  const need = (permission: SmartcarPermission, code: string) =>
    because.set(permission, (because.get(permission) ?? new Set()).add(code));
  for (const code of wanted.signals) {
    const { permission } = smartcarSignals[code];
    if (permission === null) unresolved.add(code);
    else need(permission, code);
  }
  for (const code of wanted.commands) need(smartcarCommands[code].permission, code);
  for (const { permission, by } of wanted.uses ?? []) need(permission, by);
  const required = new Set<string>(wanted.required);
  const permissions = smartcarPermissionNames.flatMap((name): DerivedPermission[] => {
    const codes = because.get(name);
    if (codes === undefined) return [];
    const isRequired =
      wanted.requiredPermissions?.includes(name) === true || [...codes].some((code) => required.has(code));
    return [{ name, required: isRequired, because: [...codes] }];
  });
  return { permissions, unresolved: [...unresolved] };
}

/** The names in the order of Smartcar's list. */
export const smartcarPermissionNames = keysOf(smartcarPermissions);

/** How a scope in use differs from one that would be enough. */
export interface ScopeDiff {
  /** Asked today and not needed. */
  readonly excess: readonly string[];
  /** Needed and not asked today: the owner would be asked anew. */
  readonly missing: readonly string[];
  /** In both, but required in one of them only. */
  readonly nowRequired: readonly string[];
  readonly noLongerRequired: readonly string[];
  readonly unchanged: readonly string[];
}

/** Compares the scope in use with the scope that is needed. */
export function diffScopes(current: readonly AskedPermission[], needed: readonly AskedPermission[]): ScopeDiff {
  const before = new Map(current.map(({ name, required }) => [name, required]));
  const after = new Map(needed.map(({ name, required }) => [name, required]));
  const shared = needed.filter(({ name }) => before.has(name));
  const names = (list: readonly AskedPermission[]) => list.map(({ name }) => name);
  return {
    excess: names(current.filter(({ name }) => !after.has(name))),
    missing: names(needed.filter(({ name }) => !before.has(name))),
    nowRequired: names(shared.filter(({ name, required }) => required && before.get(name) === false)),
    noLongerRequired: names(shared.filter(({ name, required }) => !required && before.get(name) === true)),
    unchanged: names(shared.filter(({ name, required }) => before.get(name) === required)),
  };
}
