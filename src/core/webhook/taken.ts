import type { Forwarding } from './documents.ts';
import { isDelivered } from './judge-answer.ts';

/** What became of a delivery, as far as it is known. */
export interface Handling {
  readonly signature: 'valid' | 'invalid' | 'missing';
  readonly eventType: string | null;
  /** It is not signed and was refused for that, or for its challenge. */
  readonly isRefused: boolean;
  /** Null where it did not go to an app. */
  readonly forwarded: Forwarding | null;
}

/** Whether its sender may take a delivery for delivered: by the app's answer, or by that of the listener. */
export function isTaken({ signature, eventType, isRefused, forwarded }: Handling): boolean {
  if (forwarded !== null) return forwarded.status !== null && isDelivered(forwarded.status);
  return signature === 'valid' || (signature === 'missing' && eventType === 'VERIFY' && !isRefused);
}
