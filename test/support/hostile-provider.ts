import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request, or breaks off. */
export type Answering = (response: ServerResponse, request: IncomingMessage) => void;

/** A server in the place of the provider, which answers every path as it was told last. */
export interface HostileProvider {
  readonly origin: string;
  answerWith(answering: Answering): void;
  close(): Promise<void>;
}

/** An answer of exactly these parts. */
export function fixed(status: number, headers: Readonly<Record<string, string>>, body: string): Answering {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** A JSON answer. */
export function jsonAnswer(body: unknown, status = 200): Answering {
  return fixed(status, { 'content-type': 'application/json' }, JSON.stringify(body));
}

/** Promises more than it sends. */
export const cutAnswer: Answering = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"vehicles":[', () => response.destroy());
};

/** Hangs on to the connection and speaks HTTP no longer. */
export const switchingAnswer: Answering = (response) => {
  response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
};

/** Listens on a free port of this machine. */
export async function startHostileProvider(): Promise<HostileProvider> {
  let current: Answering = fixed(500, {}, '');
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => current(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    answerWith: (answering) => void (current = answering),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
