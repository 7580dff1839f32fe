import { parseJson } from '../text/json.ts';
import { serializedForms } from './json-forms.ts';
import { readSignature, type SignatureForm, type SignatureReading } from './signature-form.ts';
import type { WebhookBody, WebhookSigner } from './signer.ts';

/** Why a signature does not fit, in the order in which the first that fits is named. */
export type SignatureReason =
  | 'no-signature'
  | 'not-json'
  | 'ok'
  | 'wrong-encoding'
  | 'newline-added'
  | 'body-reserialized'
  | 'wrong-token-or-body';

/** What came of comparing a body with its signature. */
export interface SignatureCheck {
  readonly reason: SignatureReason;
  /** How the signature is written, where that is the fault. */
  readonly unusual: readonly SignatureForm[];
  /** What became of the body, where it was signed in another form. */
  readonly altered: 'newline-added' | 'body-reserialized' | null;
}

/**
 * Finds out whether a signature fits, and if not, which of the usual faults it is: each is told only where the form
 * that it left behind was tried and fits.
 */
export function checkSignature(
  body: WebhookBody,
  signature: string | undefined,
  signer: WebhookSigner,
): SignatureCheck {
  if (signature === undefined || signature.trim() === '') return plain('no-signature');
  const { text } = body;
  // A text `undefined` is not JSON, so it can stand for the failure.
  if (text === null || parseJson(text) === undefined) return plain('not-json');
  const reading = readSignature(signature);
  return reading === undefined ? plain('wrong-token-or-body') : compare({ bytes: body.bytes, text }, reading, signer);
}

function plain(reason: SignatureReason): SignatureCheck {
  return { reason, unusual: [], altered: null };
}

function compare(
  { bytes, text }: { readonly bytes: Uint8Array; readonly text: string },
  { hex, unusual }: SignatureReading,
  signer: WebhookSigner,
): SignatureCheck {
  const fits = (content: string | Uint8Array): boolean => signer.isSame(hex, signer.sign(content));
  const altered = fits(bytes)
    ? null
    : fitsWithoutNewline(bytes, fits)
      ? 'newline-added'
      : fitsReserialized(text, fits)
        ? 'body-reserialized'
        : undefined;
  if (altered === undefined) return plain('wrong-token-or-body');
  return { reason: unusual.length > 0 ? 'wrong-encoding' : (altered ?? 'ok'), unusual, altered };
}

function fitsReserialized(text: string, fits: (content: string) => boolean): boolean {
  for (const form of serializedForms(text)) if (fits(form)) return true;
  return false;
}

const [lineFeed, carriageReturn] = [10, 13];

/** Editors end a file with one line end, and every tool on the way can add its own. */
function fitsWithoutNewline(bytes: Uint8Array, fits: (content: Uint8Array) => boolean): boolean {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === lineFeed || bytes[end - 1] === carriageReturn)) {
    end -= 1;
    if (fits(bytes.subarray(0, end))) return true;
  }
  return false;
}
