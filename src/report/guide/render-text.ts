import type { Style } from '../style.ts';
import { item, paragraph } from '../text.ts';
import type { Guide, GuideBlock } from './guide.ts';

/** A guide as plain text, for the terminal or a mail. */
export function renderGuideText(guide: Guide, style: Style): string {
  const { color } = style;
  const sections = guide.sections.map(({ heading, blocks }) =>
    [color.bold(heading), ...blocks.map((block) => renderBlock(block, style)).filter((text) => text !== '')].join('\n'),
  );
  return [`${color.bold(guide.title)}\n\n${paragraph(style, guide.lead)}`, ...sections].join('\n\n');
}

function renderBlock(block: GuideBlock, style: Style): string {
  if (block.kind === 'drawings') return '';
  if (block.kind === 'paragraph') return paragraph(style, block.text);
  // Never wrapped: it has to survive copying.
  if (block.kind === 'link') return `\n  ${style.color.cyan(block.url)}\n`;
  return block.items
    .map(({ strong, text }, index) => {
      const marker = markerOf(block.style, index, style);
      return item(style, marker, strong === undefined ? text : `${strong}: ${text}`);
    })
    .join('\n');
}

function markerOf(style: 'plain' | 'numbered' | 'ticked', index: number, { glyphs }: Style): string {
  if (style === 'numbered') return `${index + 1}.`;
  return style === 'ticked' ? glyphs.ticked : glyphs.bullet;
}
