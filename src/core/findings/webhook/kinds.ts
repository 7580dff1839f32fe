import type { FindingInfo } from '../info.ts';

/** What can be found on a webhook delivery beside the errors that it tells of. Kinds are public contract: add, never rename. */
export const webhookFindings = {
  'webhook-no-signature': {
    severity: 'error',
    title: 'The delivery has no SC-Signature header.',
    fix: 'Smartcar signs every event but, as receivers report, VERIFY. Refuse it, unless something in between drops the header.',
  },
  'webhook-not-json': {
    severity: 'error',
    title: 'The body is not JSON.',
    fix: 'Check that the whole body was kept, byte for byte, and nothing else.',
  },
  'webhook-wrong-encoding': {
    severity: 'error',
    title: 'The signature is correct but written in another form.',
    fix: 'Write the HMAC as 64 digits of lower-case hex, with nothing before it.',
  },
  'webhook-newline-added': {
    severity: 'error',
    title: 'The body ends with a line break that was not signed.',
    fix: 'Compute the HMAC over the bytes as received; save a body without the line break that editors and echo add.',
  },
  'webhook-body-reserialized': {
    severity: 'error',
    title: 'The body is the signed JSON, but re-serialised with different spaces or escapes.',
    fix: 'Use the raw bytes, before a JSON parser reads them: express.raw({ type: "application/json" }), await request.text(), request.get_data().',
  },
  'webhook-wrong-token-or-body': {
    severity: 'error',
    title: 'The signature does not match the body and this management token in any form that was tried.',
    fix: 'Compare the token with the application management token on the Dashboard page of this application (not the client secret), and the body with what was sent. Numbers and the order of keys that a parser changed cannot be told from a wrong body.',
  },
  'webhook-challenge-refused': {
    severity: 'warning',
    title: 'An unsigned VERIFY asks to have something hashed that could be an event.',
    fix: 'Not answered: the hash of a challenge is the signature of the same text. Guard your own receiver likewise.',
  },
  'webhook-repeated': {
    severity: 'info',
    title: 'An event with this id came before.',
    fix: 'Smartcar sends an event again when no 2xx answer came within 15 s, and may send one twice. Handle each eventId once.',
  },
  'webhook-error-over': {
    severity: 'info',
    title: 'An error that was told of before is over.',
    fix: 'Take back what the owner was told, and read the signals again.',
  },
} as const satisfies Record<string, FindingInfo>;
