import type { ScopeExplanation } from '../../core/permissions/explain.ts';
import { providerName } from '../../core/providers/registry.ts';
import { cellWidth } from '../terminal/cells.ts';
import type { Style } from '../terminal/style.ts';
import { wrap } from '../terminal/text.ts';
import { boxName, reasonedBox } from './advice.ts';

/** Draws Tesla's consent screen as the owner meets it, with the boxes to tick marked. */
export function renderConsentScreen(explanation: ScopeExplanation, style: Style): string {
  const { color } = style;
  const frame = createFrame(style, 70);
  const rows = explanation.boxes.map((box) => {
    const mark = markOf(box, style);
    const full = `${mark} ${boxName(box, explanation.edition)}`;
    const text = cellWidth(full) <= frame.inner ? full : `${mark} ${box.label}`;
    return frame.row(text, box.tick ? color.green(text) : color.dim(text));
  });
  return [
    frame.top,
    ...wrap(question(explanation), frame.inner).map((line) => frame.row(line)),
    frame.row('Select All', color.underline('Select All')),
    frame.row(''),
    ...rows,
    frame.row(''),
    frame.row('[ Allow ]  [ Do Not Allow ]'),
    frame.bottom,
  ].join('\n');
}

/** The same in few lines, with what needs each box behind it. */
export function renderShortScreen(explanation: ScopeExplanation, style: Style): string {
  const { color } = style;
  const frame = createFrame(style, 76);
  const rows = explanation.boxes.flatMap((box) => {
    const mark = markOf(box, style);
    const [first = '', ...more] = wrap(textOf(box, explanation), frame.inner - cellWidth(mark) - 1);
    const paint = box.tick ? color.green : color.dim;
    return [`${mark} ${first}`, ...more.map((line) => `${' '.repeat(cellWidth(mark) + 1)}${line}`)].map((line) =>
      frame.row(line, paint(line)),
    );
  });
  return [shortHead(explanation, style, frame), ...rows, frame.bottom].join('\n');
}

/** Question and Select All stand in the upper edge where it is long enough. */
function shortHead(explanation: ScopeExplanation, { color, glyphs }: Style, frame: Frame): string {
  const [asks, all] = [question(explanation), 'Select All'];
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

function markOf({ tick }: Box, { glyphs }: Style): string {
  return tick ? glyphs.ticked : glyphs.unticked;
}

/** A drawn frame, and how many columns are free in it. */
interface Frame {
  readonly inner: number;
  readonly top: string;
  readonly bottom: string;
  row(text: string, painted?: string): string;
}

function createFrame({ width, glyphs }: Style, widest: number): Frame {
  const inner = Math.min(width - 4, widest);
  const edge = glyphs.line.repeat(inner + 2);
  return {
    inner,
    row: (text, painted = text) =>
      `${glyphs.side} ${painted}${' '.repeat(Math.max(0, inner - cellWidth(text)))} ${glyphs.side}`,
    top: `${glyphs.corner.topLeft}${edge}${glyphs.corner.topRight}`,
    bottom: `${glyphs.corner.bottomLeft}${edge}${glyphs.corner.bottomRight}`,
  };
}
