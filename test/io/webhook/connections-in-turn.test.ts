import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseInTurn } from '../../../src/io/webhook/connections-in-turn.ts';

interface Listener {
  readonly server: Server;
  readonly port: number;
  /** Bodies, as the parser hands them on. */
  readonly parsed: string[];
  /** Connections whose turn has not come. */
  readonly waiting: (() => void)[];
  connect(text: string): Socket;
}

async function listen(mostWaiting = 1024): Promise<Listener> {
  const [parsed, waiting]: [string[], (() => void)[]] = [[], []];
  const server = createServer({ headersTimeout: 1, connectionsCheckingInterval: 100 }, (request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => void parsed.push(text));
    request.on('end', () => response.end());
  });
  parseInTurn(server, {
    mostWaiting,
    isUrgent: (body) => Buffer.from(body).toString() === 'urgent',
    wait: (_, parse) => void waiting.push(parse),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    parsed,
    waiting,
    connect: (text) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text)).setEncoding('utf8');
      onTestFinished(() => void socket.destroy());
      return socket;
    },
  };
}

const request = (body: string): string =>
  `POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const answerTo = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]).slice(0, 15);

describe('a connection whose first request is whole', () => {
  it('is parsed when its turn comes, and stays usable', async () => {
    const { parsed, waiting, connect: send } = await listen();
    const event = send(request('event'));
    expect(await answerTo(send(request('urgent')))).toBe('HTTP/1.1 200 OK');
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(parsed).toEqual(['urgent']);
    waiting[0]?.();
    expect(await answerTo(event)).toBe('HTTP/1.1 200 OK');
    event.write(request('again'));
    expect(await answerTo(event)).toBe('HTTP/1.1 200 OK');
    expect(parsed).toEqual(['urgent', 'event', 'again']);
    expect(waiting.length).toBe(1);
  });

  it('does not wait where too much does already', async () => {
    const { parsed, waiting, connect: send } = await listen(request('event').length);
    const event = send(request('event'));
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await answerTo(send(request('other')))).toBe('HTTP/1.1 200 OK');
    waiting[0]?.();
    expect(await answerTo(event)).toBe('HTTP/1.1 200 OK');
    send(request('third'));
    while (waiting.length === 1) await new Promise((resolve) => setImmediate(resolve));
    expect(parsed).toEqual(['other', 'event']);
  });

  it.each([
    ['in two pieces', ['POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n', 'late']],
    ['with another behind it', [request('one') + request('two')]],
    [
      'without a length',
      ['POST /webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n'],
    ],
  ])('is another matter %s: that one is parsed as it comes', async (_, [first = '', second]) => {
    const { server, waiting, connect: send } = await listen();
    const socket = send(first);
    await once(server, 'request');
    if (second !== undefined) socket.write(second);
    expect(await answerTo(socket)).toBe('HTTP/1.1 200 OK');
    expect(waiting).toEqual([]);
  });
});

describe('a connection that sends nothing', () => {
  it("is left to Node's limits after a while", async () => {
    const { connect: send } = await listen();
    expect(await answerTo(send(''))).toBe('HTTP/1.1 408 Re');
  });

  it('is closed when the other side ends, and may break off', async () => {
    const { port, connect: send } = await listen();
    const ended = connect(port, '127.0.0.1');
    ended.resume().end();
    await once(ended, 'close');
    const broken = connect(port, '127.0.0.1');
    await once(broken, 'connect');
    broken.resetAndDestroy();
    expect(await answerTo(send(request('urgent')))).toBe('HTTP/1.1 200 OK');
  });
});
