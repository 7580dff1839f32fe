import { parseCallback } from '../../connect/callback.ts';
import { findPhrases, findWord } from '../knowledge/lookup.ts';
import { cleanText } from './clean.ts';
import type { ErrorReading } from './reading.ts';

const shownParameters = ['status_code', 'error_message', 'vin', 'make', 'model', 'year'] as const;

/**
 * Reads a redirect address, or the query of one.
 * @returns `undefined` if it is no address that Connect, Texture or a token endpoint could have produced
 */
export function readUrl(text: string): ErrorReading | undefined {
  const query = queryOf(text);
  if (query === undefined) return undefined;
  const parsed = parseCallback(query);
  // Twice the same parameter: the first one is as good as the other for an explanation.
  const values = new URLSearchParams(query);
  const error = parsed.ok ? parsed.callback.error : values.get('error');
  if (error !== null) return errorReading(error, values);
  if (!['code', 'user_id', 'vehicle_id', 'texture_scoped_key'].some((name) => values.has(name))) return undefined;
  return { text: 'no error', refs: [{ family: 'connect-redirect', code: 'none' }], details: {} };
}

/** Browsers and servers cut longer ones. */
const longestAddress = 16_000;

function queryOf(text: string): string | undefined {
  const compact = text.trim();
  if (compact.length > longestAddress) return undefined;
  if (/^[?&]?(?:[a-z_]{1,40}=[^\s&]*&)*error=[^\s&]+/i.test(compact) && !compact.includes('://'))
    return compact.replace(/^&/, '');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(compact) || /\s/.test(compact) || !URL.canParse(compact)) return undefined;
  const url = new URL(compact);
  return url.hash.includes('error=') ? url.hash.slice(1) : url.search;
}

function errorReading(error: string, values: URLSearchParams): ErrorReading {
  const description = values.get('error_description');
  const ref = findWord('connect-redirect', error) ?? findWord('oauth-token', error);
  const named = ref === undefined ? findPhrases(`${error} ${description ?? ''}`) : [ref];
  const parameters = Object.fromEntries(
    shownParameters.flatMap((name) => {
      const value = values.get(name);
      return value === null || value === '' ? [] : [[name, cleanText(value, 200)]];
    }),
  );
  return {
    text: `error=${cleanText(error, 80)}`,
    refs: named,
    details: {
      description: description === null ? undefined : cleanText(description, 400),
      parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
    },
  };
}
