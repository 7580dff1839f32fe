import { boxRule } from '../../permissions/explain.ts';
import { permissionsOfSignals } from '../../permissions/proved.ts';
import type { AskedPermission } from '../../permissions/scope.ts';
import type { MappingEdition } from '../../providers/provider.ts';
import { smartcarPermissions } from '../../providers/smartcar/permissions.ts';
import type { BoxId } from '../../tesla/boxes.ts';
import { signalCode } from '../input/details.ts';
import type { ErrorDetails } from '../input/reading.ts';

/** @returns the permissions that a text is about: by the request, by name, by signals, or by Tesla scopes. */
export function concernedPermissions(details: ErrorDetails, edition: MappingEdition): readonly AskedPermission[] {
  const { permission, permissions = [], signals = [], teslaScopes = [] } = details;
  const named = permissions.filter((name) => Object.hasOwn(smartcarPermissions, name));
  const concerned =
    [permission === undefined ? [] : [permission], named, ofSignals(signals), ofScopes(teslaScopes, edition)].find(
      (names) => names.length > 0,
    ) ?? [];
  return [...new Set(concerned)].map((name) => ({ name, required: false }));
}

function ofSignals(signals: readonly string[]): readonly string[] {
  return permissionsOfSignals(signals.flatMap((name) => signalCode(name) ?? []));
}

/** Longer lists tell nothing: nearly every reading permission stands behind Vehicle Information. */
const longestList = 5;

function ofScopes(scopes: readonly BoxId[], edition: MappingEdition): readonly string[] {
  const names = Object.keys(smartcarPermissions).filter((name) =>
    boxRule(edition, name).some((all) => all.some((box) => scopes.includes(box))),
  );
  return names.length > longestList ? [] : names;
}
