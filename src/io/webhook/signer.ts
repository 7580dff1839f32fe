import { createHmac, createSecretKey } from 'node:crypto';
import type { Secret } from '../../core/secret.ts';
import type { WebhookSigner } from '../../core/webhook/signer.ts';
import { constantTimeEqual } from '../loopback/constant-time.ts';

/** The key leaves its Secret here and goes into the HMAC alone. */
export function createSigner(managementToken: Secret): WebhookSigner {
  const key = createSecretKey(managementToken.reveal(), 'utf8');
  return {
    sign: (content) => createHmac('sha256', key).update(content).digest('hex'),
    isSame: constantTimeEqual,
  };
}
