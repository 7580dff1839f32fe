import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { WebhookEventDocument, WebhookListener } from '../../src/core/webhook/documents.ts';
import { ByteCollector } from '../../src/io/byte-collector.ts';
import type { DroppedRequest, ReceiverOptions, WebhookReceiver } from '../../src/io/webhook.ts';
import { openDeliveries } from '../../src/io/webhook/deliveries.ts';
import { listenForWebhooks } from '../../src/io/webhook/receiver.ts';
import { createConnectionWatch } from '../../src/io/webhook/sockets.ts';
import { sendDelivery } from '../../src/io/webhook/send.ts';
import { useProgram } from '../support/program.ts';
import { openSocket, sendRaw } from '../support/raw-http.ts';
import { managementToken, signatureOf, stateHome } from '../support/webhooks.ts';

const head = 'POST /webhook HTTP/1.1\r\nHost: localhost\r\n';
const whole = (body: string, headers = 'Connection: close\r\n'): string =>
  `${head}${headers}Content-Length: ${body.length}\r\n\r\n${body}`;

interface Receiver extends WebhookReceiver {
  readonly port: number;
  readonly dropped: DroppedRequest[];
}

async function receiver(answer?: ReceiverOptions['answer']): Promise<Receiver> {
  const dropped: DroppedRequest[] = [];
  const listening = await listenForWebhooks({
    port: 0,
    path: '/webhook',
    isUrgent: () => false,
    answer: answer ?? (async () => ({ status: 200, headers: [], body: '' })),
    onDropped: (reason) => void dropped.push(reason),
  });
  onTestFinished(() => listening.close());
  return { ...listening, port: Number(new URL(listening.url).port), dropped };
}

async function closeOf(socket: Socket): Promise<void> {
  socket.on('error', () => {}).resume();
  if (!socket.destroyed) await once(socket, 'close');
}

