import http from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { BoundedText } from './bounded-text.ts';
import type { SandboxHandler } from './message.ts';
import type { SandboxRequest, SandboxResponse } from './message.ts';

/** A sandbox that listens. */
export interface SandboxServer {
  /** Origin, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Ends at once: idle sockets are closed. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 or absent: any free one. */
  readonly port?: number | undefined;
  /** Address to bind; both families of `localhost` without it. */
  readonly host?: string | undefined;
  /** The process may end while it listens. */
  readonly unref?: boolean | undefined;
}

const bodyLimit = 1024 * 1024;

/**
 * How long a request may take to come in, in milliseconds; where nobody looks it up, it stays open for five minutes.
 * Idle connections stay: a test client's pooled socket must not be closed under its hands.
 */
export const sandboxLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 0,
  connectionsCheckingInterval: 2_000,
} as const;

/**
 * A browser on this machine sends the cookies of everything that was ever developed here: Chromium keeps 180 of 4 KiB
 * for a host. What others send over the network stays small. In bytes.
 */
const longestHead = { loopback: 1_048_576, network: 16_384 } as const;

const attempts = 20;

/**
 * Opens the sandbox on loopback, on 127.0.0.1 and ::1 alike, so that `localhost` means the sandbox for every client.
 * @throws Error with the code of the socket (`EADDRINUSE` …) if the port cannot be had
 */
export async function serveSandbox(handle: SandboxHandler, options: ServeOptions = {}): Promise<SandboxServer> {
  const { servers, ...server } = await openServers(handle, options);
  if (options.unref === true) for (const one of servers) one.unref().on('connection', (socket) => socket.unref());
  return { ...server, close: () => closeAll(servers) };
}

interface OpenServers extends Omit<SandboxServer, 'close'> {
  readonly servers: readonly Server[];
}

async function openServers(
  handle: SandboxHandler,
  { host = 'localhost', port = 0 }: ServeOptions,
): Promise<OpenServers> {
  const servers = await openTogether(handle, addressesOf(host), port);
  const [first] = servers;
  if (first === undefined) throw new Error('no address was listened on');
  return { url: `http://${nameOf(host)}:${portOf(first)}`, port: portOf(first), servers };
}

/** Whoever asks for `localhost` reaches the sandbox in either family: another program could stand in the other one. */
function addressesOf(host: string): readonly string[] {
  if (host === 'localhost') return ['127.0.0.1', '::1'];
  if (host === '0.0.0.0') return [host, '::1'];
  return host === '::' || isLoopback(host) ? [host] : [host, '127.0.0.1', '::1'];
}

function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

async function openTogether(
  handle: SandboxHandler,
  hosts: readonly string[],
  port: number,
): Promise<readonly Server[]> {
  for (let attempt = 0; ; attempt += 1) {
    const servers: Server[] = [];
    try {
      for (const host of hosts) {
        // A name of this machine can stand for an address of loopback.
        if (servers.some((one) => addressOf(one)?.address === host)) continue;
        const shared = servers[0] === undefined ? port : portOf(servers[0]);
        servers.push(...(await listenWherePossible(handle, { host, port: shared, loopbackOnly: isLoopback(host) })));
      }
      return servers;
    } catch (error) {
      await closeAll(servers);
      // A free port of one family may be taken in the other one: any port will do, so take the next.
      if (port !== 0 || servers.length === 0 || attempt >= attempts) throw error;
    }
  }
}

