import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** So many connections without a whole request are borne, however long they say nothing. */
const bearable = 500;
/** Beyond that, one must have sent its request within this time, in milliseconds. */
const timeoutMs = 2_000;
/** So many are held in no case: a burst is smaller. */
const most = 4_000;

/** Tells connections that have sent a request from those that only hold a place. */
export interface ConnectionWatch {
  watch(server: Server): void;
  /**
   * The connection has sent a request whole.
   * @returns how many of its requests are not answered yet
   */
  busy(socket: Socket): number;
  /** A request was answered. */
  idle(socket: Socket): void;
  /** Closes every connection that has sent no whole request. */
  closeIdle(): void;
  closeAll(): void;
}

/**
 * Closes the oldest half-open connections when there are too many. One that has just come is never closed to make
 * room, but for a flood of them: in a burst its request may wait in the kernel still.
 * @param now milliseconds
 * @param onClosed told of each one that was closed before it had sent a request
 */
export function createConnectionWatch(now: () => number, onClosed: () => void): ConnectionWatch {
  // A map keeps the order in which its keys were set: the oldest come first.
  const waiting = new Map<Socket, number>();
  const open = new Set<Socket>();
  /** Requests that are not answered yet, of every connection that has sent one. */
  const unanswered = new WeakMap<Socket, number>();
  const makeRoom = (): void => {
    for (const [socket, since] of waiting) {
      if (waiting.size <= bearable || (waiting.size <= most && now() - since < timeoutMs)) return;
      waiting.delete(socket);
      socket.destroy();
      if (!unanswered.has(socket)) onClosed();
    }
  };
  const onConnection = (socket: Socket): void => {
    open.add(socket);
    waiting.set(socket, now());
    socket.once('close', () => {
      open.delete(socket);
      waiting.delete(socket);
    });
    makeRoom();
  };
  return {
    watch: (server) => void server.on('connection', onConnection),
    busy(socket) {
      waiting.delete(socket);
      const count = (unanswered.get(socket) ?? 0) + 1;
      unanswered.set(socket, count);
      return count;
    },
    idle(socket) {
      const count = (unanswered.get(socket) ?? 0) - 1;
      unanswered.set(socket, count);
      if (count === 0 && open.has(socket)) waiting.set(socket, now());
    },
    closeIdle: () => {
      for (const socket of waiting.keys()) socket.destroy();
    },
    closeAll: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
