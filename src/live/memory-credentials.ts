import type { Secret } from '../core/secret.ts';
import type { CredentialStore, StoredTokens } from '../io/stores.ts';

/** A store that lives as long as this process and touches neither keychain nor file. */
export function memoryCredentials(): CredentialStore {
  const secrets = new Map<string, Secret>();
  const tokens = new Map<string, StoredTokens>();
  return {
    describe: async () => ({ backend: 'file', location: 'memory' }),
    readSecret: async (key) => secrets.get(key),
    writeSecret: async (key, value) => void secrets.set(key, value),
    removeSecret: async (key) => void secrets.delete(key),
    readTokens: async (key) => tokens.get(key),
    writeTokens: async (key, value) => void tokens.set(key, value),
    removeTokens: async (key, onlyIf) => {
      const isMeant = onlyIf === undefined || tokens.get(key)?.accessToken.reveal() === onlyIf.reveal();
      if (isMeant) tokens.delete(key);
    },
    listTokens: async () =>
      [...tokens]
        .map(([key, value]) => ({ key, tokens: value }))
        .toSorted((one, other) => other.tokens.obtainedAt - one.tokens.obtainedAt),
    prepare: async () => {},
    // One process, and each token is asked for by one command: nobody else could hold a lock.
    exclusively: (_key, work) => work(),
  };
}
