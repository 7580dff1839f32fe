import type { WebhookDeliveries } from '../../core/webhook/documents.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item } from '../terminal/text.ts';
import { renderSteps } from './steps.ts';

/** The list of kept deliveries, a line each. */
export function renderWebhookDeliveries({ deliveries, next }: WebhookDeliveries, style: Style): string {
  const { color, glyphs } = style;
  const lines = deliveries.map(({ id, receivedAt, eventType, signature, vehicleId, taken, bytes }) => {
    const facts = [
      id,
      receivedAt.slice(0, 19).replace('T', ' '),
      printable(eventType ?? 'unknown event'),
      `signature ${signature}`,
      ...(vehicleId === null ? [] : [`vehicle ${printable(vehicleId)}`]),
      `${bytes} bytes`,
    ];
    return item(style, taken ? color.green(glyphs.ok) : color.red(glyphs.bad), facts.join('  '));
  });
  return [...(lines.length === 0 ? ['No delivery is kept.'] : lines), renderSteps(next, style)]
    .filter((part) => part !== undefined)
    .join('\n');
}
