import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** So many connections without a whole request are borne, however long they say nothing. */
const bearable = 500;
/** Beyond that, one must have sent its request within this time, in milliseconds. */
const patience = 2_000;

/** Tells connections that have sent a request from those that only hold a place. */
export interface ConnectionWatch {
  watch(server: Server): void;
  /** The connection has sent a request whole. */
  busy(socket: Socket): void;
  /** The request was answered. */
  idle(socket: Socket): void;
  /** Closes every connection that has sent no whole request. */
  closeIdle(): void;
  closeAll(): void;
}

/**
 * Closes the oldest half-open connections when there are too many. One that has just come is never closed to make
 * room: in a burst its request may wait in the kernel still.
 * @param now milliseconds
 */
export function createConnectionWatch(now: () => number): ConnectionWatch {
  // A map keeps the order in which its keys were set: the oldest come first.
  const waiting = new Map<Socket, number>();
  const open = new Set<Socket>();
  const makeRoom = (): void => {
    for (const [socket, since] of waiting) {
      if (waiting.size <= bearable || now() - since < patience) return;
      waiting.delete(socket);
      socket.destroy();
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
    busy: (socket) => void waiting.delete(socket),
    idle: (socket) => {
      if (open.has(socket)) waiting.set(socket, now());
    },
    closeIdle: () => {
      for (const socket of waiting.keys()) socket.destroy();
    },
    closeAll: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
