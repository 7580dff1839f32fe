import { originTable } from '../origins.ts';
import type { SourceValues } from './source.ts';

/** The redirect URI of Smartcar's own tutorials. */
export const defaultRedirectUri = 'http://localhost:8000/exchange';

/** Whoever names no provider means Smartcar. */
export const defaultProvider = 'smartcar';

/** What holds where nobody says anything. */
export function readDefaults(): SourceValues {
  return {
    settings: {
      provider: [{ name: '', value: defaultProvider }],
      redirectUris: [{ name: '', value: [defaultRedirectUri] }],
    },
    origin: (name) => [{ name: '', value: originTable[name].fallback }],
  };
}
