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
