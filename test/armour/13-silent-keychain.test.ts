import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { makeHome, type Home } from '../support/home.ts';
import { runNode } from '../support/process.ts';
import { startProgram } from '../support/running-program.ts';

const bin = fileURLToPath(new URL('../../bin/connect-cli.cjs', import.meta.url));
const silence = 'The keychain cannot be used: it did not answer within 3 s.';

/** A session bus that takes every connection and never says a word. */
async function silentBus(directory: string) {
  const callers: Socket[] = [];
  const server = createServer((socket) => {
    callers.push(socket.on('error', () => {}).resume());
  });
  const path = join(directory, 'bus');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    for (const caller of callers) caller.destroy();
    server.close();
  });
  const caller = async (): Promise<Socket> => {
    await expect.poll(() => callers.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
    return callers[0]!;
  };
  return { env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }, caller, calls: () => callers.length };
}

describe.runIf(process.platform === 'linux')('13. A keychain that says nothing', () => {
  let home: Home;
  let bus: Awaited<ReturnType<typeof silentBus>>;
  let env: Readonly<Record<string, string>>;
  beforeEach(async () => {
    home = await makeHome();
    onTestFinished(() => home.remove());
    bus = await silentBus(home.path);
    env = { CONNECT_CLI_HOME: home.path, PATH: process.env['PATH'] ?? '', ...bus.env };
  });

  /** What an earlier command left while the keychain still spoke. */
  async function storeSealedTokens(...keys: readonly string[]): Promise<void> {
    const directory = join(home.path, 'credentials');
    await mkdir(directory, { mode: 0o700 });
    const write = (name: string, entry: object) =>
      writeFile(join(directory, `${name}.json`), JSON.stringify({ version: 1, ...entry }), { mode: 0o600 });
    await write('backend', { backend: 'keychain' });
    for (const key of keys) await write(key, { key, type: 'tokens', sealed: true, content: 'c2VhbGVk' });
  }

  it('is asked once for all sealed entries, and the command says what is wrong', async () => {
    await storeSealedTokens('one', 'two');
    const listed = await runNode([bin, 'token', 'list', '--json'], { env });
    expect(listed.code).toBe(0);
    expect((JSON.parse(listed.stdout) as { warnings: unknown }).warnings).toEqual([silence, silence]);
    expect(bus.calls()).toBe(1);
  });

  it('ends a command that needs a sealed token with a way out', async () => {
    await storeSealedTokens('one');
    const shown = await runNode([bin, 'token', 'show', 'one', '--json'], { env });
    expect(shown.code).toBe(4);
    expect(JSON.parse(shown.stderr)).toMatchObject({ error: { code: 'STORE_UNAVAILABLE', message: silence } });
  });

  it('leaves the first secret to files, and says so', async () => {
    const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
    const words = ['init', '--client-id', id, '--client-secret-stdin', '--no-input'];
    const stored = await runNode([bin, ...words], { env, input: 'the-secret-of-it' });
    expect(stored.code).toBe(0);
    expect(stored.stdout.replace(/\s+/g, ' ')).toContain(
      `Secrets rest unencrypted in "${home.path}/credentials", readable by you alone (the keychain cannot be used: it did not answer within 3 s).`,
    );
    const path = join(home.path, 'credentials', `${id}%2fclient-secret.json`);
    expect(await readFile(path, 'utf8')).toContain('the-secret-of-it');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s ends the command and its question before the keychain is given up, with %i',
    async (signal, exitCode) => {
      await storeSealedTokens('one');
      const program = startProgram([bin, 'token', 'show', 'one'], { env });
      const caller = await bus.caller();
      const hungUp = new Promise((resolve) => caller.once('close', resolve));
      program.kill(signal);
      expect((await program.ended).code).toBe(exitCode);
      await hungUp;
    },
  );
});
