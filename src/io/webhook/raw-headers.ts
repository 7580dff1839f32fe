import type { RawHeaders } from '../webhook.ts';

/** Headers that belong to one connection and not to what travels over it (RFC 9110, section 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Host names the one who is spoken to, and the length is that of the body as it is sent on. */
const perConnection: ReadonlySet<string> = new Set(['host', 'content-length', 'expect']);

/**
 * Words in the names of headers that give access by themselves, such as Authorization, Cookie, X-Api-Key,
 * CF-Access-Client-Secret and X-Vercel-Protection-Bypass; a delivery is kept without them. Rather one too many: Smartcar
 * sends none of them.
 */
const secretWords = /auth|cookie|key|token|secret|password|credential|bypass|session|jwt|signature/;

/** Smartcar's signature proves a delivery and opens nothing. */
const openHeaders: ReadonlySet<string> = new Set(['sc-signature']);

/** @returns the headers that travel on from one connection to the next, untouched */
export function endToEndHeaders(headers: RawHeaders): RawHeaders {
  const named = new Set(values(headers, 'connection').flatMap((value) => value.toLowerCase().split(/\s*,\s*/)));
  return filterHeaders(headers, (name) => !hopByHop.has(name) && !perConnection.has(name) && !named.has(name));
}

/** @returns the headers without those that give access */
export function withoutSecrets(headers: RawHeaders): RawHeaders {
  return filterHeaders(headers, (name) => openHeaders.has(name) || !secretWords.test(name));
}

function filterHeaders(headers: RawHeaders, keep: (name: string) => boolean): RawHeaders {
  return headers.filter((_, index) => keep((headers[index - (index % 2)] ?? '').toLowerCase()));
}

function values(headers: RawHeaders, wanted: string): readonly string[] {
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === wanted);
}
