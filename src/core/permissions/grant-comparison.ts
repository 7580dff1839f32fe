import type { LabelRule } from '../formats.ts';
import { judge, type GrantReason } from './verdict.ts';
import type { ProviderEdition } from '../providers/provider.ts';
import type { AskedPermission } from './scope.ts';

/** A real grant beside what was asked. */
export interface GrantComparison {
  readonly granted: readonly string[];
  readonly missing: readonly {
    readonly name: string;
    readonly reason: Exclude<GrantReason, 'granted'>;
    /** Labels, any-of over all-of. */
    readonly boxes: LabelRule;
  }[];
  /** Granted although it was not asked: of an earlier connection, or of another scope. */
  readonly extra: readonly string[];
  /** Boxes behind the gaps. */
  readonly missingBoxes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Compares a real grant with what was asked. Which boxes were ticked is inferred from what was granted.
 * @param granted names as the API lists them
 */
export function compareGrant(
  { provider, edition }: ProviderEdition,
  asked: readonly AskedPermission[],
  granted: readonly string[],
): GrantComparison {
  const { permissions, missingBoxes, warnings } = judge({
    provider,
    edition,
    asked,
    error: null,
    evidence: { granted: new Set(granted) },
  });
  const names = new Set(asked.map(({ name }) => name));
  return {
    granted: asked.map(({ name }) => name).filter((name) => granted.includes(name)),
    missing: permissions.flatMap(({ name, granted, reason, boxes }) =>
      granted === false && reason !== 'granted' ? [{ name, reason, boxes }] : [],
    ),
    extra: [...new Set(granted)].filter((name) => !names.has(name)),
    missingBoxes,
    warnings,
  };
}
