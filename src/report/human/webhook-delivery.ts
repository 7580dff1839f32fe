import type { WebhookDelivery } from '../../core/webhook/documents.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** Shown of an answer; the document has more. In characters. */
const longestBody = 400;

/** The answer of `webhook trigger` and `webhook replay` for people. */
export function renderWebhookDelivery(document: WebhookDelivery, style: Style): string {
  const { color, glyphs } = style;
  const { accepted, eventType, url, status, milliseconds, body, problems, attempts } = document;
  const mark = accepted ? color.green(glyphs.ok) : color.red(glyphs.bad);
  const tries = attempts.length === 1 ? '' : ` at attempt ${attempts.length}`;
  const parts = [
    item(
      style,
      mark,
      `${printable(eventType ?? 'The delivery')} to ${printable(url)}: ${status} in ${milliseconds} ms${tries}`,
    ),
    ...problems.map((problem) => item(style, `  ${color.red(glyphs.bad)}`, problem)),
    ...(body === '' ? [] : [color.dim(paragraph(style, printable(body.slice(0, longestBody)), '  '))]),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}
