import type { GrantComparison } from '../../core/permissions/grant-comparison.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { boxText } from './signal-table.ts';
import { renderWarnings } from './steps.ts';

/** What a real grant lacks, and why. */
export function renderGrantComparison(grant: GrantComparison, style: Style): string {
  const { color, glyphs } = style;
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));
  const parts = [
    color.bold('Against the real grant'),
    item(style, `  ${color.green(glyphs.ok)}`, `granted: ${list(grant.granted)}`),
    ...grant.missing.map((gap) => item(style, `  ${color.red(glyphs.bad)}`, `${gap.name}: ${whyMissing(gap)}`)),
    ...(grant.extra.length === 0
      ? []
      : [item(style, `  ${glyphs.bullet}`, `granted beyond what you ask for: ${grant.extra.join(', ')}`)]),
    grant.missing.length === 0
      ? paragraph(style, 'Nothing is missing.', '  ')
      : grant.missingBoxes.length === 0
        ? undefined
        : item(style, `  ${glyphs.pointer}`, `additional boxes to tick: ${grant.missingBoxes.join(', ')}`),
    renderWarnings(grant.warnings, style),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n')}\n\n`;
}

function whyMissing({ reason, boxes }: GrantComparison['missing'][number]): string {
  switch (reason) {
    case 'box-not-ticked':
      return `its box was not ticked at Tesla (${boxText(boxes)})`;
    case 'owner-unticked':
      return "its box was ticked at Tesla, so the owner unticked it on the provider's own screen";
    case 'no-mapping':
      return 'not granted; no published Tesla mapping explains why';
    case 'not-capable':
      return 'the car cannot do it';
    case 'unknown':
      return 'not granted; cause unknown';
  }
}
