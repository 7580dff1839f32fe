import { isOfTesla, parseCallback } from '../../connect/callback.ts';
import { isKeyLink } from '../../connect/next-steps.ts';
import { findWords } from '../knowledge/lookup.ts';
import type { ErrorRef } from '../knowledge/ref.ts';
import type { Party } from '../recognition/party.ts';
import { isForeignIssuer } from '../recognition/foreign.ts';
import { recognise } from '../recognition/recognise.ts';
import { splitWords } from '../recognition/words.ts';
import { cleanText } from './clean.ts';
import type { ErrorReading } from './reading.ts';
import { readValue } from './sentence.ts';

const shownParameters = ['status_code', 'error_message', 'vin', 'make', 'model', 'year'] as const;

/**
 * Reads a redirect address, or the query of one.
 * @param sender who sent it, as far as the text around it shows
 * @returns `undefined` if it is not an address that Connect, Tesla, Texture or a token endpoint could have produced
 */
export function readUrl(text: string, sender: Party | null): ErrorReading | undefined {
  const query = queryOf(text);
  if (query === undefined) return undefined;
  const parsed = parseCallback(query);
  // Twice the same parameter: the first one is as good as the other for an explanation.
  const values = new URLSearchParams(query);
  const error = parsed.ok ? parsed.callback.error : values.get('error');
  const own = namedSender(values) ?? recognise(splitWords(text)).senderAt(0) ?? sender;
  if (error !== null) return errorReading(error, values, own);
  if (!['code', 'user_id', 'vehicle_id', 'texture_scoped_key'].some((name) => values.has(name))) return undefined;
  const ref: ErrorRef =
    own === 'tesla' ? { family: 'tesla', code: 'sign_in_done' } : { family: 'connect-redirect', code: 'none' };
  return { text: 'no error', refs: [ref], details: { virtualKeyUrl: keyLink(values) } };
}

/** Whose redirect it says to be. */
function namedSender(values: URLSearchParams): Party | null {
  if (isOfTesla(Object.fromEntries(values))) return 'tesla';
  return isForeignIssuer(values.get('iss') ?? values.get('issuer')) ? 'other' : null;
}

/** Any other link than one to Tesla is nothing to put before an owner. */
function keyLink(values: URLSearchParams): string | undefined {
  const link = values.get('virtual_key_url');
  return link !== null && isKeyLink(link) ? cleanText(new URL(link).href, 300) : undefined;
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

function errorReading(error: string, values: URLSearchParams, sender: Party | null): ErrorReading {
  const description = values.get('error_description');
  const [said] = sender === 'other' ? [] : readValue(`${error} : ${description ?? ''}`, sender);
  const parameters = Object.fromEntries(
    shownParameters.flatMap((name) => {
      const value = values.get(name);
      return value === null || value === '' ? [] : [[name, cleanText(value, 200)]];
    }),
  );
  return {
    text: `error=${cleanText(error, 80)}`,
    refs: onRedirect(said?.refs ?? (sender === 'other' ? [] : findWords(error))),
    isCertain: said?.isCertain,
    details: {
      ...said?.details,
      description: description === null ? undefined : cleanText(description, 400),
      parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
    },
  };
}

/** Errors of the API have names that Connect uses, too; they never come on a redirect. */
function onRedirect(refs: readonly ErrorRef[]): readonly ErrorRef[] {
  const redirected = refs.filter(({ family }) => family !== 'smartcar-api');
  return redirected.length > 0 ? redirected : refs;
}
