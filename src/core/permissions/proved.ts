import type { ProviderEdition } from '../providers/provider.ts';
import { smartcarSignals } from '../providers/smartcar/signals.ts';
import { areBoxesTicked, boxRule } from './explain.ts';
import { provedBoxes } from './loss.ts';

/** @returns the permissions behind signals, each once; a code that nobody documents has none */
export function permissionsOfSignals(codes: readonly string[]): readonly string[] {
  const known = codes.flatMap((code) =>
    Object.hasOwn(smartcarSignals, code) ? [code as keyof typeof smartcarSignals] : [],
  );
  const permissions = known.map((code) => smartcarSignals[code].permission);
  return [...new Set(permissions)].filter((permission) => permission !== null);
}

/**
 * Where one signal comes and another is refused, the box of the one that came is ticked, so it is not why.
 * @param arrived codes of the signals that came with a value in the same answer
 * @returns those of the permissions whose Tesla box must be ticked
 */
export function permissionsWithTickedBox(
  permissions: readonly string[],
  arrived: readonly string[],
  where: ProviderEdition,
): ReadonlySet<string> {
  const granted = permissionsOfSignals(arrived);
  if (granted.length === 0) return new Set();
  const ticked = provedBoxes(where, granted);
  return new Set(
    permissions.filter((name) => boxRule(where.edition, name).length > 0 && areBoxesTicked(where, name, ticked)),
  );
}

/** What is left where the box is ticked and the permission is missing. */
export const fixBesideBoxes =
  "The Tesla box is ticked, so nothing has to be revoked at Tesla. The permission was not in the scope, or the owner unticked it on Smartcar's own screen: run Connect again with the permission in the scope.";
