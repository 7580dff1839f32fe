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
  const title = wrapText(messages.screenTitle(provider), width - 2 * margin, { size: 20, weight: 'semibold' });
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
      rect({ x: 1, y: 1, width: width - 2, height: buttonsY + 36 + margin - 2 }, 'frame', 18),
      ...title.map((line, index) => text({ x: margin, y: 44 + index * 26 }, line, { size: 20, weight: 'semibold' })),
      rect({ x: margin, y: 60 + (title.length - 1) * 26, width: 180, height: 8 }, 'line', 4),
      drawSelectAll(linkY, messages.selectAllHint),
      ...boxes.map((box, index) => drawRow(box, firstRow + index * rowHeight)),
      button({ x: margin, y: buttonsY, width: 170 }, 'Allow', true),
      button({ x: width - margin - 170, y: buttonsY, width: 170 }, 'Do Not Allow', false),
    ].join(''),
  };
}

function drawSelectAll(y: number, hint: string): string {
  const label = 'Select All';
  const left = margin + measureText(label, 16, 'semibold') + 14;
  const room = width - margin - left - 26;
  const shown = fitText(hint, room, { size: 13 });
  return (
    text({ x: margin, y }, label, { size: 16, weight: 'semibold', role: 'accent-ink', underline: true }) +
    `<path d="M${left + 16} ${y - 5} H${left} m5 -5 l-5 5 l5 5" class="guide-arrow"/>` +
    text({ x: left + 24, y: y - 1 }, shown, { size: 13, role: 'quiet' })
  );
}

function drawRow({ label, tick: marked }: DrawnBox, y: number): string {
  const box = 22;
  const boxY = y + (rowHeight - box) / 2;
  const shown = fitText(label, width - 2 * margin - box - 24, { size: 15, weight: marked ? 'semibold' : 'regular' });
  return (
    (marked
      ? rect({ x: margin - 8, y: y + 3, width: width - 2 * margin + 16, height: rowHeight - 6 }, 'tint', 10)
      : '') +
    (marked
      ? rect({ x: margin, y: boxY, width: box, height: box }, 'accent', 5) + tick(margin, boxY, box)
      : rect({ x: margin, y: boxY, width: box, height: box }, 'stroke', 5)) +
    text({ x: margin + box + 12, y: y + rowHeight / 2 + 5 }, shown, {
      size: 15,
      role: marked ? 'ink' : 'quiet',
      weight: marked ? 'semibold' : 'regular',
    })
  );
}
