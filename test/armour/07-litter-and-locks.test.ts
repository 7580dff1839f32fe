import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { createOwners, readOwnerSystem } from '../../src/io/file-owner.ts';
import { useProgram } from '../support/program.ts';
import { startTokenServer, type TokenServer } from '../support/token-server.ts';

/** The lock step by step, with every race: `test/io/credentials/lock.test.ts`. */

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const program = useProgram();

const litterIn = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => /\.tmp\b|\.lock\b|\.breaker$/.test(name));

/** Lets a process of the program live so many milliseconds before or after everybody else. */
const skewed = (milliseconds: number) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`const now=Date.now;Date.now=()=>now()+(${milliseconds})`)}`,
});

const day = 24 * 60 * 60 * 1000;

describe('7. Litter: what kill -9 leaves behind is swept by the next write', () => {
  /** Starts to save a profile and a secret, and is killed after so many milliseconds. */
  function saveAndDie(milliseconds: number): Promise<void> {
    const args = ['init', '--client-id', id, '--name', 'killed', '--client-secret-stdin', '--json'];
    const child = spawn(process.execPath, [program.path, ...args], {
      env: program.environment(),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => {});
    child.stdin.end('a-client-secret');
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    return new Promise((resolve) =>
      child.once('close', () => {
        clearTimeout(timer);
        resolve();
      }),
    );
  }

  it('of settings and secrets, at whatever moment', async () => {
    for (let step = 0; step < 16; step += 1) await saveAndDie(60 + step * 15);
    const args = ['init', '--client-id', id, '--client-secret-stdin', '--json'];
    const last = await program.run(args, {}, 'a-client-secret');
    expect(last.code, last.stderr).toBe(0);
    expect(await litterIn(program.home.path)).toEqual([]);
  }, 120_000);

  it('of a campaign: the directory beside its place, and rows that did not fit into memory', async () => {
    const temporary = join(program.home.path, 'tmp');
    await mkdir(temporary);
    const row = (index: number) =>
      JSON.stringify({
        line: index,
        userId: `${index}-${'x'.repeat(200)}`,
        vehicleId: null,
        connectionId: null,
        verdict: 'revoked',
        missing: [],
        missingBoxes: [],
        virtualKey: 'unknown',
        link: null,
      });
    const rows = `${Array.from({ length: 50_000 }, (_, index) => row(index)).join('\n')}\n`;
    const args = ['campaign', '-', '--out', 'out', '--application-id', id, '--redirect-uri', 'https://example.com/cb'];
    args.push('--scope', 'read_vin');
    const env = { TMPDIR: temporary, CONNECT_CLI_CAMPAIGN_KEY: 'rN1o3hUUYVx0sG8sVvO0Q2m8b4n7Jk5c1D6e9F2g3H4' };
    const killed = program.start(args, env);
    killed.type(rows);
    const left = async () => [
      (await readdir(program.home.path)).filter((name) => name.startsWith('.out.')).length,
      (await readdir(temporary)).filter((name) => name.startsWith('connect-cli-rows.')).length,
    ];
    await expect.poll(left, { timeout: 20_000 }).toEqual([1, 1]);
    killed.kill('SIGKILL');
    await killed.ended;
    expect(await left()).toEqual([1, 1]);
    const again = await program.run([...args, '--json'], env, rows);
    expect(again.code, again.stderr).toBe(0);
    expect(await litterIn(program.home.path)).toEqual([]);
    expect((await readdir(join(program.home.path, 'out'))).length).toBeGreaterThan(0);
  }, 60_000);
});

describe('7. Locks: dead when their owner is, whatever the clocks say', () => {
  /** Tokens that a refresh renews at this server. */
  async function storeTokens({ origin }: TokenServer): Promise<Readonly<Record<string, string>>> {
    await program.home.context().credentials.writeTokens(`${id}@${new URL(origin).host}/u`, {
      kind: 'smartcar-v2',
      accessToken: new Secret('access-of-long-ago'),
      refreshToken: new Secret('refresh-0'),
      obtainedAt: 0,
      accessExpiresAt: 1,
      origin,
    });
    return { SMARTCAR_CLIENT_ID: id, SMARTCAR_CLIENT_SECRET: 'a-client-secret', SMARTCAR_AUTH_ORIGIN: origin };
  }

  /** A token server that answers when it is let go. */
  async function heldServer() {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const server = await startTokenServer(() => held);
    onTestFinished(() => server.close());
    return { server, letGo };
  }

  const store = () => join(program.home.path, 'credentials');
  const filesOf = async (wanted: RegExp) => (await readdir(store())).filter((name) => wanted.test(name));

  it.each([
    ['of 1970', 1, 0],
    ['of 2100', Date.UTC(2100, 0) / 1000, 0],
    ['of a day before the clock of who waits', undefined, day],
    ['of a day after the clock of who waits', undefined, -day],
  ])('a living lock %s is not stolen', async (_what, seconds, skew) => {
    const { server, letGo } = await heldServer();
    const env = await storeTokens(server);
    const holder = program.start(['token', 'refresh', '--json'], env);
    await expect.poll(() => server.posted, { timeout: 10_000 }).toEqual(['refresh-0']);
    const [lock = ''] = await filesOf(/\.lock$/);
    if (seconds !== undefined) await utimes(join(store(), lock), seconds, seconds);
    const waiting = program.start(['token', 'refresh', '--json'], { ...env, ...skewed(skew) });
    await expect.poll(() => filesOf(/\.lock\../), { timeout: 10_000 }).toHaveLength(1);
    letGo();
    const ended = await Promise.all([holder.ended, waiting.ended]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    // A clock that is a day ahead holds the new pair for stale as well, but it spends the one that was given last.
    expect(server.posted).toEqual(['refresh-0', 'refresh-1'].slice(0, server.posted.length));
    expect(await litterIn(program.home.path)).toEqual([]);
  });

  it('the lock of a process that was killed is free at once', async () => {
    const { server, letGo } = await heldServer();
    const env = await storeTokens(server);
    const killed = program.start(['token', 'refresh', '--json'], env);
    await expect.poll(() => server.posted, { timeout: 10_000 }).toEqual(['refresh-0']);
    killed.kill('SIGKILL');
    await killed.ended;
    const [lock = ''] = await filesOf(/\.lock$/);
    expect(JSON.parse(await readFile(join(store(), lock), 'utf8'))).toMatchObject({ pid: killed.pid });
    // A lock of the future is as dead.
    await utimes(join(store(), lock), Date.UTC(2100, 0) / 1000, Date.UTC(2100, 0) / 1000);
    letGo();
    const next = await program.run(['token', 'refresh', '--json'], env);
    expect(next.code, next.stderr).toBe(0);
    expect(await litterIn(program.home.path)).toEqual([]);
    // An unfinished lock would have been waited for, for twenty seconds.
  }, 15_000);

  it.runIf(process.platform === 'linux')(
    'another process that has the id today does not keep it',
    async () => {
      const { server, letGo } = await heldServer();
      letGo();
      const env = await storeTokens(server);
      const [entry = ''] = await filesOf(/\.json$/);
      const lock = join(store(), `${entry}.lock`);
      const { pid, ...place } = createOwners(readOwnerSystem(process)).self;
      const holder = { ...place, pid, started: '5', token: 'of an earlier process' };
      await writeFile(lock, JSON.stringify(holder), { mode: 0o600 });
      expect((await program.run(['token', 'refresh', '--force', '--json'], env)).code).toBe(0);
    },
    15_000,
  );

  it('ten writers whose clocks differ by days lose none of ten profiles', async () => {
    const writers = Array.from({ length: 10 }, (_, index) => index);
    const ended = await Promise.all(
      writers.map((index) =>
        program.run(
          ['init', '--client-id', id, '--name', `profile-${index}`, '--json', '--no-input'],
          skewed((index - 5) * day),
        ),
      ),
    );
    expect(ended.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
    const listed = JSON.parse((await program.run(['profile', 'list', '--json'])).stdout) as {
      profiles: readonly { name: string }[];
    };
    expect(listed.profiles.map(({ name }) => name).toSorted()).toEqual(writers.map((index) => `profile-${index}`));
    expect(await litterIn(program.home.path)).toEqual([]);
  }, 60_000);
});
