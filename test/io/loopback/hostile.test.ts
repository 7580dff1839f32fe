import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { state, trueCode, trueQuery, noAbort, waitForCallback } from '../../support/loopback.ts';
import { get, openSocket, request, sendRaw } from '../../support/raw-http.ts';

/** One hostile request of each kind. */
const attacks: readonly ((port: number) => Promise<unknown>)[] = [
  (port) => get(port, `/wrong?${trueQuery}`),
  (port) => get(port, `/exchange?${trueQuery}`, { Host: `evil.test:${port}` }),
  (port) => get(port, '/exchange?code=abc&state=wrong'),
  (port) => get(port, '/exchange?code=abc'),
  (port) => get(port, '/exchange?error=access_denied&state=forged'),
  (port) => get(port, `/exchange?${trueQuery}&${trueQuery}`),
  (port) => get(port, `/exchange?${trueQuery}&x=${'a'.repeat(9_000)}`),
  (port) => get(port, '/exchange', { 'X-Big': 'a'.repeat(140_000) }),
  (port) => request('POST', port, '/exchange', { 'Content-Length': '5' }, 'a=b&c'),
  (port) => request('HEAD', port, `/exchange?${trueQuery}`),
  (port) => request('OPTIONS', port, `/exchange?${trueQuery}`, { 'Access-Control-Request-Private-Network': 'true' }),
  (port) => get(port, `/exchange?${trueQuery}`, { 'Sec-Purpose': 'prefetch' }),
  (port) => get(port, `/exchange?${trueQuery}`, { 'Sec-Fetch-Dest': 'image' }),
  (port) => get(port, '/favicon.ico'),
  (port) => sendRaw(port, '\u0000\u0001\u0002 nonsense\r\n\r\n'),
  // Half open: the head of the request never ends. The server makes room by closing the oldest.
  async (port) =>
    (await openSocket(port)).on('error', () => undefined).write(`GET /exchange?${trueQuery} HTTP/1.1\r\nHost: loc`),
  async (port) => void (await openSocket(port)).on('error', () => undefined),
];

/** Bytes held after everything that can be let go was let go. */
function heldBytes(): number {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function attack(port: number, count: number): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await attacks[next++ % attacks.length]?.(port);
  };
  await Promise.all(Array.from({ length: 20 }, worker));
}

it('ten thousand hostile requests neither end the wait nor fill the memory, and the true callback then succeeds', async () => {
  const { loopback, port } = await waitForCallback();
  const arrival = loopback.callback(noAbort);
  let ended = false;
  void arrival.then(() => (ended = true));

  await attack(port, 2_000);
  const before = heldBytes();
  await attack(port, 10_000);
  const grown = heldBytes() - before;

  expect(ended).toBe(false);
  // A leak of one kilobyte for each request would be ten megabytes.
  expect(grown).toBeLessThan(4 * 1024 * 1024);
  // 12 000 requests of 17 kinds in turn.
  expect(Object.fromEntries(loopback.rejected())).toMatchObject({
    'other-path': 707,
    host: 707,
    method: 2118,
    prefetch: 705,
  });
  expect((await get(port, `/exchange?${trueQuery}`)).status).toBe(303);
  expect(await arrival).toMatchObject({ code: trueCode, state });
}, 120_000);
