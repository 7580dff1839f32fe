import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CliError } from '../../core/errors/cli-error.ts';
import { bindTarget } from '../loopback/bind.ts';
import { answerBroken, type BrokenRequest } from '../loopback/server.ts';
import type { DroppedRequest, ReceiverOptions, WebhookReceiver } from '../webhook.ts';
import { webhookBody } from './body.ts';
import { parseInTurn } from './connections-in-turn.ts';
import { createDeliveryReader } from './read-delivery.ts';
import { respond, turnAway, type Refusal } from './respond.ts';
import { createConnectionWatch } from './sockets.ts';
import { createWorkQueue } from './work-queue.ts';

/** Milliseconds and bytes: Smartcar waits 15 s for an answer, so a request that is not whole by then is given up. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  // Longer than senders keep a connection: one that is closed as the next delivery comes would lose it.
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
} as const;

/** Requests that one connection may send ahead of their answers; senders of webhooks wait for each. */
const mostAhead = 4;

/** So many bytes may wait unparsed for their turn; those that are read have a limit of their own. */
const mostWaiting = 4 * 1024 * 1024;

/** Listens on both loopback addresses of this machine and on no other. */
export async function listenForWebhooks(options: ReceiverOptions): Promise<WebhookReceiver> {
  const { port, path } = options;
  const listener = createListener(options);
  const uri = `http://localhost:${port}${path}`;
  const target = { uri, port, path, addresses: ['127.0.0.1', '::1'], host: 'localhost' };
  const binding = await bindTarget(target, listener.createServer);
  if (!binding.bound) {
    throw new CliError('PORT_UNAVAILABLE', `The webhook receiver cannot listen: ${binding.reason}.`, {
      hint: binding.hint ?? 'Stop the other program, or pass another --port; 0 takes any free one.',
    });
  }
  return {
    url: `http://localhost:${binding.port}${path}`,
    close: () => listener.close(binding.servers),
  };
}

interface Listener {
  createServer(): Server;
  close(servers: readonly Server[]): Promise<void>;
}

function createListener({ path, isUrgent, answer, onDropped }: ReceiverOptions): Listener {
  const now = (): number => performance.now();
  const connections = createConnectionWatch(now, () => onDropped('half-open'));
  const queue = createWorkQueue(now);
  const answering = new Set<Promise<void>>();
  const hasTurn = new WeakSet<Socket>();
  const read = createDeliveryReader();
  /** Connections whose last request is told of already. */
  const told = new WeakSet<object>();
  let isClosing = false;

  const track = (work: Promise<void>): void => {
    const tracked = work.finally(() => answering.delete(tracked));
    answering.add(tracked);
  };

  const deliver = async (request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): Promise<void> => {
    const { socket } = request;
    if (connections.busy(socket) > mostAhead) {
      onDropped('crowded');
      socket.destroy();
      return;
    }
    const delivery = { receivedAt: Date.now(), headers: request.rawHeaders, body: webhookBody(bytes) };
    const isNext = hasTurn.delete(socket) || isUrgent(delivery.body);
    await respond(response, await (isNext ? answer(delivery) : queue.run(() => answer(delivery))));
    connections.idle(socket);
  };

  /** A request that is whole waits for its turn unparsed; in the next turn of the loop it is being answered. */
  const waitForTurn = (socket: Socket, parse: () => void): void => {
    connections.busy(socket);
    const begin = async (): Promise<void> => {
      connections.idle(socket);
      hasTurn.add(socket);
      parse();
      await new Promise((resolve) => setImmediate(resolve));
    };
    track(queue.run(begin));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => undefined);
    // It stays without an answer; the connection may still owe one.
    if (isClosing && !hasTurn.has(request.socket)) return void request.resume();
    const stray = strayReason(request, path);
    if (stray !== undefined) return drop(request, response, stray);
    const reading = await read(request);
    if (reading.kind !== 'whole') return drop(request, response, reading.kind);
    track(deliver(request, response, reading.bytes).finally(reading.release));
  };

  const drop = (request: IncomingMessage, response: ServerResponse, reason: DroppedReason): void => {
    if (reason !== 'broken' || !told.has(request.socket)) onDropped(reason);
    if (!request.complete) told.add(request.socket);
    turnAway(request, response, refusals[reason]);
  };
  const onBroken = (reason: BrokenRequest, socket: object): void => {
    if (!told.has(socket)) onDropped(reason);
    told.add(socket);
  };

  return {
    createServer() {
      const server = createServer(limits, (request, response) => void handle(request, response));
      answerBroken(server, onBroken);
      parseInTurn(server, { mostWaiting, isUrgent: (body) => isUrgent(webhookBody(body)), wait: waitForTurn });
      connections.watch(server);
      server.on('connection', queue.arrived);
      return server;
    },
    async close(servers) {
      isClosing = true;
      for (const server of servers) server.close();
      connections.closeIdle();
      while (answering.size > 0) await Promise.all(answering);
      connections.closeAll();
    },
  };
}

type DroppedReason = Extract<DroppedRequest, 'path' | 'method' | 'too-large' | 'crowded' | 'broken'>;

const refusals: Readonly<Record<DroppedReason, Refusal>> = {
  path: { status: 404 },
  method: { status: 405, allow: 'POST' },
  'too-large': { status: 413 },
  // Other deliveries fill the memory: the sender tries again later, as it does by itself.
  crowded: { status: 503 },
  broken: { status: 400 },
};

function strayReason(request: IncomingMessage, path: string): 'path' | 'method' | undefined {
  if ((request.url ?? '').split('?', 1)[0] !== path) return 'path';
  return request.method === 'POST' ? undefined : 'method';
}
