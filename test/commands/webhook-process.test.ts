import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runNode } from '../support/process.ts';
import { managementToken, signatureOf, startApp, stateHome } from '../support/webhooks.ts';

const bin = fileURLToPath(new URL('../../bin/connect-cli.cjs', import.meta.url));
const event = JSON.stringify({ eventId: 'e1', eventType: 'VEHICLE_STATE', data: { signals: [] } });

function environment(home = stateHome()): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', CONNECT_CLI_HOME: home, SMARTCAR_APP_MANAGEMENT_TOKEN: managementToken };
}

interface Listener {
  readonly child: ChildProcessWithoutNullStreams;
  readonly url: string;
  /** Resolves with the exit code and all lines. */
  readonly ended: Promise<{ readonly code: number | null; readonly lines: readonly string[]; readonly stderr: string }>;
}

/** A listener as a user starts it: a process of its own. */
async function startListener(argv: readonly string[] = [], home?: string): Promise<Listener> {
  const child = spawn(process.execPath, [bin, 'webhook', 'listen', '--json', ...argv], { env: environment(home) });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  const first = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout.split('\n')[0] ?? '');
    });
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = new Promise<Awaited<Listener['ended']>>((resolve) => {
    child.once('close', (code) => resolve({ code, lines: stdout.split('\n').filter((line) => line !== ''), stderr }));
  });
  const { url } = JSON.parse(await first) as { url: string };
  return { child, url, ended };
}

function deliver(url: string, body = event): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'sc-signature': signatureOf(body) }, body });
}

describe('the process of webhook listen', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s with %i, after the answer that it owes', async (signal, exitCode) => {
    let arrived = (): void => {};
    let release = (): void => {};
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const gate = new Promise<void>((resolve) => (release = resolve));
    const app = await startApp(async () => {
      arrived();
      await gate;
      return { status: 202, body: 'late' };
    });
    const { child, url, ended } = await startListener(['--forward-to', app.url]);
    const answer = deliver(url);
    await arrival;
    child.kill(signal);
    // The listener takes nothing new once it has heard the signal: only then may the app answer.
    await refused(url);
    release();
    const response = await answer;
    expect([response.status, await response.text()]).toEqual([202, 'late']);
    const { code, lines, stderr } = await ended;
    expect([code, stderr]).toEqual([exitCode, '']);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ eventId: 'e1', forwarded: { status: 202 } });
  });

  it('ends at once where nobody waits', async () => {
    const { child, ended } = await startListener();
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });

  it('ends at once on a second signal', async () => {
    let arrived = (): void => {};
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const app = await startApp(() => {
      arrived();
      return 'never';
    });
    const { child, url, ended } = await startListener(['--forward-to', app.url]);
    const answer = deliver(url).catch(() => undefined);
    await arrival;
    child.kill('SIGINT');
    await refused(url);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    await answer;
  });

  it('ends with 8 where the port is taken, on one address alone', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const run = await runNode([bin, 'webhook', 'listen', '--port', String(port), '--json'], { env: environment() });
    expect([run.code, run.stdout]).toEqual([8, '']);
    expect(JSON.parse(run.stderr.trim().split('\n').at(-1) ?? '').error.code).toBe('PORT_UNAVAILABLE');
  });

  it('ends with 4 without a token, which no argument ever carries', async () => {
    const { SMARTCAR_APP_MANAGEMENT_TOKEN: _token, ...env } = environment();
    for (const argv of [['listen'], ['trigger', 'verify', '--to', 'http://localhost:9/']]) {
      const run = await runNode([bin, 'webhook', ...argv, '--json'], { env });
      expect(run.code, argv.join(' ')).toBe(4);
    }
    const flag = await runNode([bin, 'webhook', 'listen', '--token', managementToken], { env });
    expect(flag.code).toBe(2);
  });

  it('is verified, asked and replayed from other processes', { timeout: 120_000 }, async () => {
    const home = stateHome();
    const { child, url, ended } = await startListener([], home);
    const trigger = (...argv: string[]) =>
      runNode([bin, 'webhook', 'trigger', ...argv, '--to', url], { env: environment(home) });
    expect((await trigger('verify')).code).toBe(0);
    expect((await trigger('verify', '--unsigned')).code).toBe(0);
    expect((await trigger('vehicle-error', '--error', 'PERMISSION:null')).code).toBe(0);
    const list = await runNode([bin, 'webhook', 'replay', '--json'], { env: environment(home) });
    const { deliveries } = JSON.parse(list.stdout) as { deliveries: { id: string; eventType: string }[] };
    expect(deliveries.map(({ eventType }) => eventType)).toEqual(['VERIFY', 'VERIFY', 'VEHICLE_ERROR']);
    const again = await runNode([bin, 'webhook', 'replay', deliveries[2]?.id ?? '', '--to', url], {
      env: environment(home),
    });
    expect(again.code).toBe(0);
    child.kill('SIGTERM');
    const { code, lines } = await ended;
    expect(code).toBe(143);
    const events = lines.slice(1).map((line) => JSON.parse(line) as { findings: { kind: string }[] });
    expect(events.map(({ findings }) => findings.map(({ kind }) => kind))).toEqual([
      [],
      [],
      ['permission-null'],
      ['webhook-repeated', 'permission-null'],
    ]);
  });
});

describe('the process of webhook verify', () => {
  it('reads a body from a pipe', async () => {
    const argv = [bin, 'webhook', 'verify', '-', '--signature', signatureOf(event), '--json'];
    const right = await runNode(argv, { env: environment(), input: event });
    expect([right.code, JSON.parse(right.stdout).reason]).toEqual([0, 'ok']);
    const wrong = await runNode(argv, { env: environment(), input: `${event}\n` });
    expect([wrong.code, JSON.parse(wrong.stdout).reason]).toEqual([5, 'newline-added']);
  });

  it('says so where it is a directory', async () => {
    const run = await runNode([bin, 'webhook', 'verify', join(stateHome()), '--signature', 'x', '--json'], {
      env: environment(),
    });
    expect(run.code).toBe(2);
  });
});

/** Resolves once nothing is taken there any more. */
async function refused(url: string): Promise<void> {
  for (;;) {
    const isOpen = await fetch(url).then(
      () => true,
      () => false,
    );
    if (!isOpen) return;
  }
}
