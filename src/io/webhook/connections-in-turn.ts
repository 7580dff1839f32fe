import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** A connection that has sent nothing for so long is left to the parser and its limits. In milliseconds. */
const silence = 1_000;

/** What becomes of first requests that are whole. */
export interface FirstRequests {
  /** So many bytes may wait; what comes beyond is parsed at once, and falls under the limits of those who read it. */
  readonly mostWaiting: number;
  /** Whether a body must not wait. */
  readonly isUrgent: (body: Uint8Array) => boolean;
  /** Calls `parse` when the turn of the connection has come. */
  readonly wait: (socket: Socket, parse: () => void) => void;
}

/**
 * Keeps Node's parser from connections whose first request stands whole in their first bytes, until their turn has
 * come. Half of what Node does for a connection is parsing, and in a burst each one that is waiting to be accepted waits
 * for it. All others are parsed as they come.
 */
export function parseInTurn(server: Server, { mostWaiting, isUrgent, wait }: FirstRequests): void {
  const parsers = server.listeners('connection');
  server.removeAllListeners('connection');
  let waiting = 0;
  server.on('connection', (socket: Socket) => {
    const hangUp = (): void => void socket.destroy();
    const leaveAlone = (): void => void socket.off('data', onFirst).off('end', hangUp).setTimeout(0, parse);
    const parse = (): void => {
      leaveAlone();
      if (socket.destroyed) return;
      socket.off('error', hangUp);
      for (const listener of parsers) listener.call(server, socket);
      socket.resume();
    };
    const onFirst = (bytes: Buffer): void => {
      leaveAlone();
      socket.pause();
      socket.unshift(bytes);
      const body = wholeBody(bytes);
      if (body === undefined || waiting + bytes.length > mostWaiting || isUrgent(body)) return parse();
      waiting += bytes.length;
      wait(socket, () => {
        waiting -= bytes.length;
        parse();
      });
    };
    socket.on('error', hangUp).on('data', onFirst).on('end', hangUp).setTimeout(silence, parse);
  });
}

/** @returns the body of the one request that stands whole in these bytes */
function wholeBody(bytes: Buffer): Uint8Array | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const length = /\r\ncontent-length:[ \t]*(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1];
  const body = bytes.subarray(end + 4);
  return length !== undefined && Number(length) === body.length ? body : undefined;
}
