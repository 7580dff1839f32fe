import http from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
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

async function openServers(handle: SandboxHandler, options: ServeOptions): Promise<OpenServers> {
  if (options.host !== undefined && options.host !== 'localhost')
    return serveOn(handle, options.host, options.port ?? 0);
  for (let attempt = 0; ; attempt += 1) {
    const first = await listen(handle, { host: '127.0.0.1', port: options.port ?? 0, loopbackOnly: true });
    const port = portOf(first);
    try {
      return describeServer([first, await listenIPv6(handle, port)], 'localhost', port);
    } catch (error) {
      await closeAll([first]);
      // A free port of one family may be taken in the other one: any port will do, so take the next.
      if ((options.port ?? 0) !== 0 || attempt >= attempts) throw error;
    }
  }
}

async function serveOn(handle: SandboxHandler, host: string, port: number): Promise<OpenServers> {
  const server = await listen(handle, { host, port, loopbackOnly: isLoopback(host) });
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return describeServer([server], name, portOf(server));
}

// A machine without IPv6 is no reason to fail.
async function listenIPv6(handle: SandboxHandler, port: number): Promise<Server | undefined> {
  try {
    return await listen(handle, { host: '::1', port, loopbackOnly: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return undefined;
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
  // Idle connections stay: a test client's pooled socket must not be closed under its hands.
  const server = http.createServer({ keepAliveTimeout: 0 }, (request, response) =>
    receive(handle, { request, response }, loopbackOnly),
  );
  server.on('clientError', refuseUnreadable);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

// Node ends such connections without a word; an owner with a huge `state` in the link would see an empty page.
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, text] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', `Address and headers are larger than ${http.maxHeaderSize} bytes.`]
      : ['400 Bad Request', 'This is not HTTP.'];
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${text.length + 1}\r\nconnection: close\r\n\r\n${text}\n`,
  );
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return address.port;
}

function describeServer(servers: readonly (Server | undefined)[], name: string, port: number): OpenServers {
  return { url: `http://${name}:${port}`, port, servers: servers.filter((server) => server !== undefined) };
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
    answer(handle, exchange, '');
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  });
  request.on('end', () => {
    if (size > bodyLimit) send(exchange, plain(413, 'The body is larger than 1 MiB.'));
    else answer(handle, exchange, chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString('utf8'));
  });
  request.on('error', () => response.destroy());
}

// Another site's page can point its own name at 127.0.0.1; the name in the Host header gives it away.
function refuse(request: IncomingMessage, loopbackOnly: boolean): SandboxResponse | undefined {
  if (loopbackOnly && !isLoopbackHost(request.headers.host ?? '')) {
    return plain(421, 'This sandbox answers under localhost, 127.0.0.1 and [::1] only.');
  }
  const isControl = request.url?.startsWith('/_sandbox') === true;
  if (!isControl) return undefined;
  const { host = '' } = request.headers;
  if (!isLoopback(request.socket.remoteAddress ?? '') || !isLoopbackHost(host))
    return plain(403, 'The control interface answers on the machine of the sandbox only, under its loopback names.');
  if (Number(/:(\d+)$/.exec(host)?.[1] ?? 80) !== request.socket.localPort)
    return plain(421, `The control interface answers under its own port, ${request.socket.localPort}, only.`);
  return undefined;
}

function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host) || /^[a-z0-9-]+\.localhost(?::\d+)?$/i.test(host);
}

function isLoopback(address: string): boolean {
  return address === '::1' || address === 'localhost' || /^(?:::ffff:)?127\./.test(address);
}

function answer(handle: SandboxHandler, exchange: Exchange, body: string): void {
  const { request, response } = exchange;
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const plainRequest: SandboxRequest = {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    // Node joins repeated headers; only set-cookie is a list, and requests carry none.
    headers: request.headers as Readonly<Record<string, string | undefined>>,
    body,
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
