import type { WebhookCheck } from '../../core/webhook/documents.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item } from '../terminal/text.ts';
import { renderFinding } from './findings.ts';
import { renderSteps } from './steps.ts';

/** The answer of `webhook verify` for people. */
export function renderWebhookCheck({ valid, eventType, findings, next }: WebhookCheck, style: Style): string {
  const { color, glyphs } = style;
  const event = eventType === null ? '' : ` (${printable(eventType)})`;
  const parts = [
    valid
      ? item(style, color.green(glyphs.ok), `The signature matches this body and this token${event}.`)
      : item(style, color.red(glyphs.bad), `The signature does not match${event}.`),
    ...findings.map((finding) => renderFinding(finding, style)),
    renderSteps(next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}
