import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from './certificates.ts';

export type KeyHandler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** An HTTPS server on loopback that plays the host of a public key. */
export interface KeyServer extends AsyncDisposable {
  readonly port: number;
  /** `METHOD path` of every request, with the Host it named. */
  readonly requests: readonly { readonly line: string; readonly host: string | undefined }[];
}

export async function startKeyServer(certificate: TestCertificate, handler: KeyHandler): Promise<KeyServer> {
  const requests: { line: string; host: string | undefined }[] = [];
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, host: request.headers.host });
    handler(request, response, requests.length);
  });
  // Checkers hang up in the middle of an answer.
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    [Symbol.asyncDispose]: () => stop(server),
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Answers every path with one body. */
export function serveBody(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): KeyHandler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-pem-file', ...headers });
    response.end(body);
  };
}
