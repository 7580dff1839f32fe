import { createReadStream } from 'node:fs';
import { CliError } from '../../core/errors/cli-error.ts';
import type { WebhookBody } from '../../core/webhook/signer.ts';

/** A published body has at most 50 KB; what is larger by far is not one. In bytes. */
const largestFile = 16 * 1024 * 1024;

/** @returns the bytes with their text, which is null where they are no UTF-8 */
export function webhookBody(bytes: Uint8Array): WebhookBody {
  return { bytes, text: decode(bytes) };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Reads a whole stream; `name` is how errors call it. */
export async function readBytes(stream: AsyncIterable<unknown>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > largestFile) throw tooLarge(name);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string): CliError {
  return new CliError('INVALID_VALUE', `${name} is larger than ${largestFile / 1024 / 1024} MiB.`, {
    hint: 'Pass the body of one delivery; Smartcar sends at most 50 KB.',
  });
}

/** @throws CliError NOT_FOUND or INVALID_VALUE */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    return await readBytes(createReadStream(path), `The file "${path}"`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (error instanceof CliError || code === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new CliError('NOT_FOUND', `There is no file "${path}".`, {
        hint: 'Check the path; relative paths start at the current directory.',
      });
    throw new CliError('INVALID_VALUE', `The file "${path}" cannot be read (${code}).`, {
      hint: 'Check that it is a file and that its permissions allow it.',
    });
  }
}
