import type { IncomingMessage } from 'node:http';
import { ByteCollector } from '../byte-collector.ts';

/** Longest body, in bytes; Smartcar sends at most 50 KB. */
const longestBody = 1024 * 1024;

/** All bodies that one receiver is reading or answering at a time, in bytes. */
const longestTogether = 16 * 1024 * 1024;

/** What came of reading a request. */
export type Reading =
  | {
      readonly kind: 'whole';
      readonly bytes: Uint8Array;
      /** Makes room for other bodies: nothing holds this one any more. */
      readonly release: () => void;
    }
  | { readonly kind: 'too-large' | 'crowded' | 'broken' };

/** Reads a body to its end, or until it is known that it will not be taken. Never rejects. */
export type ReadDelivery = (request: IncomingMessage) => Promise<Reading>;

/** @returns a reader whose requests share one budget of memory */
export function createDeliveryReader(): ReadDelivery {
  let together = 0;
  return (request) => {
    if (Number(request.headers['content-length'] ?? 0) > longestBody) return Promise.resolve({ kind: 'too-large' });
    return new Promise((resolve) => {
      let collector: ByteCollector | undefined = new ByteCollector();
      const giveUp = (kind: Exclude<Reading['kind'], 'whole'>): void => {
        if (collector === undefined) return;
        together -= collector.length;
        collector = undefined;
        resolve({ kind });
      };
      request.on('data', (piece: Buffer) => {
        if (collector === undefined) return;
        collector.add(piece);
        together += piece.length;
        if (collector.length > longestBody) giveUp('too-large');
        else if (together > longestTogether) giveUp('crowded');
      });
      request.once('end', () => {
        if (collector === undefined) return;
        const { bytes } = collector;
        collector = undefined;
        resolve({ kind: 'whole', bytes, release: () => void (together -= bytes.length) });
      });
      request.once('error', () => giveUp('broken'));
      request.once('close', () => giveUp('broken'));
    });
  };
}
