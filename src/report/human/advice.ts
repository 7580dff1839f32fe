import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import { findProvider, providerName } from '../../core/providers/registry.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';

/** How a box is written for people: the edition's label, and the other spelling in use. */
export function boxName(box: { readonly label: string; readonly aliases: readonly string[] }, edition: string): string {
  if (edition === '2023-12') return box.label;
  const smartcars = box.aliases.find((alias) => alias.startsWith('Vehicle Charge'));
  if (smartcars !== undefined) return `${box.label} (Smartcar: ${smartcars})`;
  const docs = box.aliases[0];
  return docs === undefined ? box.label : `${box.label} (Tesla's docs: ${docs})`;
}

/**
 * What an owner must know before the consent screen opens: the boxes, that none is ticked, Select All.
 * Printed by `explain-scopes`, and by `authorize` and `revoke` before they open anything.
 */
export function renderConsentAdvice(explanation: ScopeExplanation, style: Style): string {
  const { color, glyphs } = style;
  const ticked = explanation.boxes.filter((box) => box.tick);
  const app = providerName(explanation.provider);
  return [
    color.bold(paragraph(style, "Boxes that must be ticked on Tesla's consent screen:")),
    ...ticked.map((box) => item(style, `  ${color.green(glyphs.ticked)}`, reasonedBox(box, explanation.edition))),
    paragraph(style, 'Tesla ticks none of them beforehand.'),
    paragraph(style, selectAllAdvice(app, findProvider(explanation.provider)?.hasGrantScreen ?? false)),
    paragraph(
      style,
      `If the owner has consented to ${app} before, for another app, Tesla may reuse that earlier and possibly narrower consent without showing the screen (field reports).`,
    ),
  ].join('\n');
}

function selectAllAdvice(app: string, hasGrantScreen: boolean): string {
  const gate = hasGrantScreen
    ? `it gives your app nothing more, because ${app}'s own screen still limits it to the scope you ask for`
    : `what your app may do is still decided by what ${app} lets it do`;
  return `Ask the owner to press Select All: it is the smoothest way, spares a later revoke if the mapping changes, and ${gate}.`;
}

/** A box with the permissions that need it. */
function reasonedBox(box: ScopeExplanation['boxes'][number], edition: string): string {
  const reasons = box.because.map((name) => (name === 'connection-minimum' ? 'nothing connects without it' : name));
  const instead = box.orInstead === undefined ? '' : ` (or ${box.orInstead.join(' or ')} instead)`;
  const because =
    reasons.length > 6 ? `${reasons.slice(0, 5).join(', ')} and ${reasons.length - 5} more` : reasons.join(', ');
  return `${boxName(box, edition)}${instead}: ${because}`;
}
