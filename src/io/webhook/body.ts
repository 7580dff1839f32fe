import type { WebhookBody } from '../../core/webhook/signer.ts';
import { readPath, readStream } from '../bounded-read.ts';
import { explainFileError } from '../file-error.ts';
import { readBounds } from '../read-bounds.ts';

/** @returns the bytes with their text, which is null where they are no UTF-8 */
export function webhookBody(bytes: Uint8Array): WebhookBody {
  return { bytes, text: decode(bytes) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Reads a body from a file, or from standard input where no path is given.
 * @throws CliError NOT_FOUND or INVALID_VALUE
 */
export async function readWebhookBody(path: string | undefined, stdin: AsyncIterable<unknown>): Promise<WebhookBody> {
  if (path === undefined) return webhookBody(await readStream(stdin, readBounds.webhookBody, 'Standard input'));
  try {
    return webhookBody(await readPath(path, readBounds.webhookBody));
  } catch (error) {
    throw explainFileError(error, path, 'read');
  }
}
