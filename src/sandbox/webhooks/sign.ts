import { createHmac } from 'node:crypto';

/** @returns HMAC-SHA256 in hex, as every SDK's `hashChallenge` and the header `SC-Signature` have it. */
export function sign(managementToken: string, body: string): string {
  return createHmac('sha256', managementToken).update(body).digest('hex');
}

/** Published is `Smartcar/{version}` (smartcar.com/docs/api-reference/webhooks/delivery-behavior, 2026-02). */
export const webhookUserAgent = 'Smartcar/1.0 (connect-cli-sandbox)';
