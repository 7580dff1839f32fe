import { createHmac } from 'node:crypto';

/** @returns HMAC-SHA256 in hex, as every SDK's `hashChallenge` and the header `SC-Signature` have it. */
export function sign(managementToken: string, body: string): string {
  return createHmac('sha256', managementToken).update(body).digest('hex');
}
