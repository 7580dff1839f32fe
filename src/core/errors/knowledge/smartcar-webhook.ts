import type { PhraseEntry } from './entry.ts';

const docs = 'https://smartcar.com/docs/integrations/webhooks/callback-verification';

/** What the Dashboard says of a webhook that it cannot use, and what receivers say of a delivery. */
export const smartcarWebhookErrors = {
  verify_invalid_hash: {
    phrases: [
      'verification request responded with an invalid hash',
      'responded with an invalid hash',
      'invalid hash',
      'challenge response * invalid',
    ],
    status: 424,
    cause:
      'The receiver answered the VERIFY event of a webhook, but with a wrong hash. The answer is {"challenge": …}, the hex HMAC-SHA256 of the challenge under the application management token: usually another secret was used (client secret, webhook id, token of another application).',
    who: 'developer',
    fix: 'Copy the application management token from the Dashboard again and compute the HMAC over the challenge text alone, in hex.',
    docs,
    next: ['dashboard'],
    source: { url: 'https://github.com/wbyoung/smartcar/issues/44', asOf: '2025-11', confidence: 'field-report' },
  },
  verify_no_answer: {
    phrases: [
      'verification request failed',
      'verification request timed out',
      'call made during webhook validation failed',
      'webhook validation failed',
      'webhook verification failed',
    ],
    cause:
      'Smartcar could not verify the webhook: the receiver was not reachable from outside, answered too late (15 seconds), with another status than 200, or behind a login or bot wall.',
    who: 'developer',
    fix: 'Make the address reachable by POST over https without a login, and answer VERIFY at once.',
    docs,
    next: ['dashboard'],
    source: { url: 'https://github.com/wbyoung/smartcar/issues/103', asOf: '2026-02', confidence: 'field-report' },
  },
  missing_signature: {
    phrases: [
      'sc-signature header missing',
      'sc-signature header is missing',
      'missing sc-signature',
      'no sc-signature',
    ],
    cause:
      'The receiver found no SC-Signature header. VERIFY is reported to come without it; otherwise a proxy drops it.',
    who: 'developer',
    fix: 'Answer VERIFY without a signature too, and refuse other unsigned requests.',
    docs: 'https://smartcar.com/docs/integrations/webhooks/payload-verification',
    next: ['webhook-verify'],
    source: {
      url: 'https://smartcar.com/docs/integrations/webhooks/payload-verification',
      asOf: '2026-02',
    },
  },
  invalid_signature: {
    phrases: ['ignoring message with invalid signature', 'invalid signature on request body', 'invalid_signature'],
    cause:
      'The receiver computed another signature than the SC-Signature header holds: the body was parsed and written anew before the HMAC, or the application management token is that of another application.',
    who: 'developer',
    fix: 'Compute the hex HMAC-SHA256 over the raw bytes of the body. Field reports of 2026: with some migrated applications only a new application helped.',
    docs: 'https://smartcar.com/docs/integrations/webhooks/payload-verification',
    next: ['webhook-verify', 'dashboard'],
    source: { url: 'https://github.com/wbyoung/smartcar/issues/130', asOf: '2026-09', confidence: 'field-report' },
  },
} as const satisfies Record<string, PhraseEntry>;
