import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { listenForWebhooks } from '../../../src/io/webhook/receiver.ts';

const request = (body: string): string =>
  `POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

it('answers what is urgent before what came ahead of it', async () => {
  const begun: (string | null)[] = [];
  const receiver = await listenForWebhooks({
    port: 0,
    path: '/webhook',
    isUrgent: ({ text }) => text === 'urgent',
    answer: async ({ body }) => {
      begun.push(body.text);
      return { status: 200, headers: [], body: '' };
    },
    onDropped: () => {},
  });
  onTestFinished(() => receiver.close());
  const socket = connect(Number(new URL(receiver.url).port), '127.0.0.1');
  socket.write(request('event 1') + request('event 2') + request('urgent'));
  let answers = '';
  while (answers.split('200 OK').length < 4) answers += String((await once(socket, 'data'))[0]);
  expect(begun).toEqual(['urgent', 'event 1', 'event 2']);
  socket.destroy();
});

it('answers what waits for its turn before it closes', async () => {
  const seen = new Set<string | null>();
  let allSeen = (): void => undefined;
  const whole = new Promise<void>((resolve) => (allSeen = resolve));
  const receiver = await listenForWebhooks({
    port: 0,
    path: '/webhook',
    isUrgent: ({ text }) => {
      if (seen.add(text).size === 3) allSeen();
      return false;
    },
    answer: async ({ body }) => ({ status: 200, headers: [], body: body.text ?? '' }),
    onDropped: () => {},
  });
  const port = Number(new URL(receiver.url).port);
  const answers = ['one', 'two', 'three'].map(async (body) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request(body)));
    const chunks = await socket.toArray();
    return chunks.join('').slice(-body.length);
  });
  await whole;
  await receiver.close();
  expect(await Promise.all(answers)).toEqual(['one', 'two', 'three']);
});
