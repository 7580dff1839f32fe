import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ownValue } from '../../core/text/keys.ts';

/** Limits in milliseconds and bytes: a browser needs a fraction, and what stays below them can't fill the memory. */
export const loopbackLimits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  // Every program on localhost can set cookies, and a browser sends them all: they must not cost the true callback.
  // Chromium keeps 180 of 4 KiB for a host and sends 738 KB.
  maxHeaderSize: 1_048_576,
} as const;

/** Why a request never became one. */
export type BrokenRequest = 'oversized' | 'unfinished' | 'malformed';

/** Answers to requests that Node's parser gave up on. */
const parserFailures: Readonly<Record<string, readonly [statusLine: string, reason: BrokenRequest]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'oversized'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'unfinished'],
  HPE_INVALID_EOF_STATE: ['400 Bad Request', 'unfinished'],
};

/** A server whose every request, however broken, reaches either `handle` or `count`. */
export function createLoopbackServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  count: (reason: BrokenRequest | 'method') => void,
): Server {
  // A request without Host is answered by `handle` too, with 421 like any other foreign name.
  const server = createServer({ ...loopbackLimits, requireHostHeader: false }, handle);
  answerBroken(server, count);
  server.on('connect', (_request, socket) => {
    count('method');
    endWith(socket, '405 Method Not Allowed', 'Allow: GET\r\n');
  });
  return server;
}

/** Answers and counts what Node's parser gave up on. */
export function answerBroken(server: Server, count: (reason: BrokenRequest, socket: Duplex) => void): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [statusLine, reason] = ownValue(parserFailures, error.code ?? '') ?? ['400 Bad Request', 'malformed'];
    count(reason, socket);
    endWith(socket, statusLine);
  });
}

function endWith(socket: Duplex, statusLine: string, headers = ''): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${statusLine}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`, () =>
    socket.destroy(),
  );
}
