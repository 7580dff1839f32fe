import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { KeyAnswer, KeyClient, KeyFetch } from '../../core/findings/key/facts.ts';
import { ByteCollector } from '../byte-collector.ts';
import { describeFailure, type KeyTarget } from './route.ts';
import { unpackBody } from './unpack.ts';

/** How far one fetch goes, however long and slow the answer is. */
export interface FetchLimits {
  readonly bytes: number;
  /** Milliseconds from the first packet to the last byte. */
  readonly timeMs: number;
}

/** In whose name a fetch is made: what each sends by itself, but for compression, which is never asked for. */
const fetchAgents: Readonly<Record<KeyClient | 'program', Readonly<Record<string, string>>>> = {
  program: { 'user-agent': 'connect-cli (virtual key check)', accept: '*/*' },
  curl: { 'user-agent': 'curl/8.5.0', accept: '*/*' },
  Go: { 'user-agent': 'Go-http-client/1.1' },
  'Python requests': { 'user-agent': 'python-requests/2.32.3', accept: '*/*' },
  'no User-Agent': { accept: '*/*' },
  browser: {
    'user-agent':
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    'accept-language': 'en',
  },
};

/** What to fetch, in whose name, and how much of it. */
export interface FetchOptions {
  readonly path: string;
  readonly agent: KeyClient | 'program';
  readonly limits: FetchLimits;
}

/** Fetches one path from the target. Redirects are not followed; the connection is not kept. Never rejects. */
export async function fetchKey(target: KeyTarget, options: FetchOptions): Promise<KeyFetch> {
  const received = await receive(target, options);
  return 'failure' in received
    ? { answered: false, failure: received.failure }
    : { answered: true, answer: await describeAnswer(received, options.limits.bytes) };
}

/** An answer as it came. */
interface Received {
  readonly incoming: IncomingMessage;
  readonly sent: Buffer;
  readonly ended: KeyAnswer['ended'];
}

function receive(
  target: KeyTarget,
  { path, agent, limits }: FetchOptions,
): Promise<Received | { readonly failure: string }> {
  return new Promise((resolve) => {
    let collector: Collector | undefined;
    const outgoing = request({
      ...target,
      path,
      agent: false,
      headers: { host: target.servername, 'accept-encoding': 'identity', connection: 'close', ...fetchAgents[agent] },
    });
    const stop = (ended: KeyAnswer['ended'], failure: string) => {
      clearTimeout(timer);
      outgoing.destroy();
      resolve(collector === undefined ? { failure } : collector.received(ended));
    };
    const timer = setTimeout(() => stop('too-slow', `no answer within ${limits.timeMs / 1000} s`), limits.timeMs);
    outgoing.on('error', (error) => stop('cut-off', describeFailure(error)));
    outgoing.once('upgrade', (_, socket) => {
      socket.destroy();
      stop('cut-off', 'SWITCHED_PROTOCOL');
    });
    outgoing.once('response', (incoming) => {
      collector = createCollector(incoming, limits.bytes, (ended) => stop(ended, ended));
    });
    outgoing.end();
  });
}

interface Collector {
  received(ended: KeyAnswer['ended']): Received;
}

function createCollector(
  incoming: IncomingMessage,
  maxBytes: number,
  done: (ended: KeyAnswer['ended']) => void,
): Collector {
  const collector = new ByteCollector();
  incoming.on('data', (piece: Buffer) => {
    collector.add(piece.subarray(0, maxBytes - collector.length));
    if (collector.length >= maxBytes) done('too-long');
  });
  incoming.once('end', () => done(incoming.complete ? 'complete' : 'cut-off'));
  incoming.once('error', () => done('cut-off'));
  return { received: (ended) => ({ incoming, sent: collector.bytes, ended }) };
}

async function describeAnswer({ incoming, sent, ended }: Received, maxBytes: number): Promise<KeyAnswer> {
  const { headers } = incoming;
  const contentEncoding = headers['content-encoding'] ?? null;
  const { bytes, inner, failure } = await unpackBody(sent, contentEncoding, maxBytes);
  return {
    status: incoming.statusCode ?? 0,
    location: headers.location ?? null,
    contentType: headers['content-type'] ?? null,
    cacheControl: headers['cache-control'] ?? null,
    contentEncoding,
    authenticate: headers['www-authenticate'] ?? null,
    mitigated: textOf(headers['cf-mitigated']),
    setsCookie: headers['set-cookie'] !== undefined,
    size: sent.length,
    body: bytes.toString('latin1'),
    notUnpacked: failure,
    inner: inner?.toString('latin1'),
    digest: createHash('sha256').update(sent).digest('hex'),
    ended,
  };
}

function textOf(header: string | readonly string[] | undefined): string | null {
  return header === undefined ? null : typeof header === 'string' ? header : header.join(', ');
}
