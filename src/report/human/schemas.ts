import type { SchemasDocument } from '../documents/schemas.ts';
import type { Style } from '../terminal/style.ts';
import { paragraph } from '../terminal/text.ts';

/** Every kind of document with what it tells. */
export function renderSchemas({ documents, next }: SchemasDocument, style: Style): string {
  const { bold, dim } = style.color;
  const rows = documents.map(({ kind, summary, commands, streamed }) => {
    const lines = streamed ? `${summary} One document per line.` : summary;
    return `${bold(kind)}\n${paragraph(style, lines, '  ')}\n${dim(paragraph(style, commands.join(', '), '  '))}`;
  });
  return [...rows, '', ...next.map(({ command = '', why }) => paragraph(style, `${command}: ${why}`))].join('\n');
}
