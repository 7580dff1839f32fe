import type { IncomingMessage } from 'node:http';

/** Longest body, in bytes; Smartcar sends at most 50 KB. */
const longestBody = 1024 * 1024;

/** All bodies that one receiver is reading at a time, in bytes. */
const longestTogether = 24 * 1024 * 1024;

/** What came of reading a request. */
export type Reading =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' | 'crowded' | 'broken' };

/** Reads a body to its end, or until it is known that it will not be taken. Never rejects. */
export type ReadDelivery = (request: IncomingMessage) => Promise<Reading>;

/** @returns a reader whose requests share one budget of memory */
export function createDeliveryReader(): ReadDelivery {
  let together = 0;
  return (request) => {
    if (Number(request.headers['content-length'] ?? 0) > longestBody) return Promise.resolve({ kind: 'too-large' });
    return new Promise((resolve) => {
      let chunks: Buffer[] | undefined = [];
      let length = 0;
      const settle = (reading: Reading): void => {
        if (chunks === undefined) return;
        chunks = undefined;
        together -= length;
        resolve(reading);
      };
      request.on('data', (chunk: Buffer) => {
        if (chunks === undefined) return;
        length += chunk.length;
        together += chunk.length;
        chunks.push(chunk);
        if (length > longestBody) settle({ kind: 'too-large' });
        else if (together > longestTogether) settle({ kind: 'crowded' });
      });
      request.once('end', () => settle({ kind: 'whole', bytes: Buffer.concat(chunks ?? []) }));
      request.once('error', () => settle({ kind: 'broken' }));
      request.once('close', () => settle({ kind: 'broken' }));
    });
  };
}
