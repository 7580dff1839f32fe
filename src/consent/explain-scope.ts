import { explainScope as explain, type ScopeExplanation } from '../core/permissions/explain.ts';
import { readScope, type ScopeOptions } from './scope.ts';
import { chooseTable, type Scope } from './tables.ts';

/** Boxes, permissions and key that belong to a scope. */
export interface ExplainedScope extends Pick<
  ScopeExplanation,
  'provider' | 'edition' | 'permissions' | 'boxes' | 'virtualKey'
> {
  /** Permissions that stand twice, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Says which boxes of Tesla's consent screen must be ticked for a scope, which permission needs each, what a missed box
 * would cost, and whether commands need a virtual key.
 * @example
 * const { boxes } = explainScope('read_odometer control_security');
 * boxes.filter((box) => box.tick).map((box) => box.label); // ['Vehicle Information', 'Vehicle Commands']
 * @throws ConsentError INPUT_REQUIRED, INVALID_VALUE, UNKNOWN_PERMISSION, UNKNOWN_PROVIDER, UNKNOWN_EDITION
 */
export function explainScope(scope: Scope, options: ScopeOptions = {}): ExplainedScope {
  const table = chooseTable(options);
  const { asked, warnings } = readScope(scope, table.provider, options.allowUnknown);
  const { provider, edition, permissions, boxes, virtualKey } = explain({ ...table, asked });
  return { provider, edition, permissions, boxes, virtualKey, warnings };
}
