import { parseScope } from '../core/permissions/scope.ts';
import { judge, type PermissionVerdict } from '../core/permissions/verdict.ts';
import { checkTexts } from './input.ts';
import { readScope, type ScopeOptions } from './scope.ts';
import { chooseTable, readBoxes, type Scope } from './tables.ts';

/** What is known beside the granted permissions. */
export interface CompareOptions extends ScopeOptions {
  /** The boxes that Tesla holds, by label or id, where that is known; else they are inferred from what was granted. */
  readonly ticked?: readonly string[] | undefined;
}

/** What was asked beside what was granted. */
export interface ComparedGrant {
  readonly verdict: 'complete' | 'incomplete';
  /** Everything asked, in the order of the scope. */
  readonly permissions: readonly PermissionVerdict[];
  /** Labels of the boxes that the owner has to tick in addition. */
  readonly missingBoxes: readonly string[];
  /** Granted although it was not asked: by an earlier consent, or for another scope. */
  readonly extra: readonly string[];
  readonly warnings: readonly string[];
}

const longestGrant = 8000;

/**
 * Compares what an app asked for with what its connection was granted, and names the box behind each gap.
 * @param granted permissions as the API lists them: `permissions` of v2, `attributes.permissions` of a v3 connection
 * @example
 * compareGrant('read_odometer control_security', ['read_odometer']).missingBoxes; // ['Vehicle Commands']
 * @throws ConsentError as `explainScope`, UNKNOWN_BOX
 */
export function compareGrant(asked: Scope, granted: Scope, options: CompareOptions = {}): ComparedGrant {
  const table = chooseTable(options);
  const scope = readScope(asked, table.provider, options.allowUnknown);
  const names = parseScope(checkTexts(granted, 'granted', longestGrant)).asked.map(({ name }) => name);
  const verdict = judge({
    ...table,
    asked: scope.asked,
    error: null,
    evidence: {
      granted: new Set(names),
      ticked: options.ticked === undefined ? undefined : readBoxes(options.ticked, 'ticked'),
    },
  });
  const { permissions, missingBoxes, warnings } = verdict;
  const isAsked = (name: string) => scope.asked.some((permission) => permission.name === name);
  return {
    verdict: permissions.every(({ granted: isGranted }) => isGranted === true) ? 'complete' : 'incomplete',
    permissions,
    missingBoxes,
    extra: names.filter((name) => !isAsked(name)),
    warnings: [...scope.warnings, ...warnings],
  };
}
