import type { WebhookDelivery } from '../../core/webhook/documents.ts';
import type { Delivered } from './deliver.ts';

/** What the answer cannot tell. */
export interface Sent {
  readonly url: string;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly signature: string | null;
  readonly warnings?: readonly string[];
}

/** The document of `webhook trigger` and `webhook replay`. */
export function buildDeliveryDocument(
  { answer, body, problems, attempts }: Delivered,
  { url, eventId, eventType, signature, warnings = [] }: Sent,
): WebhookDelivery {
  const accepted = problems.length === 0;
  return {
    schemaVersion: 1,
    kind: 'webhook-delivery',
    url,
    eventId,
    eventType,
    status: answer.status,
    milliseconds: answer.milliseconds,
    body,
    signature,
    accepted,
    problems,
    attempts,
    warnings,
    next: accepted
      ? []
      : [
          {
            command: 'connect-cli webhook listen',
            why: 'Shows what a correct receiver answers: send it the same event.',
          },
        ],
  };
}
