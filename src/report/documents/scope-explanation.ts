import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import type { GrantComparison } from '../../core/permissions/grant-comparison.ts';
import type { BoxOutcome } from '../../core/permissions/loss.ts';

/** What `explain-scopes` answers, with what `--boxes` and `--granted` add. */
export type ExplainedDocument = ScopeExplanation &
  Partial<BoxOutcome> & {
    readonly grant?: GrantComparison | undefined;
    /** The message for the vehicle's owner, with `--owner-text`. */
    readonly ownerText?: string | undefined;
  };
