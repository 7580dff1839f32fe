import type { HelpTopicDocument, HelpTopicRow } from '../documents/help.ts';
import type { Style } from '../terminal/style.ts';
import { paragraph } from '../terminal/text.ts';

/** Widest column of names that still leaves room for sentences beside it. */
const widestNames = 24;

/** A page of help: each name with its meaning beside it, or below where names are long. */
export function renderHelpTopic({ description, rows }: HelpTopicDocument, style: Style): string {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return [paragraph(style, description), ...groups.map((group) => renderGroup(style, group, rows))].join('\n\n');
}

function renderGroup(style: Style, group: string | null, all: readonly HelpTopicRow[]): string {
  const rows = all.filter((row) => row.group === group);
  const widest = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map((row) => (widest > widestNames ? below(style, row) : beside(style, row, widest)));
  return [...(group === null ? [] : [style.color.bold(group)]), ...lines].join('\n');
}

function below(style: Style, { name, meaning }: HelpTopicRow): string {
  return `  ${style.color.bold(name)}\n${paragraph(style, meaning, '      ')}`;
}

function beside(style: Style, { name, meaning }: HelpTopicRow, width: number): string {
  const indent = ' '.repeat(width + 4);
  return `  ${style.color.bold(name.padEnd(width))}  ${paragraph(style, meaning, indent).slice(indent.length)}`;
}
