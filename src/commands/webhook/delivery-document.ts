import type { NextStep } from '../../core/document.ts';
import type { WebhookDelivery } from '../../core/webhook/documents.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { Delivered } from './deliver.ts';

/** What the answer cannot tell. */
export interface Sent {
  readonly url: string;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly signature: string | null;
  readonly warnings?: readonly string[];
  /** Offered where the receiver did not accept it. */
  readonly afterRefusal: NextStep;
}

/** The document of `webhook trigger` and `webhook replay`. */
export function buildDeliveryDocument(
  { answer, body, problems, attempts }: Delivered,
  { url, eventId, eventType, signature, warnings = [], afterRefusal }: Sent,
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
    next: accepted ? [] : [afterRefusal],
  };
}

/** @param tokenFlags those with which the listener finds the token that the event is signed with */
export function listenForTheSame(tokenFlags: readonly string[]): NextStep {
  return {
    command: commandLine(['connect-cli', 'webhook', 'listen', ...tokenFlags]),
    why: 'Shows what a correct receiver answers: send it the same event.',
  };
}
