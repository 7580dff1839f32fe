import type { KeyTools } from '../key-tools.ts';

/** The key tools on Node. What they need is loaded on first use. */
export function createKeyTools(clock: { now(): number }): KeyTools {
  return {
    probeHost: async (request) => {
      const { probeKeyHost } = await import('./key-host.ts');
      const facts = await Promise.race([probeKeyHost(request, clock.now()), aborted(request.signal)]);
      return facts;
    },
    readPublicKey: async (pem) => {
      const { readPublicKey } = await import('./public-key.ts');
      return readPublicKey(pem);
    },
    createPair: async () => {
      const { createKeyPair } = await import('./key-pair.ts');
      return createKeyPair();
    },
  };
}

/** Rejects when the signal aborts; each connection ends by its own time limit. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted === true) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