// A machine without IPv6 is no reason to fail.
async function listenWherePossible(handle: SandboxHandler, address: Address): Promise<readonly Server[]> {
  try {
    return [await listen(handle, address)];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (address.host === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return [];
    throw error;
  }
}

interface Address {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Requests under other names than those of loopback are refused. */
  readonly loopbackOnly: boolean;
}

function listen(handle: SandboxHandler, { host, port, loopbackOnly }: Address): Promise<Server> {
  const server = createSandboxServer(handle, loopbackOnly);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** @param loopbackOnly requests under other names than those of loopback are refused */
export function createSandboxServer(handle: SandboxHandler, loopbackOnly: boolean): Server {
  const maxHeaderSize = longestHead[loopbackOnly ? 'loopback' : 'network'];
  const server = http.createServer({ ...sandboxLimits, maxHeaderSize }, (request, response) =>
    receive(handle, { request, response }, loopbackOnly),
  );
  return server.on('clientError', refuseUnreadable);
}

// Node ends such connections without a word; an owner with a huge `state` in the link would see an empty page.
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, text] = refusals.get(error.code ?? '') ?? ['400 Bad Request', 'This is not HTTP.'];
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${text.length + 1}\r\nconnection: close\r\n\r\n${text}\n`,
  );
}

const refusals: ReadonlyMap<string, readonly [status: string, text: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', ['431 Request Header Fields Too Large', 'Address and headers are too long.']],
  ['ERR_HTTP_REQUEST_TIMEOUT', ['408 Request Timeout', 'The request did not come in within its time.']],
]);

function addressOf(server: Server): Exclude<ReturnType<Server['address']>, string | null> | undefined {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address : undefined;
}

function portOf(server: Server): number {
  const port = addressOf(server)?.port;
  if (port === undefined) throw new Error('the server has no port');
  return port;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}

/** One request that arrived, and the way back. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function receive(handle: SandboxHandler, exchange: Exchange, loopbackOnly: boolean): void {
  const { request, response } = exchange;
  const refusal = refuse(request, loopbackOnly);
  if (refusal !== undefined) {
    send(exchange, refusal);
    return;
  }
  if (
    request.method === 'GET' &&
    request.headers['content-length'] === undefined &&
    request.headers['transfer-encoding'] === undefined
  ) {
    answer(handle, exchange, { body: '' });
    return;
  }
  const body = new BoundedText(bodyLimit);
  request.on('data', (piece: Buffer) => body.add(piece));
  request.on('end', () => {
    answer(handle, exchange, body.isTooLong ? { body: '', isTooLong: true } : { body: body.text() });
  });
  request.on('error', () => response.destroy());
}

// Another site's page can point its own name at 127.0.0.1; the name in the Host header gives it away.
function refuse(request: IncomingMessage, loopbackOnly: boolean): SandboxResponse | undefined {
  if (loopbackOnly && !isLoopbackHost(request.headers.host ?? '')) {
    return plain(421, 'This sandbox answers under localhost and the addresses of loopback only.');
  }
  const { url = '' } = request;
  if (url.length > longestHead.network) return plain(431, `The address is longer than ${longestHead.network} bytes.`);
  const isControl = url.startsWith('/_sandbox');
  if (!isControl) return undefined;
  const { host = '' } = request.headers;
  if (!isLoopback(request.socket.remoteAddress ?? '') || !isLoopbackHost(host))
    return plain(403, 'The control interface answers on the machine of the sandbox only, under its loopback names.');
  if (Number(/:(\d+)$/.exec(host)?.[1] ?? 80) !== request.socket.localPort)
    return plain(421, `The control interface answers under its own port, ${request.socket.localPort}, only.`);
  return undefined;
}

function isLoopbackHost(host: string): boolean {
  return (
    /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host) || /^[a-z0-9-]+\.localhost(?::\d+)?$/i.test(host)
  );
}

function isLoopback(address: string): boolean {
  return address === '::1' || address === 'localhost' || /^(?:::ffff:)?127\./.test(address);
}

function answer(handle: SandboxHandler, exchange: Exchange, content: Pick<SandboxRequest, 'body' | 'isTooLong'>): void {
  const { request, response } = exchange;
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const plainRequest: SandboxRequest = {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    // Node joins repeated headers; only set-cookie is a list, and requests carry none.
    headers: request.headers as Readonly<Record<string, string | undefined>>,
    ...content,
  };
  const result = answerSafely(handle, plainRequest);
  if (result.later !== undefined) {
    result.later.then(
      (answered) => send(exchange, answered),
      (error: unknown) => send(exchange, ownFailure(error)),
    );
  } else if (result.delayMs === undefined) send(exchange, result);
  else {
    const timer = setTimeout(() => send(exchange, result), result.delayMs);
    response.once('close', () => clearTimeout(timer));
  }
}

// A fault of the sandbox itself must not end the process that a test suite or an owner is talking to.
function answerSafely(handle: SandboxHandler, request: SandboxRequest): SandboxResponse {
  try {
    return handle(request);
  } catch (error) {
    return ownFailure(error);
  }
}

function ownFailure(error: unknown): SandboxResponse {
  const reason = error instanceof Error ? error.message : String(error);
  return plain(500, `The sandbox itself failed, which should be reported: ${reason}`);
}

// What HTTP cannot carry (a header of an ordered fault, say) must not end the process either.
function send(exchange: Exchange, result: SandboxResponse): void {
  try {
    writeAnswer(exchange, result);
  } catch (error) {
    if (exchange.response.headersSent) exchange.response.destroy();
    else writeAnswer(exchange, ownFailure(error));
  }
}

function writeAnswer({ request, response }: Exchange, result: SandboxResponse): void {
  if (response.destroyed) return;
  if (result.status === 204 || request.method === 'HEAD') {
    response.writeHead(result.status, result.headers);
    response.end();
    return;
  }
  if (result.cutAfter !== undefined) {
    writeCut(response, result, result.cutAfter);
    return;
  }
  if (result.bodyDelayMs !== undefined) {
    writeLate(response, result, result.bodyDelayMs);
    return;
  }
  const length = Buffer.byteLength(result.body);
  response.writeHead(result.status, rawHeaders(result.headers, length));
  // What is ASCII leaves without being encoded.
  response.end(result.body, length === result.body.length ? 'latin1' : 'utf8');
}

// The head says nothing of a length; the connection stays open until the body is there.
function writeLate(response: ServerResponse, result: SandboxResponse, delay: number): void {
  response.writeHead(result.status, result.headers);
  response.flushHeaders();
  const timer = setTimeout(() => response.end(result.body), delay);
  response.once('close', () => clearTimeout(timer));
}

// The head promises the whole body.
function writeCut(response: ServerResponse, result: SandboxResponse, cutAfter: number): void {
  const body = Buffer.from(result.body, 'utf8');
  response.writeHead(result.status, rawHeaders(result.headers, body.length));
  response.flushHeaders();
  response.write(body.subarray(0, Math.max(0, Math.min(cutAfter, body.length - 1))), () => response.destroy());
}

// A flat list of names and values is what node:http takes without looking at it twice.
function rawHeaders(headers: SandboxResponse['headers'], length: number): string[] {
  const raw = ['content-length', String(length)];
  for (const name of Object.keys(headers)) raw.push(name, headers[name] ?? '');
  return raw;
}

function plain(status: number, text: string): SandboxResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}
