import { asObject, isCount, numberField, objectField, textField, type JsonObject } from '../../core/text/json.ts';
import { Secret } from '../../core/secret.ts';
import type {
  AccessTokens,
  ConnectionPage,
  ConnectionPages,
  PageOptions,
  PageStart,
  SmartcarOrigins,
} from '../smartcar.ts';
import { readList, readObject, type Answer } from './answer.ts';
import { createAsk } from './authorized.ts';
import { createRetry } from './retry.ts';
import { send, type Wire } from './send.ts';
import { linksToNext } from './v3-connections.ts';

/** The largest page that both APIs give. */
const pageSize = 100;

function stoppedBy(wire: Wire, signal: AbortSignal): Wire {
  return { ...wire, signal: wire.signal === undefined ? signal : AbortSignal.any([wire.signal, signal]) };
}

/** What reads the pages of v3. */
interface V3PagesInput {
  readonly tokens: AccessTokens;
  readonly options: PageOptions;
}

/** v3: pages have numbers, so that several can be asked for at a time. */
export function createV3Pages(
  outer: Wire,
  origins: SmartcarOrigins,
  { tokens, options }: V3PagesInput,
): ConnectionPages {
  const wire = stoppedBy(outer, options.signal);
  const ask = createAsk(wire, tokens, { kind: 'never' });
  const patiently = createRetry(wire, options);
  return {
    readPage: (start = 1) => {
      const query = new URLSearchParams({ 'page[number]': String(start), 'page[size]': String(pageSize) });
      const url = `${origins.vehicleApi}/v3/connections?${query}`;
      return patiently(async () => parseV3Page({ response: await ask({ method: 'GET', url }), url }, Number(start)));
    },
  };
}

function parseV3Page(answer: Answer, page: number): ConnectionPage {
  const body = readObject(answer);
  const rows = readList(answer, body, 'data');
  const meta = objectField(body, 'meta');
  const count = numberField(meta, 'totalCount');
  const total = isCount(count) ? count : undefined;
  const size = numberField(meta, 'pageSize');
  const next = hasNext(body, { page, rows, total, size }) ? page + 1 : undefined;
  return { rows, total, size: Math.max(1, size ?? pageSize), next };
}

interface PageFacts {
  readonly page: number;
  readonly rows: readonly unknown[];
  readonly total: number | undefined;
  readonly size: number | undefined;
}

/**
 * The end is told by `links.next`, by the total count and the size of a page, or by a page that is not full: whichever
 * is there. A server that tells the count alone may give smaller pages than it was asked for: there, by an empty one.
 */
function hasNext(body: JsonObject, { page, rows, total, size }: PageFacts): boolean {
  if (rows.length === 0) return false;
  const isLinked = linksToNext(body);
  if (isLinked !== undefined) return isLinked;
  if (total === undefined) return rows.length >= (size ?? pageSize);
  return size === undefined ? rows.length < total : page * Math.max(1, size) < total;
}

/** What reads the pages of v2. */
interface ManagementPagesInput {
  readonly token: Secret;
  readonly options: PageOptions;
}

/** v2's management API: a page tells where the next one begins. Its rows are of the era v2, which they do not say. */
export function createManagementPages(
  outer: Wire,
  origins: SmartcarOrigins,
  { token, options }: ManagementPagesInput,
): ConnectionPages {
  const wire = stoppedBy(outer, options.signal);
  const patiently = createRetry(wire, options);
  const address = `${origins.management}/v2.0/management/connections`;
  const credentials = new Secret(btoa(`default:${token.reveal()}`));
  const headers = { accept: 'application/json', authorization: `Basic ${credentials.reveal()}` };
  const ask = (url: string) => send(wire, { method: 'GET', url, headers, secrets: [token] }, { kind: 'never' });
  return {
    readPage: (start) => {
      const url = `${address}?${managementQuery(start)}`;
      return patiently(async () => parseManagementPage({ response: await ask(url), url }));
    },
  };
}

function managementQuery(start: PageStart | undefined): URLSearchParams {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (start !== undefined) query.set('cursor', String(start));
  return query;
}

function parseManagementPage(answer: Answer): ConnectionPage {
  const body = readObject(answer);
  const rows = readList(answer, body, 'connections').map((row) => ({ ...asObject(row), era: 'v2' }));
  const next = textField(objectField(body, 'paging'), 'cursor');
  return { rows, size: pageSize, next: rows.length === 0 ? undefined : next };
}
