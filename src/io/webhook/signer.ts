import { createHmac } from 'node:crypto';
import type { Secret } from '../../core/secret.ts';
import type { WebhookSigner } from '../../core/webhook/signer.ts';
import { constantTimeEqual } from '../loopback/constant-time.ts';

/** The key leaves its Secret here and goes into the HMAC alone. */
export function createSigner(managementToken: Secret): WebhookSigner {
  return {
    sign: (content) => createHmac('sha256', managementToken.reveal()).update(content).digest('hex'),
    isSame: constantTimeEqual,
  };
}
