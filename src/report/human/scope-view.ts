import type { BoxOutcome } from '../../core/permissions/loss.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import { renderGrantComparison } from './grant-comparison.ts';
import { renderScopeExplanation, type ExplanationContext } from './scope-explanation.ts';
import type { Style } from '../terminal/style.ts';
import type { ExplainedDocument } from '../documents/scope-explanation.ts';

/** What the usual text tells beside the document. */
export function explanationContext(
  provider: Provider,
  edition: MappingEdition,
  outcome: BoxOutcome | undefined,
): ExplanationContext {
  const newest = provider.editions.at(-1);
  return {
    changes: newest?.changes ?? [],
    defaultEdition: newest === edition,
    source: edition.source,
    links: provider.links,
    provider: provider.name,
    notes: provider.notes,
    missingKeyError: provider.missingKeyError,
    outcome,
  };
}

/** Draws the answer in the form that was asked for. */
export type ScopeView = (document: ExplainedDocument, style: Style) => string;

/** Loads the form that the flags name; the usual text without one. Forms that are rarely asked for load on demand. */
export async function loadScopeView(
  flags: {
    readonly markdown?: boolean | undefined;
    readonly tree?: boolean | undefined;
    readonly matrix?: boolean | undefined;
  },
  context: ExplanationContext,
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
  return (document, style) => {
    if (document.ownerText !== undefined) return document.ownerText;
    const grant = document.grant === undefined ? '' : renderGrantComparison(document.grant, style);
    return grant + renderScopeExplanation(document, context, style);
  };
}
