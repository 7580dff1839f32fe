import { CliError } from '../core/errors/cli-error.ts';
import type { Secret } from '../core/secret.ts';
import type { AccessTokens } from '../io/smartcar.ts';

type RenewableTokens = Required<AccessTokens>;

/** Tokens that live as long as this process; whoever asks at the same moment gets the same one. */
export function memoryTokens(mint: () => Promise<Secret>): RenewableTokens {
  let held: Promise<Secret> | undefined;
  const current = (): Promise<Secret> => (held ??= mint());
  return {
    current,
    renew: async (failed) => {
      const now = current();
      // Whoever comes second finds another one held already.
      if ((await now).reveal() === failed.reveal() && held === now) held = mint();
      return current();
    },
  };
}

/**
 * Stored tokens; from the first fault of the store on, held ones. Right only for tokens that are given for the asking:
 * a refresh token that cannot be kept must never be spent.
 */
export function storedElseInMemory(stored: RenewableTokens, held: RenewableTokens): RenewableTokens {
  let isStored = true;
  const ask = async (which: (tokens: RenewableTokens) => Promise<Secret>): Promise<Secret> => {
    if (!isStored) return which(held);
    try {
      return await which(stored);
    } catch (error) {
      if (!(error instanceof CliError) || error.code !== 'STORE_UNAVAILABLE') throw error;
      isStored = false;
      return which(held);
    }
  };
  return { current: () => ask((tokens) => tokens.current()), renew: (failed) => ask((tokens) => tokens.renew(failed)) };
}
