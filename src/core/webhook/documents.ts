import type { Document } from '../document.ts';
import type { Finding } from '../findings/finding.ts';
import type { Count, HttpStatus, IsoTime, Sentence, WebAddress } from '../formats.ts';
import type { SignatureReason } from './check-signature.ts';

/** What `webhook verify` answers. */
export interface WebhookCheck extends Document {
  readonly kind: 'webhook-check';
  readonly valid: boolean;
  readonly eventType: string | null;
  readonly reason: SignatureReason;
  readonly findings: readonly Finding[];
}

/** The first line of `webhook listen`. */
export interface WebhookListener extends Document {
  readonly kind: 'webhook-listener';
  /** Address on this machine that takes deliveries. */
  readonly url: WebAddress;
  readonly forwardTo: WebAddress | null;
}

/** How forwarding a delivery to the app went. */
export interface Forwarding {
  /** Status that the app answered with; null where no answer came. */
  readonly status: HttpStatus | null;
  /** From the first byte sent to the last byte read. */
  readonly milliseconds: Count;
  /** Why no answer came; null where one did. */
  readonly error: string | null;
}

/** One delivery that `webhook listen` took. */
export interface WebhookEventDocument extends Document {
  readonly kind: 'webhook-event';
  /** Under which `webhook replay` finds it. */
  readonly id: Sentence;
  readonly receivedAt: IsoTime;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly signature: 'valid' | 'invalid' | 'missing';
  readonly userId: string | null;
  readonly vehicleId: string | null;
  readonly findings: readonly Finding[];
  /** Null where nothing was forwarded. */
  readonly forwarded: Forwarding | null;
}

/** A delivery in the list of those that are kept. */
export interface KeptDeliveryRow {
  readonly id: Sentence;
  readonly receivedAt: IsoTime;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly signature: 'valid' | 'invalid' | 'missing';
  readonly userId: string | null;
  readonly vehicleId: string | null;
  /** Whether the listener took it: it is correctly signed, or a VERIFY that was answered. */
  readonly taken: boolean;
  /** Length of the body. */
  readonly bytes: Count;
}

/** What `webhook replay` answers without an id. */
export interface WebhookDeliveries extends Document {
  readonly kind: 'webhook-deliveries';
  /** The oldest first. */
  readonly deliveries: readonly KeptDeliveryRow[];
}

/** One try to deliver. */
export interface DeliveryAttempt {
  readonly at: IsoTime;
  readonly status: HttpStatus | null;
  readonly milliseconds: Count;
  readonly error: string | null;
}

/** What `webhook trigger` and `webhook replay` answer. */
export interface WebhookDelivery extends Document {
  readonly kind: 'webhook-delivery';
  readonly url: WebAddress;
  readonly eventId: string | null;
  readonly eventType: string | null;
  /** Of the last attempt. */
  readonly status: HttpStatus;
  readonly milliseconds: Count;
  /** What the receiver answered, at most 10,000 characters of it. */
  readonly body: string;
  /** As sent in `SC-Signature`; null where none was sent. */
  readonly signature: string | null;
  /** A 2xx status; for VERIFY 200, JSON and the right challenge. */
  readonly accepted: boolean;
  /** Sentences on why it was not accepted. */
  readonly problems: readonly Sentence[];
  readonly attempts: readonly DeliveryAttempt[];
}
