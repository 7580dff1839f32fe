import type { IncomingHttpHeaders } from 'node:http';
import type { TurnedAway } from '../../core/connect/turned-away.ts';
import { constantTimeEqual } from './constant-time.ts';

/** The part of a request that is judged. */
export interface IncomingRequest {
  readonly method: string;
  /** Request target as sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Number of Host header lines: Node keeps only the first. */
  readonly hostLines: number;
}

/** Where the server stands and which paths it knows. */
export interface Site {
  readonly port: number;
  /** Names under which this machine is asked, without the port. */
  readonly hosts: readonly string[];
  /** Name under which a Codespace forwards requests to this machine, on the port of https. */
  readonly forwardedHost?: string | undefined;
  readonly callbackPath: string;
  /** Path of the short link, with its one-time token. */
  readonly entryPath: string;
  readonly outcomePath: string;
  readonly finalPath: string;
}

/** What a request is, before anything is done about it. */
export type Admission =
  | { readonly kind: 'refused'; readonly status: number; readonly reason: TurnedAway }
  | { readonly kind: 'icon' }
  | { readonly kind: 'entry' }
  | { readonly kind: 'outcome' }
  | { readonly kind: 'final' }
  | { readonly kind: 'callback'; readonly query: string };

/** Longest query: far above any real answer, below Node's limit on the head of a request. */
const maximumQueryLength = 8_192;

const icons: ReadonlySet<string> = new Set([
  '/favicon.ico',
  '/apple-touch-icon.png',
  '/apple-touch-icon-precomposed.png',
]);

/** Decides what a request is before anything in it is believed. The state is judged afterwards, by the caller. */
export function admit(request: IncomingRequest, site: Site): Admission {
  if (!isOurHost(request, site)) return refuse(421, 'host');
  if (request.method !== 'GET') return refuse(405, 'method');
  const { path, query } = splitTarget(request.target);
  if (icons.has(path)) return { kind: 'icon' };
  const page = pageOf(path, query, site);
  if (page === undefined) return refuse(404, strayReason(path, query, site));
  if (isPrefetch(request.headers)) return refuse(503, 'prefetch');
  if (!isForDocument(request.headers)) return refuse(403, 'not-a-page');
  if (page !== 'callback') return { kind: page };
  if (query.length > maximumQueryLength) return refuse(414, 'oversized');
  if (hasDuplicates(query)) return refuse(400, 'duplicate-parameter');
  return { kind: 'callback', query };
}

function refuse(status: number, reason: TurnedAway): Admission {
  return { kind: 'refused', status, reason };
}

/** The only defence against DNS rebinding: such requests carry the foreign name, and no Sec-Fetch headers. */
function isOurHost({ headers, hostLines }: IncomingRequest, site: Site): boolean {
  const host = headers.host?.toLowerCase();
  if (host === undefined || hostLines !== 1) return false;
  if (host === site.forwardedHost) return true;
  return site.hosts.some((name) => host === `${name}:${site.port}` || (site.port === 80 && host === name));
}

function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark === -1 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** A redirect URI without a path has `/`, which people also open by hand: there the query tells an answer apart. */
function pageOf(path: string, query: string, site: Site): 'entry' | 'outcome' | 'final' | 'callback' | undefined {
  // Texture's redirect carries no state: a one-time value in the path stands in its place.
  if (constantTimeEqual(path, site.callbackPath) && (path !== '/' || query !== '')) return 'callback';
  if (constantTimeEqual(path, site.entryPath)) return 'entry';
  if (path === site.outcomePath) return 'outcome';
  return path === site.finalPath ? 'final' : undefined;
}

/** Tells what was meant for the callback from what strays in. */
function strayReason(path: string, query: string, { callbackPath }: Site): TurnedAway {
  if (constantTimeEqual(`${path}/`, callbackPath) || constantTimeEqual(path, `${callbackPath}/`)) return 'slash';
  return /(?:^|&)(?:code|state|error|user_id|userId)=/.test(query) ? 'other-path' : 'path';
}

/** @see https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Purpose */
function isPrefetch(headers: IncomingHttpHeaders): boolean {
  const purpose = [headers['sec-purpose'], headers['purpose'], headers['x-purpose'], headers['x-moz']].flat().join(',');
  return /prefetch|prerender|preview/i.test(purpose);
}

/** Browsers say what they load a thing for; images, frames and scripts of other pages have no business here. */
function isForDocument(headers: IncomingHttpHeaders): boolean {
  const destination = headers['sec-fetch-dest'];
  return destination === undefined || destination === 'document';
}

function hasDuplicates(query: string): boolean {
  const names = [...new URLSearchParams(query).keys()];
  return new Set(names).size !== names.length;
}
