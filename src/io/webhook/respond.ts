import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeliveryAnswer } from '../webhook.ts';
import { endToEndHeaders } from './raw-headers.ts';

/** An answer to a request that is no delivery. */
export interface Refusal {
  readonly status: number;
  readonly allow?: string;
}

/** What is left of the request is read and thrown away, so that the sender gets to read the answer. */
export function turnAway(request: IncomingMessage, response: ServerResponse, { status, allow }: Refusal): void {
  request.resume();
  response.writeHead(status, { 'content-length': '0', ...(allow === undefined ? {} : { allow }) }).end();
}

/** Resolves when the answer has left, or when nobody takes it any more. */
export function respond(response: ServerResponse, { status, headers, body }: DeliveryAnswer): Promise<void> {
  const { socket } = response.req;
  return new Promise((resolve) => {
    // Not the response's own: one that waits behind another of its connection is never told that this has closed.
    if (socket.destroyed) return resolve();
    const settle = (): void => {
      socket.off('close', settle);
      resolve();
    };
    socket.once('close', settle);
    response.once('finish', settle);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const length = hasBody(status) ? ['Content-Length', String(bytes.length)] : [];
    response.writeHead(status, [...endToEndHeaders(headers), ...length]);
    response.end(bytes);
  });
}

/** These have none by definition, whatever their length says. */
function hasBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}
