import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** More than any browser opens; each may fill the memory with the head of a request. */
const maximumSockets = 100;

/** All open sockets of the servers, kept few whatever is thrown at them. */
export interface SocketPool {
  watch(server: Server): void;
  /** A socket that a person waits behind is never closed to make room. */
  protect(socket: Socket | null): void;
  /** Resolves once the socket is closed, at the latest after the time. */
  closed(socket: Socket | null, withinMs: number): Promise<void>;
  destroyAll(): void;
}

/** When too many are open, the oldest goes: refusing the newest would let idle ones keep the true callback out. */
export function createSocketPool(limit = maximumSockets): SocketPool {
  const open = new Set<Socket>();
  const kept = new WeakSet<Socket>();
  const makeRoom = (): void => {
    for (const socket of open) {
      if (open.size <= limit) return;
      if (!kept.has(socket)) {
        open.delete(socket);
        socket.destroy();
      }
    }
  };
  return {
    watch(server) {
      server.on('connection', (socket: Socket) => {
        open.add(socket);
        socket.once('close', () => open.delete(socket));
        makeRoom();
      });
    },
    protect(socket) {
      if (socket !== null) kept.add(socket);
    },
    closed: (socket, withinMs) =>
      new Promise((resolve) => {
        if (socket === null || socket.destroyed) return resolve();
        const timer = setTimeout(resolve, withinMs);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
    destroyAll() {
      for (const socket of open) socket.destroy();
    },
  };
}
