import { printable } from '../terminal/printable.ts';
import type { RowExtras, RowFormat } from './row-format.ts';

/** A table for an issue or a wiki. */
export function createMarkdownFormat({ links, textFor }: RowExtras): RowFormat {
  const titles = ['Line', 'User', 'Vehicle', 'Verdict', 'Missing permissions', 'Missing boxes', 'Virtual key', 'Link'];
  const all = textFor === undefined ? titles : [...titles, 'Text'];
  return {
    head: `${tableLine(all)}${tableLine(all.map(() => '---'))}`,
    format: (judged) => {
      const { line, row, judgement } = judged;
      const { verdict, gap, virtualKey } = judgement;
      const link = links[verdict];
      const cells = [
        String(line),
        code(row.userId),
        code(row.vehicleId),
        verdict,
        gap.missing.map(code).join(' '),
        gap.missingBoxes.join(', '),
        virtualKey,
        link === null ? '' : `<${link}>`,
      ];
      return tableLine(textFor === undefined ? cells : [...cells, inline(textFor(judged).text ?? '')]);
    },
  };
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Foreign text as code: no mark-up of it counts, and no bar ends its cell. */
function code(text: string | null): string {
  if (text === null) return '';
  const safe = printable(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length === 1 ? `\`${safe}\`` : `${fence} ${safe} ${fence}`;
}

/** A text of paragraphs in one cell. */
function inline(text: string): string {
  return text.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|').replace(/\n+/g, '<br>');
}
