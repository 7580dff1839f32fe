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

/**
 * The same in a few lines, below a drawing of the boxes.
 * @param changed permissions whose boxes have changed before
 */
export function renderShortAdvice(explanation: ScopeExplanation, style: Style, changed: readonly string[]): string {
  return paragraph(
    style,
    `Tesla ticks none of them beforehand; which it shows, and their order, may differ. ${shortAdvice(explanation, changed)}`,
  );
}

/** The same for a run whose owner is played: nobody there is to be told more than once. */
export function renderPlayedAdvice(explanation: ScopeExplanation, style: Style): string {
  const boxes = explanation.boxes
    .filter(({ tick }) => tick)
    .map((box) => `${boxName(box, explanation.edition)}${otherBoxes(box)}`);
  return paragraph(
    style,
    `Boxes that must be ticked at Tesla, which ticks none beforehand: ${boxes.join(', ')}. ${shortAdvice(explanation, [])}`,
  );
}

function shortAdvice({ provider }: ScopeExplanation, changed: readonly string[]): string {
  const app = providerName(provider);
  const gate = findProvider(provider)?.hasGrantScreen ?? false;
  const limit = gate ? `${app}'s own screen limits it to the scope` : `${app} still decides what it may do`;
  const before = changed.length === 0 ? '' : ` (as for ${changed.join(', ')})`;
  return `Select All is the smoothest: it avoids a later revoke if the mapping changes${before}, and gives your app nothing more: ${limit}. A consent to ${app} from another app may be reused without a screen (field reports).`;
}

function selectAllAdvice(app: string, hasGrantScreen: boolean): string {
  const gate = hasGrantScreen
    ? `it gives your app nothing more, because ${app}'s own screen still limits it to the scope you ask for`
    : `${app} still decides what your app may do`;
  return `Ask the owner to press Select All: it is the smoothest way, avoids a later revoke if the mapping changes, and ${gate}.`;
}

/** @returns a box with the permissions that need it */
export function reasonedBox(box: ScopeExplanation['boxes'][number], edition: string): string {
  const reasons = box.because.map((name) => (name === 'connection-minimum' ? 'nothing connects without it' : name));
  const because =
    reasons.length > 6 ? `${reasons.slice(0, 5).join(', ')} and ${reasons.length - 5} more` : reasons.join(', ');
  return `${boxName(box, edition)}${otherBoxes(box)}: ${because}`;
}

function otherBoxes({ orInstead }: ScopeExplanation['boxes'][number]): string {
  return orInstead === undefined ? '' : ` (or ${orInstead.join(' or ')} instead)`;
}
