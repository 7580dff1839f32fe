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

/** What gives access by itself; a delivery is kept without it. */
const secret: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);

/** @returns the headers that travel on from one connection to the next, untouched */
export function endToEndHeaders(headers: RawHeaders): RawHeaders {
  const named = new Set(values(headers, 'connection').flatMap((value) => value.toLowerCase().split(/\s*,\s*/)));
  return filterHeaders(headers, (name) => !hopByHop.has(name) && !perConnection.has(name) && !named.has(name));
}

/** @returns the headers without those that give access */
export function withoutSecrets(headers: RawHeaders): RawHeaders {
  return filterHeaders(headers, (name) => !secret.has(name));
}

function filterHeaders(headers: RawHeaders, keep: (name: string) => boolean): RawHeaders {
  return headers.filter((_, index) => keep((headers[index - (index % 2)] ?? '').toLowerCase()));
}

function values(headers: RawHeaders, wanted: string): readonly string[] {
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === wanted);
}
