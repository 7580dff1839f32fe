import { fitText, measureText, wrapText } from '../measure.ts';
import type { ConsentMessages } from '../messages/messages.ts';
import { button, rect, text, tick, type Drawing } from '../svg.ts';

/** One box of the drawn screen. */
export interface DrawnBox {
  readonly label: string;
  readonly tick: boolean;
}

const width = 400;
const margin = 24;
const rowHeight = 48;

/** Draws the consent screen in our own lines, with the boxes to tick marked. */
export function drawConsentScreen(boxes: readonly DrawnBox[], provider: string, messages: ConsentMessages): Drawing {
  const title = wrapText(messages.screenTitle(provider), width - 2 * margin, 20, 'semibold');
  const linkY = 48 + title.length * 26 + 26;
  const firstRow = linkY + 22;
  const buttonsY = firstRow + boxes.length * rowHeight + 16;
  const marked = boxes.filter((box) => box.tick).map(({ label }) => label);
  return {
    id: 'consent-screen',
    width,
    height: buttonsY + 36 + margin,
    alt: messages.screenAlt(marked),
    caption: messages.mayDiffer,
    body: [
      rect(1, 1, width - 2, buttonsY + 36 + margin - 2, 'frame', 18),
      ...title.map((line, index) => text(margin, 44 + index * 26, line, { size: 20, weight: 'semibold' })),
      rect(margin, 60 + (title.length - 1) * 26, 180, 8, 'line', 4),
      drawSelectAll(linkY, messages.selectAllHint),
      ...boxes.map((box, index) => drawRow(box, firstRow + index * rowHeight)),
      button(margin, buttonsY, 170, 'Allow', true),
      button(width - margin - 170, buttonsY, 170, 'Do Not Allow', false),
    ].join(''),
  };
}

function drawSelectAll(y: number, hint: string): string {
  const label = 'Select All';
  const left = margin + measureText(label, 16, 'semibold') + 14;
  const room = width - margin - left - 26;
  const shown = fitText(hint, room, 13);
  return (
    text(margin, y, label, { size: 16, weight: 'semibold', role: 'accent-ink', underline: true }) +
    `<path d="M${left + 16} ${y - 5} H${left} m5 -5 l-5 5 l5 5" class="guide-arrow"/>` +
    text(left + 24, y - 1, shown, { size: 13, role: 'quiet' })
  );
}

function drawRow({ label, tick: marked }: DrawnBox, y: number): string {
  const box = 22;
  const boxY = y + (rowHeight - box) / 2;
  const shown = fitText(label, width - 2 * margin - box - 24, 15, marked ? 'semibold' : 'regular');
  return (
    (marked ? rect(margin - 8, y + 3, width - 2 * margin + 16, rowHeight - 6, 'tint', 10) : '') +
    (marked
      ? rect(margin, boxY, box, box, 'accent', 5) + tick(margin, boxY, box)
      : rect(margin, boxY, box, box, 'stroke', 5)) +
    text(margin + box + 12, y + rowHeight / 2 + 5, shown, {
      size: 15,
      role: marked ? 'ink' : 'quiet',
      weight: marked ? 'semibold' : 'regular',
    })
  );
}
