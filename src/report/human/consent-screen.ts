import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import { providerName } from '../../core/providers/registry.ts';
import { cellWidth } from '../terminal/cells.ts';
import type { Style } from '../terminal/style.ts';
import { wrap } from '../terminal/text.ts';
import { boxName } from './advice.ts';

/** Draws Tesla's consent screen as the owner meets it, with the boxes to tick marked. */
export function renderConsentScreen(explanation: ScopeExplanation, style: Style): string {
  const { color, glyphs } = style;
  const inner = Math.min(style.width - 4, 70);
  const app = providerName(explanation.provider);
  const row = (text: string, painted = text) =>
    `${glyphs.side} ${painted}${' '.repeat(Math.max(0, inner - cellWidth(text)))} ${glyphs.side}`;
  const rows = explanation.boxes.map((box) => {
    const mark = box.tick ? glyphs.ticked : glyphs.unticked;
    const full = `${mark} ${boxName(box, explanation.edition)}`;
    const text = cellWidth(full) <= inner ? full : `${mark} ${box.label}`;
    return row(text, box.tick ? color.green(text) : color.dim(text));
  });
  const edge = glyphs.line.repeat(inner + 2);
  return [
    `${glyphs.corner.topLeft}${edge}${glyphs.corner.topRight}`,
    ...wrap(`Tesla asks: may ${app} use your Tesla account?`, inner).map((line) => row(line)),
    row('Select All', color.underline('Select All')),
    row(''),
    ...rows,
    row(''),
    row('[ Allow ]  [ Do Not Allow ]'),
    `${glyphs.corner.bottomLeft}${edge}${glyphs.corner.bottomRight}`,
  ].join('\n');
}
