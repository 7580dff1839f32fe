import type { Forwarding, WebhookEventDocument, WebhookListener } from '../../core/webhook/documents.ts';
import { isTaken } from '../../core/webhook/taken.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderFinding } from './findings.ts';
import { renderSteps } from './steps.ts';

/** Where `webhook listen` listens, and how Smartcar gets there. */
export function renderWebhookListener({ url, forwardTo, next }: WebhookListener, style: Style): string {
  const port = new URL(url).port;
  const app = forwardTo === null ? 'Events are answered with 200.' : `Events are forwarded to ${printable(forwardTo)}`;
  return [
    `${style.color.bold('Listening')} ${style.color.cyan(printable(url))}`,
    paragraph(style, app),
    paragraph(
      style,
      `Only this machine can reach it. To let Smartcar reach it, run a tunnel of your own to port ${port} and enter its https address, with the same path, as the callback URI of the webhook in the Dashboard.`,
    ),
    renderSteps(next, style),
    '',
  ]
    .filter((part) => part !== undefined)
    .join('\n');
}

/** One line about a delivery, then what it means. */
export function renderWebhookEvent(event: WebhookEventDocument, style: Style): string {
  const { color, glyphs } = style;
  // What is unsigned carries a finding only where it was refused.
  const taken = isTaken({ ...event, isRefused: event.findings.length > 0 });
  const facts = [
    event.receivedAt.slice(11, 19),
    printable(event.eventType ?? 'unknown event'),
    ...(event.vehicleId === null ? [] : [`vehicle ${printable(event.vehicleId)}`]),
    ...(event.signature === 'valid' ? [] : [`signature ${event.signature}`]),
    ...(event.forwarded === null ? [] : [forwardText(event.forwarded)]),
    color.dim(event.id),
  ];
  return [
    item(style, taken ? color.green(glyphs.ok) : color.red(glyphs.bad), facts.join('  ')),
    ...event.findings.map((finding) => renderFinding(finding, style, '  ')),
    ...event.next.map((step) => `    ${color.cyan(printable(step.command ?? step.url))}`),
  ].join('\n');
}

function forwardText({ status, milliseconds, error }: Forwarding): string {
  return error === null ? `app ${status} in ${milliseconds} ms` : `app: ${printable(error)}`;
}
