import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import { providerName } from '../../core/providers/registry.ts';
import { cellWidth } from '../terminal/cells.ts';
import type { Style } from '../terminal/style.ts';
import { item, wrap } from '../terminal/text.ts';
import { boxName, reasonedBox } from './advice.ts';

/** Draws Tesla's consent screen as the owner meets it, with the boxes to tick marked. */
export function renderConsentScreen(explanation: ScopeExplanation, style: Style): string {
  const { color } = style;
  const frame = createFrame(style, 70);
  const rows = explanation.boxes.flatMap((box) => boxRows(box, boxName(box, explanation.edition), { style, frame }));
  return [
    frame.top,
    ...wrap(question(explanation), frame.inner).map((line) => frame.row(line)),
    frame.row('Select All', color.underline('Select All')),
    frame.row(''),
    ...rows,
    frame.row(''),
    frame.row(style.plain ? 'Buttons: Allow, Do Not Allow' : '[ Allow ]  [ Do Not Allow ]'),
    frame.bottom,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** The same in few lines, with what needs each box behind it. */
export function renderShortScreen(explanation: ScopeExplanation, style: Style): string {
  const frame = createFrame(style, 76);
  const rows = explanation.boxes.flatMap((box) => boxRows(box, textOf(box, explanation), { style, frame }));
  return [shortHead(explanation, style, frame), ...rows, frame.bottom].filter((line) => line !== undefined).join('\n');
}

interface BoxDrawing {
  readonly style: Style;
  readonly frame: Frame;
}

function boxRows(box: Box, text: string, { style, frame }: BoxDrawing): readonly string[] {
  const mark = markOf(box, style);
  if (style.plain) return [item(style, mark, text)];
  const paint = box.tick ? style.color.green : style.color.dim;
  const [first = '', ...more] = wrap(text, frame.inner - cellWidth(mark) - 1);
  const hang = ' '.repeat(cellWidth(mark) + 1);
  return [`${mark} ${first}`, ...more.map((line) => hang + line)].map((line) => frame.row(line, paint(line)));
}

/** Question and Select All stand in the upper edge where it is long enough. */
function shortHead(explanation: ScopeExplanation, { color, glyphs, plain }: Style, frame: Frame): string {
  const [asks, all] = [question(explanation), 'Select All'];
  if (plain) return wrap(`${asks} Its screen has a button ${all}, and these boxes:`, frame.inner).join('\n');
  const room = frame.inner - cellWidth(asks) - all.length - 4;
  if (room < 1)
    return [
      frame.top,
      ...wrap(asks, frame.inner).map((line) => frame.row(line)),
      frame.row(all, color.underline(all)),
    ].join('\n');
  const { corner, line } = glyphs;
  return `${corner.topLeft}${line} ${asks} ${line.repeat(room)} ${color.underline(all)} ${line}${corner.topRight}`;
}

type Box = ScopeExplanation['boxes'][number];

function textOf(box: Box, { edition }: ScopeExplanation): string {
  return box.tick ? reasonedBox(box, edition) : boxName(box, edition);
}

function question({ provider }: ScopeExplanation): string {
  return `Tesla asks: may ${providerName(provider)} use your Tesla account?`;
}

function markOf({ tick }: Box, { glyphs, plain }: Style): string {
  if (plain) return tick ? glyphs.ticked : 'Not needed:';
  return tick ? glyphs.ticked : glyphs.unticked;
}

/** A drawn frame, and how many columns are free in it. Where nothing is drawn it has no edges. */
interface Frame {
  readonly inner: number;
  readonly top: string | undefined;
  readonly bottom: string | undefined;
  row(text: string, painted?: string): string;
}

function createFrame({ width, glyphs, plain }: Style, widest: number): Frame {
  const inner = Math.min(width - 4, widest);
  if (plain) return { inner, row: (text) => text, top: undefined, bottom: undefined };
  const edge = glyphs.line.repeat(inner + 2);
  return {
    inner,
    row: (text, painted = text) =>
      `${glyphs.side} ${painted}${' '.repeat(Math.max(0, inner - cellWidth(text)))} ${glyphs.side}`,
    top: `${glyphs.corner.topLeft}${edge}${glyphs.corner.topRight}`,
    bottom: `${glyphs.corner.bottomLeft}${edge}${glyphs.corner.bottomRight}`,
  };
}
