import type { Source } from '../../src/core/source.ts';

/** Stands at the head of every generated page. */
export const generatedNote =
  '<!-- Written by `npm run docs` from the tables in src/core. Change the table, not this page. -->';

/** A page: heading, the note, then the blocks with an empty line between them. */
export function page(title: string, ...blocks: readonly string[]): string {
  return `${[generatedNote, `# ${title}`, ...blocks.filter((block) => block !== '')].join('\n\n')}\n`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function codes(names: readonly string[]): string {
  return names.map(code).join(', ');
}

/** A link to where a fact stands, with the day of the copy that was read. */
export function sourceLink(source: Source): string {
  const confidence = source.confidence === undefined ? '' : `, ${confidences[source.confidence]}`;
  return `[${new URL(source.url).host}](${source.url}) (${source.asOf}${confidence})`;
}

const confidences = { unconfirmed: 'unconfirmed', 'field-report': 'field report', inferred: 'inferred' } as const;

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
}
