import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { bundleScript, type BundledScript } from '../../support/bundle.ts';
import { get, openSocket } from '../../support/raw-http.ts';

let script: BundledScript;
beforeAll(async () => {
  script = await bundleScript(new URL('../../support/wait-and-leave.ts', import.meta.url));
});
afterAll(() => script.remove());

/** Idle connections are dropped after 5 s and half-open ones after 10 s: whoever waits for them needs that long. */
const farBelowAnyTimeoutMs = 1_000;

it('the process ends right after the page, although 50 idle sockets stay open', async () => {
  const child = spawn(process.execPath, [script.path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const port = Number(new URL(String(line).trim()).port);

  const idle = await Promise.all(Array.from({ length: 50 }, () => openSocket(port)));
  for (const socket of idle) socket.on('error', () => undefined);
  idle[0]?.write(`GET /favicon.ico HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  idle[1]?.write('GET /exchange HTTP/1.1\r\nHost: loc');

  const browser = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' };
  const exited = once(child, 'exit');
  expect((await get(port, '/exchange?code=c&state=right', browser)).status).toBe(303);
  expect((await get(port, '/outcome', browser)).body).toContain('All granted');
  const shown = performance.now();
  expect((await exited)[0]).toBe(0);
  expect(performance.now() - shown).toBeLessThan(farBelowAnyTimeoutMs);
});
