import { createQrCode, renderTerminalQr } from '../terminal/qr-code.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import type { Guide, GuideBlock } from './guide.ts';

/**
 * A guide as plain text, for the terminal or a mail.
 * @param qr draws the link as a QR code, for a terminal: mail has no fixed line height
 */
export function renderGuideText(guide: Guide, style: Style, qr: boolean): string {
  const { color } = style;
  const sections = guide.sections.map(({ heading, blocks }) =>
    [
      color.bold(paragraph(style, heading)),
      ...blocks.map((block) => renderBlock(block, style, qr)).filter((text) => text !== ''),
    ].join('\n'),
  );
  return [`${color.bold(paragraph(style, guide.title))}\n\n${paragraph(style, guide.lead)}`, ...sections].join('\n\n');
}

function renderBlock(block: GuideBlock, style: Style, qr: boolean): string {
  if (block.kind === 'drawings') return '';
  if (block.kind === 'paragraph') return paragraph(style, block.text);
  // Never wrapped: it has to survive copying.
  if (block.kind === 'link') return renderLink(block.url, style, qr);
  return block.items
    .map(({ strong, text }, index) => {
      const marker = markerOf(block.style, index, style);
      return item(style, marker, strong === undefined ? text : `${strong}: ${text}`);
    })
    .join('\n');
}

function renderLink(url: string, style: Style, qr: boolean): string {
  const code = qr ? renderTerminalQr(createQrCode(url), style) : undefined;
  return `\n  ${style.color.cyan(url)}\n${code === undefined ? '' : `\n${code}`}`;
}

function markerOf(style: 'plain' | 'numbered' | 'ticked', index: number, { glyphs }: Style): string {
  if (style === 'numbered') return `${index + 1}.`;
  return style === 'ticked' ? glyphs.ticked : glyphs.bullet;
}
