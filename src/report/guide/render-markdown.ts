import type { Guide, GuideBlock } from './guide.ts';

/** A guide in Markdown. Drawings are left out: every list says in words what they show. */
export function renderGuideMarkdown(guide: Guide): string {
  const sections = guide.sections.flatMap(({ heading, blocks }) => [
    `## ${escape(heading)}`,
    ...blocks.map(renderBlock).filter((text) => text !== ''),
  ]);
  return `${[`# ${escape(guide.title)}`, escape(guide.lead), ...sections].join('\n\n')}\n`;
}

function renderBlock(block: GuideBlock): string {
  if (block.kind === 'drawings') return '';
  if (block.kind === 'paragraph') return escape(block.text);
  if (block.kind === 'link') return `<${block.url}>`;
  return block.items
    .map(({ strong, text }, index) => {
      const words = strong === undefined ? escape(text) : `**${escape(strong)}**: ${escape(text)}`;
      if (block.style === 'numbered') return `${index + 1}. ${words}`;
      return block.style === 'ticked' ? `- [x] ${words}` : `- ${words}`;
    })
    .join('\n');
}

/** Keeps names that an app gave itself from becoming markup. Addresses stay as they are, or they would break. */
function escape(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .split(/(https:\/\/\S+)/)
    .map((part) => (part.startsWith('https://') ? part.replaceAll('<', '&lt;') : escapePart(part)))
    .join('');
}

function escapePart(text: string): string {
  return text
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^>/, '\\>');
}
