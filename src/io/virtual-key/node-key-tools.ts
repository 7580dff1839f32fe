import type { KeyTools } from '../key-tools.ts';
import { probeKeyHost } from './key-host.ts';
import { createKeyPair } from './key-pair.ts';
import { readPublicKey } from './public-key.ts';

/** The key tools on Node. */
export function createKeyTools(clock: { now(): number }): KeyTools {
  return {
    probeHost: (request) => Promise.race([probeKeyHost(request, clock.now()), aborted(request.signal)]),
    readPublicKey: async (pem) => readPublicKey(pem),
    createPair: createKeyPair,
  };
}

/** Rejects when the signal aborts; each connection ends by its own time limit. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted === true) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
