import type { NextStep } from '../document.ts';
import { finding, type Finding } from '../findings/finding.ts';
import { quoteWord } from '../text/shell.ts';
import { checkSignature, type SignatureCheck } from './check-signature.ts';
import type { WebhookCheck } from './documents.ts';
import { judgeChallenge } from './challenge.ts';
import { readEvent, type WebhookEvent } from './event.ts';
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
  const event = readEvent(body.text);
  const { eventType, errors } = event;
  const findings = signatureFindings(check, event);
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

const acceptBoth =
  "Accept VERIFY with and without a signature: Smartcar's page on deliveries says that it is signed, three public receivers report that it is not. Refuse an unsigned one only if its challenge could be an event.";

function unsigned(event: Pick<WebhookEvent, 'eventType' | 'challenge'>): Finding {
  const { eventType } = event;
  const isAnswered = judgeChallenge(event, false) === 'answer';
  return finding('webhook-no-signature', eventType === null ? [] : [`event: ${eventType}`], {
    fix: isAnswered ? acceptBoth : undefined,
  });
}

/** @returns a finding for each fault that was seen; none for a signature that fits */
export function signatureFindings(
  { reason, unusual, altered }: SignatureCheck,
  event: Pick<WebhookEvent, 'eventType' | 'challenge'>,
): readonly Finding[] {
  switch (reason) {
    case 'ok':
      return [];
    case 'no-signature':
      return [unsigned(event)];
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
