import type { PhraseEntry } from './entry.ts';

const rfc6749 = 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1';
const rfc6750 = 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1';

const words = {
  temporarily_unavailable: [
    'The server says that it cannot serve the request at the moment: too much load, or maintenance.',
    'Try again later with a growing pause.',
    rfc6749,
  ],
  unsupported_response_type: [
    'The link asks for a response_type that the sign-in does not serve.',
    'Use response_type=code. For Connect with an application of API v3, try the link without the parameter (field reports).',
    rfc6749,
  ],
  invalid_token: [
    'The access token was refused: expired, revoked, cut, or of another service.',
    'Refresh the token, and send the whole access token (not the refresh token) to the service that issued it.',
    rfc6750,
  ],
  insufficient_scope: [
    'The access token lacks a scope that this call needs.',
    'Compare the scopes of the token with those of the call, and have the owner grant the missing one.',
    rfc6750,
  ],
} as const;

/** @returns a row for each code of the OAuth standards (RFC 6749, RFC 6750) that this sender may use and does not list. */
export function oauthStandardErrors(sender: string): Readonly<Record<keyof typeof words, PhraseEntry>> {
  const row = (code: keyof typeof words): PhraseEntry => {
    const [cause, fix, rfc] = words[code];
    return {
      phrases: [],
      key: code,
      cause,
      who: 'developer',
      fix,
      docs: rfc,
      next: [],
      note: `From the OAuth standard; ${sender} does not list it.`,
      source: { url: rfc, asOf: '2012-10', confidence: 'inferred' },
    };
  };
  return {
    temporarily_unavailable: row('temporarily_unavailable'),
    unsupported_response_type: row('unsupported_response_type'),
    invalid_token: row('invalid_token'),
    insufficient_scope: row('insufficient_scope'),
  };
}
