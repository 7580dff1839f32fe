import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CliError } from '../../core/errors/cli-error.ts';
import { bindTarget } from '../loopback/bind.ts';
import type { ReceiverOptions, WebhookReceiver } from '../webhook.ts';
import { webhookBody } from './body.ts';
import { createDeliveryReader, type Reading } from './read-delivery.ts';
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

/** Listens on both loopback addresses of this machine and on no other. */
export async function listenForWebhooks(options: ReceiverOptions): Promise<WebhookReceiver> {
  const { port, path } = options;
  const desk = createDesk(options);
  const uri = `http://localhost:${port}${path}`;
  const target = { uri, port, path, addresses: ['127.0.0.1', '::1'], host: 'localhost' };
  const binding = await bindTarget(target, desk.createServer);
  if (!binding.bound) {
    throw new CliError('PORT_UNAVAILABLE', `The webhook receiver cannot listen: ${binding.reason}.`, {
      hint: 'Stop the other program, or pass another --port; 0 takes any free one.',
    });
  }
  return {
    url: `http://localhost:${binding.port}${path}`,
    close: () => desk.close(binding.servers),
  };
}

interface Desk {
  createServer(): Server;
  close(servers: readonly Server[]): Promise<void>;
}

function createDesk({ path, isUrgent, answer }: ReceiverOptions): Desk {
  const now = (): number => performance.now();
  const connections = createConnectionWatch(now);
  const queue = createWorkQueue(now);
  const answering = new Set<Promise<void>>();
  const read = createDeliveryReader();

  const deliver = async (request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): Promise<void> => {
    connections.busy(request.socket);
    const delivery = { receivedAt: Date.now(), headers: request.rawHeaders, body: webhookBody(bytes) };
    const given = isUrgent(delivery.body) ? answer(delivery) : queue.run(() => answer(delivery));
    await respond(response, await given);
    connections.idle(request.socket);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => undefined);
    const refusal = refuse(request, path);
    if (refusal !== undefined) return turnAway(request, response, refusal);
    const reading = await read(request);
    if (reading.kind !== 'whole') return turnAway(request, response, failures[reading.kind]);
    const work = deliver(request, response, reading.bytes).finally(() => answering.delete(work));
    answering.add(work);
  };

  return {
    createServer() {
      const server = createServer(limits, (request, response) => void handle(request, response));
      connections.watch(server);
      server.on('connection', queue.arrived);
      return server;
    },
    async close(servers) {
      for (const server of servers) server.close();
      connections.closeIdle();
      while (answering.size > 0) await Promise.all(answering);
      connections.closeAll();
    },
  };
}

const failures: Readonly<Record<Exclude<Reading['kind'], 'whole'>, Refusal>> = {
  'too-large': { status: 413 },
  // Other deliveries fill the memory: the sender tries again later, as it does by itself.
  crowded: { status: 503 },
  broken: { status: 400 },
};

function refuse(request: IncomingMessage, path: string): Refusal | undefined {
  if ((request.url ?? '').split('?', 1)[0] !== path) return { status: 404 };
  return request.method === 'POST' ? undefined : { status: 405, allow: 'POST' };
}