describe('13. Whoever attacks the webhook listener', () => {
  it('with tiny pieces fills the memory with no more than twice their length', () => {
    const collector = new ByteCollector();
    const piece = Uint8Array.of(32);
    for (let at = 0; at < 1_000_000; at += 1) collector.add(piece);
    expect(collector.bytes).toHaveLength(1_000_000);
    expect(collector.bytes.buffer.byteLength).toBeLessThanOrEqual(2_000_000);
  });

  it('with more bodies than fit is refused, until others are answered', async () => {
    let answer = (): void => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { port, dropped } = await receiver(async () => {
      await gate;
      return { status: 200, headers: [], body: '' };
    });
    const body = 'a'.repeat(1024 * 1024);
    const held: Promise<{ readonly status: number }>[] = [];
    let refused: { readonly status: number } | undefined;
    // One after the other: how many fit does not hang on how they run side by side.
    while (refused === undefined && held.length < 100) {
      const sent = sendRaw(port, whole(body));
      refused = await Promise.race([
        sent,
        new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 50)),
      ]);
      if (refused === undefined) held.push(sent);
    }
    expect([refused?.status, dropped]).toEqual([503, ['crowded']]);
    expect(held.length).toBeLessThanOrEqual(16);
    answer();
    expect(new Set((await Promise.all(held)).map(({ status }) => status))).toEqual(new Set([200]));
    expect((await sendRaw(port, whole(body))).status).toBe(200);
  });

  it('with requests ahead of their answers loses the connection, and holds up nobody', async () => {
    const { port, dropped } = await receiver();
    const socket = await openSocket(port);
    socket.write(whole('{}', '').repeat(500));
    await closeOf(socket);
    expect(dropped[0]).toBe('crowded');
    expect((await sendRaw(port, whole('{}'))).status).toBe(200);
  });

  it('and leaves before the answers keeps it from no end', async () => {
    const begun: (() => void)[] = [];
    const { port, close } = await receiver(async () => {
      await new Promise<void>((resolve) => void begun.push(resolve));
      return { status: 200, headers: [], body: '' };
    });
    const socket = await openSocket(port);
    socket.write(whole('{}', '').repeat(3));
    while (begun.length < 3) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    for (const answer of begun) answer();
    expect(await close()).toBeUndefined();
  });

  it('by sending on and on keeps it from no end', async () => {
    const { port, close } = await receiver();
    const socket = await openSocket(port);
    socket.on('error', () => {});
    let isOpen = true;
    const over = once(socket, 'close').then(() => (isOpen = false));
    const send = (): void => {
      if (isOpen) socket.write(whole('{}', ''), () => setImmediate(send));
    };
    socket.on('data', () => {});
    send();
    await once(socket, 'data');
    expect(await close()).toBeUndefined();
    await over;
  });

  it.each<[string, string, DroppedRequest, number]>([
    ['another path', 'POST /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'path', 404],
    ['a GET', 'GET /webhook HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'method', 405],
    ['headers without end', `${head}X: ${'a'.repeat(20_000)}`, 'oversized', 431],
    [
      'a length and chunks',
      `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'malformed',
      400,
    ],
    ['two lengths', `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`, 'malformed', 400],
    ['a length that is no number', `${head}Content-Length: -5\r\n\r\n`, 'malformed', 400],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001', 'malformed', 400],
    [
      'chunks with extensions without end',
      `${head}Transfer-Encoding: chunked\r\n\r\n1;${'e'.repeat(20_000)}\r\na\r\n0\r\n\r\n`,
      'malformed',
      400,
    ],
  ])('with %s is told of, once', async (_, bytes, reason, status) => {
    const { port, dropped } = await receiver();
    const answer = await sendRaw(port, bytes);
    expect([answer.status, dropped]).toEqual([status, [reason]]);
    expect((await sendRaw(port, whole('{}'))).status).toBe(200);
  });

  it('and hangs up within a body is told of, once', async () => {
    const { port, dropped, close } = await receiver();
    const socket = await openSocket(port);
    socket.write(`${head}Content-Length: 100\r\n\r\nab`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.end();
    await closeOf(socket);
    await close();
    expect(dropped).toEqual(['unfinished']);
  });

  it('with connections alone loses the oldest of them, but not in a burst', () => {
    let now = 0;
    let closed = 0;
    const server = createServer();
    const watch = createConnectionWatch(
      () => now,
      () => (closed += 1),
    );
    watch.watch(server as never);
    const connections = (count: number): Socket[] =>
      Array.from({ length: count }, () => {
        const socket = new Socket();
        server.emit('connection', socket);
        return socket;
      });
    const [first, second] = connections(4_000);
    expect(closed).toBe(0);
    connections(1);
    expect([closed, first?.destroyed, second?.destroyed]).toEqual([1, true, false]);
    now = 2_000;
    connections(1);
    expect(closed).toBe(3_502);
  });

  it('with VERIFY pushes no true event out of what is kept', async () => {
    const store = openDeliveries(stateHome());
    const kept = { receivedAt: 1, eventId: 'e', userId: null, vehicleId: null, headers: [], forwardTo: null };
    await store.keep({ ...kept, id: 'true', signature: 'valid', eventType: 'VEHICLE_STATE', body: Buffer.from('{}') });
    for (let at = 0; at < 1200; at += 1) {
      const body = Buffer.from(String(at));
      await store.keep({ ...kept, receivedAt: 2, id: `v${at}`, signature: 'missing', eventType: 'VERIFY', body });
    }
    expect((await store.list()).map(({ id }) => id)).toContain('true');
  });
});

describe('13. What is kept of a delivery', () => {
  it('has no header that opens a door, whoever gave it its name', async () => {
    const store = openDeliveries(stateHome());
    const secret = 'door-0pener';
    const doors = [
      'Authorization',
      'Proxy-Authorization',
      'Cookie',
      'X-Api-Key',
      'apikey',
      'X-Auth-Token',
      'CF-Access-Client-Secret',
      'CF-Access-Jwt-Assertion',
      'X-Vercel-Protection-Bypass',
      'ngrok-auth',
      'X-Amz-Security-Token',
      'X-Hub-Signature-256',
      'X-Session-Id',
    ];
    const open = ['SC-Signature', 'abc', 'Content-Type', 'application/json', 'User-Agent', 'Smartcar', 'Accept', '*/*'];
    await store.keep({
      receivedAt: 1,
      eventId: 'e',
      userId: null,
      vehicleId: null,
      headers: [...doors.flatMap((name) => [name, secret]), ...open],
      forwardTo: null,
      id: 'kept',
      signature: 'valid',
      eventType: 'VEHICLE_STATE',
      body: Buffer.from('{}'),
    });
    expect((await store.list()).map(({ headers }) => headers)).toEqual([open]);
  });
});

/** An app that answers with these bytes, over and over or once. */
async function app(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const onAndOn = (begin: string, piece: string) => (socket: Socket) => {
  const more = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.write(begin);
  socket.on('drain', more);
  more();
};

describe('13. An app behind the webhook listener', () => {
  it.each<[string, (socket: Socket) => void, string]>([
    [
      'that switches to another protocol',
      (socket) => socket.write('HTTP/1.1 101 Up\r\nUpgrade: a\r\n\r\n'),
      'status 101',
    ],
    ['with a status that is none', (socket) => socket.end('HTTP/1.1 099 No\r\nContent-Length: 0\r\n\r\n'), 'status 99'],
    ['that answers without end', onAndOn('HTTP/1.1 200 OK\r\n\r\n', 'a'.repeat(65_536)), 'larger than 1 MiB'],
    ['with headers without end', onAndOn('HTTP/1.1 200 OK\r\n', `X: ${'a'.repeat(1000)}\r\n`), 'HPE_HEADER_OVERFLOW'],
    ['that only gives hints', onAndOn('', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'), 'did not answer within'],
    ['that hangs up', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['that answers something else', (socket) => socket.end('\0\0\0\r\n\r\n'), 'HPE_INVALID_CONSTANT'],
  ])('%s is named', async (_, answer, said) => {
    const target = { url: await app(answer), addresses: [{ address: '127.0.0.1', family: 4 }] };
    const sent = sendDelivery({ target, headers: [], body: Buffer.from('{}'), timeoutMs: 2_000 });
    await expect(sent).rejects.toThrow(CliError);
    await expect(sent).rejects.toThrow(said);
  });

  const program = useProgram();

  it('does not end the listener, which tells what it dropped', async () => {
    const to = await app((socket) => socket.end('HTTP/1.1 099 No\r\nContent-Length: 0\r\n\r\n'));
    const {
      stdout: written,
      ended,
      kill,
    } = program.start(['webhook', 'listen', '--forward-to', to, '--json'], {
      SMARTCAR_APP_MANAGEMENT_TOKEN: managementToken,
    });
    while (!written().includes('\n')) await new Promise((resolve) => setTimeout(resolve, 10));
    const { port } = new URL((JSON.parse(written()) as WebhookListener).url);
    const body = '{"eventId":"e1","eventType":"VEHICLE_STATE"}';
    const answer = await sendRaw(
      Number(port),
      whole(body, `SC-Signature: ${signatureOf(body)}\r\nConnection: close\r\n`),
    );
    expect(answer.status).toBe(502);
    for (let at = 0; at < 3; at += 1)
      await sendRaw(Number(port), 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    const event = JSON.parse(stdout.trim().split('\n')[1] ?? '') as WebhookEventDocument;
    expect(event.forwarded?.error).toBe('The receiver sent the status 99, which is no answer.');
    expect(stderr.trim().split('\n')).toEqual([
      'Dropped: A request to another path was answered with 404: deliveries go to the path above.',
      'Dropped requests: 3 to another path.',
    ]);
  });
});
