import type { WebhookEvent } from './event.ts';
import type { WebhookBody, WebhookSigner } from './signer.ts';

/** What to answer to an event that may be VERIFY. */
export type ChallengeAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'answer'; readonly body: string }
  | { readonly kind: 'refuse' };

/** Far more than any challenge has; recorded ones have some forty characters. */
const longestChallenge = 1024;

/** A VERIFY with the longest challenge fits. In bytes. */
const longestVerify = 4096;

/** Whether a body may be VERIFY, by its length and its words: in a burst, everything else waits behind it. */
export function mayBeVerify({ bytes, text }: WebhookBody): boolean {
  return bytes.length <= longestVerify && text !== null && /"verify"/i.test(text);
}

/** What can be known of an event that may be VERIFY without the token. */
type Challenger = Pick<WebhookEvent, 'eventType' | 'challenge'>;

/**
 * The hash of a challenge is the signature of a body of the same text: whoever has an event hashed by an unsigned
 * VERIFY could send that event as Smartcar's own, so a challenge that could be one is refused.
 */
export function judgeChallenge({ eventType, challenge }: Challenger, isSigned: boolean): ChallengeAnswer['kind'] {
  if (eventType !== 'VERIFY' || challenge === null) return 'none';
  return !isSigned && (challenge.length > longestChallenge || /[{[]/.test(challenge)) ? 'refuse' : 'answer';
}

/**
 * Answers VERIFY.
 * Source of the answer's form: smartcar.com/docs/integrations/webhooks/callback-verification (2026-02).
 */
export function answerChallenge(event: WebhookEvent, isSigned: boolean, signer: WebhookSigner): ChallengeAnswer {
  const kind = judgeChallenge(event, isSigned);
  if (kind !== 'answer') return { kind };
  return { kind, body: JSON.stringify({ challenge: signer.sign(event.challenge ?? '') }) };
}
