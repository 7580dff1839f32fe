import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/library.ts';
import { request as rawRequest } from '../support/raw-http.ts';

/** The helper reads until the other side closes. */
function request(
  method: string,
  port: number,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): ReturnType<typeof rawRequest> {
  const length = { 'Content-Length': String(body.length), Connection: 'close' };
  return rawRequest(method, port, target, { ...length, ...headers }, body);
}

const json = { 'content-type': 'application/json' };

describe('11. The control API', () => {
  let sandbox: Sandbox | undefined;
  let port = 0;
  beforeAll(async () => {
    sandbox = await createSandbox({ port: 0 });
    port = Number(new URL(sandbox.url ?? '').port);
  });
  afterAll(() => sandbox?.close());

  const reset = (headers: Readonly<Record<string, string>>) => request('POST', port, '/_sandbox/reset', headers, '{}');

  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['Application/JSON;charset="UTF-8"', 200],
    ['application/jsonp', 415],
    ['application/json-patch+json', 415],
    ['application/json, text/plain', 415],
    ['text/plain; application/json', 415],
    ['text/plain', 415],
    ['', 415],
  ])('takes the content type %j with %i', async (type, status) => {
    expect((await reset({ 'content-type': type })).status).toBe(status);
  });

  it.each([
    ['localhost', 0, 200],
    ['127.0.0.1', 0, 200],
    ['[::1]', 0, 200],
    ['localhost', 1, 421],
    ['127.0.0.1', 1, 421],
    ['attacker.example', 0, 421],
    ['localhost.attacker.example', 0, 421],
  ])('answers under %s, %i ports away from its own, with %i', async (name, away, status) => {
    expect((await reset({ ...json, Host: `${name}:${port + away}` })).status).toBe(status);
  });

  it('does not answer under a name without its port', async () => {
    expect((await reset({ ...json, Host: 'localhost' })).status).toBe(421);
  });

  it.each([
    ['https://attacker.example', 403],
    ['null', 403],
    ['http://localhost', 403],
    ['http://localhost:1', 403],
    ['own', 200],
  ])('answers a page of the origin %s with %i, orders and questions alike', async (origin, status) => {
    const headers = { ...json, Origin: origin === 'own' ? `http://localhost:${port}` : origin };
    expect((await reset(headers)).status).toBe(status);
    expect((await request('GET', port, '/_sandbox/state', headers)).status).toBe(status);
  });

  it.each(['cross-site', 'same-site'])('takes no order from a %s request', async (site) => {
    expect((await reset({ ...json, 'Sec-Fetch-Site': site })).status).toBe(403);
  });

  it('lets no browser guess what an answer is, whatever it is', async () => {
    for (const answer of [
      await request('GET', port, '/_sandbox/state'),
      await request('GET', port, '/_sandbox/nothing'),
      await request('GET', port, '/_sandbox'),
      await reset({ 'content-type': 'text/plain' }),
      await request('POST', port, '/_sandbox/webhooks/verify', json, '{"url":"http://localhost:1/"}'),
    ])
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
