import { ownValue } from '../../core/text/keys.ts';
import type { BoxOutcome } from '../../core/permissions/loss.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import { renderGrantComparison } from './grant-comparison.ts';
import type { ExplanationContext } from './scope-explanation.ts';
import { renderScopeSummary } from './scope-summary.ts';
import type { Style } from '../terminal/style.ts';
import type { ExplainedDocument } from '../documents/scope-explanation.ts';

/** What the usual text tells beside the document. */
export function explanationContext(
  provider: Provider,
  edition: MappingEdition,
  outcome: BoxOutcome | undefined,
): ExplanationContext {
  const { editions } = provider;
  const before = editions.at(-1) === edition ? editions.at(-2) : undefined;
  return {
    changes: editions.slice(editions.indexOf(before ?? edition) + 1).flatMap(({ changes }) => changes),
    before: before?.id,
    changed: changedRows(provider),
    source: edition.source,
    links: provider.links,
    provider: provider.name,
    notes: provider.notes,
    missingKeyError: provider.missingKeyError,
    outcome,
  };
}

/** @returns permissions whose boxes another edition of the table gives otherwise */
function changedRows({ editions, permissions }: Provider): readonly string[] {
  return Object.keys(permissions).filter((name) => {
    const rules = editions.map(({ rows }) => ownValue(rows, name));
    // Most rules are one object in all editions, and need no closer look.
    return (
      rules.some((rule) => rule !== rules[0]) && new Set(rules.map((rule) => JSON.stringify(rule ?? null))).size > 1
    );
  });
}

/** Draws the answer in the form that was asked for. */
export type ScopeView = (document: ExplainedDocument, style: Style) => string;

/** Loads the form that the flags name; the usual text without one. Forms that are rarely asked for load on demand. */
export async function loadScopeView(
  flags: {
    readonly markdown?: boolean | undefined;
    readonly tree?: boolean | undefined;
    readonly matrix?: boolean | undefined;
    readonly details?: boolean | undefined;
    readonly edition?: string | undefined;
  },
  known: ExplanationContext,
): Promise<ScopeView> {
  if (flags.markdown === true) {
    const { renderScopeMarkdown } = await import('./scope-markdown.ts');
    return renderScopeMarkdown;
  }
  if (flags.tree === true) {
    const { renderScopeTree } = await import('./scope-tree.ts');
    return renderScopeTree;
  }
  if (flags.matrix === true) {
    const { renderScopeMatrix } = await import('./scope-matrix.ts');
    return renderScopeMatrix;
  }
  const render =
    flags.details === true ? (await import('./scope-explanation.ts')).renderScopeExplanation : renderScopeSummary;
  const context = { ...known, citesTable: flags.edition !== undefined };
  return (document, style) => {
    if (document.ownerText !== undefined) return document.ownerText;
    const grant = document.grant === undefined ? '' : renderGrantComparison(document.grant, style);
    return grant + render(document, context, style);
  };
}
