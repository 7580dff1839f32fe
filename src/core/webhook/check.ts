import type { NextStep } from '../document.ts';
import { finding, type Finding } from '../findings/finding.ts';
import { quoteWord } from '../text/shell.ts';
import { checkSignature, type SignatureCheck } from './check-signature.ts';
import type { WebhookCheck } from './documents.ts';
import { readEvent } from './event.ts';
import type { SignatureForm } from './signature-form.ts';
import type { WebhookBody, WebhookSigner } from './signer.ts';

/** A body that was kept. */
export interface SavedBody extends WebhookBody {
  /** The file that it was read from. */
  readonly path?: string | undefined;
}

/** Checks a saved delivery. */
export function checkWebhook(body: SavedBody, signature: string | undefined, signer: WebhookSigner): WebhookCheck {
  const check = checkSignature(body, signature, signer);
  const { eventType, errors } = readEvent(body.text);
  const findings = signatureFindings(check, eventType);
  return {
    schemaVersion: 1,
    kind: 'webhook-check',
    valid: check.reason === 'ok',
    eventType,
    reason: check.reason,
    findings,
    warnings: [],
    next: errors.length > 0 ? [explainErrors(body.path ?? 'body.json')] : [],
  };
}

function explainErrors(path: string): NextStep {
  const command = `connect-cli explain-error - < ${quoteWord(path)}`;
  return { command, why: 'Explains the errors that the event tells of.' };
}

const formTexts: Readonly<Record<SignatureForm, string>> = {
  base64: 'it is base64 of the right 32 bytes',
  'upper-case': 'it is in upper-case hex',
  prefix: 'it has "sha256=" before it',
};

/** @returns a finding for each fault that was seen; none for a signature that fits */
export function signatureFindings(check: SignatureCheck, eventType: string | null): readonly Finding[] {
  const { reason, unusual, altered } = check;
  switch (reason) {
    case 'ok':
      return [];
    case 'no-signature':
      return [finding('webhook-no-signature', eventType === null ? [] : [`event: ${eventType}`])];
    case 'not-json':
      return [finding('webhook-not-json', [])];
    case 'wrong-token-or-body':
      return [
        finding('webhook-wrong-token-or-body', [
          'tried: the bytes as they are, without line ends at the end, with the spaces and escapes of other serializers; hex in either case, base64',
        ]),
      ];
    default:
      return [
        ...(unusual.length === 0
          ? []
          : [
              finding(
                'webhook-wrong-encoding',
                unusual.map((form) => formTexts[form]),
              ),
            ]),
        ...(altered === null ? [] : [finding(`webhook-${altered}`, [])]),
      ];
  }
}
