import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { createCredentialStore } from '../../../src/io/credentials/store.ts';
import { bundleScript, type BundledScript } from '../../support/bundle.ts';
import { startTokenServer, type TokenServer } from '../../support/token-server.ts';

let script: BundledScript;
let server: TokenServer;
let home: string;

beforeAll(async () => {
  script = await bundleScript(new URL('./refresh-process.ts', import.meta.url));
});
afterAll(() => script.remove());
beforeEach(async () => {
  server = await startTokenServer();
  home = await mkdtemp(join(tmpdir(), 'connect-cli-store-'));
  await storeStalePair();
});
afterEach(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

const openStore = () =>
  createCredentialStore({
    env: { CONNECT_CLI_HOME: home, CONNECT_CLI_STORE: 'file' },
    platform: process.platform,
    pid: process.pid,
    execPath: process.execPath,
    kill: (pid, signal) => process.kill(pid, signal),
    getuid: () => process.getuid?.() ?? 0,
  });

async function storeStalePair(): Promise<void> {
  await openStore().writeTokens('app/user', {
    kind: 'smartcar-v2',
    accessToken: new Secret('access-0'),
    refreshToken: new Secret('refresh-0'),
    accessExpiresAt: 1,
    obtainedAt: 0,
    userId: 'user',
    origin: server.origin,
  });
}

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runProcess(env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script.path], {
      env: { CONNECT_CLI_HOME: home, CONNECT_CLI_STORE: 'file', TOKEN_ORIGIN: server.origin, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

describe('a hundred processes that need a fresh token', () => {
  it('ask Smartcar once, and all get the new token', async () => {
    const ended = await Promise.all(Array.from({ length: 100 }, () => runProcess()));
    expect(ended.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
    expect(new Set(ended.map(({ stdout }) => JSON.parse(stdout).access))).toEqual(new Set(['access-1']));
    expect(ended.filter(({ stdout }) => JSON.parse(stdout).renewed)).toHaveLength(1);
    expect(server.posted).toEqual(['refresh-0']);
  }, 120_000);

  it('ask once also when the last holder of the lock was killed', async () => {
    const lock = join(home, 'credentials', 'app%2fuser.json.lock');
    // No process has this id: Linux gives none above 4194304.
    await writeFile(lock, JSON.stringify({ pid: 4_194_305, host: hostname(), token: 'dead' }));
    const ended = await Promise.all(Array.from({ length: 40 }, () => runProcess()));
    expect(ended.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
    expect(server.posted).toEqual(['refresh-0']);
  }, 120_000);

  it('do not wait for a holder on another machine that has been silent for long', async () => {
    const lock = join(home, 'credentials', 'app%2fuser.json.lock');
    await writeFile(lock, JSON.stringify({ pid: process.pid, host: 'elsewhere', token: 'silent' }));
    await utimes(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    const ended = await Promise.all(Array.from({ length: 10 }, () => runProcess()));
    expect(ended.map(({ code }) => code)).toEqual(Array(10).fill(0));
    expect(server.posted).toEqual(['refresh-0']);
  }, 60_000);
});

describe('a process killed in the middle', () => {
  it.each(['KILL_AT', 'KILL_AFTER'])(
    'at any step (%s) leaves a store that works, with the newest pair it had',
    async (when) => {
      let [step, whole] = [0, false];
      while (!whole) {
        step += 1;
        await rm(join(home, 'credentials'), { recursive: true, force: true });
        const [before] = [server.newest()];
        await openStore().writeTokens('app/user', {
          kind: 'smartcar-v2',
          accessToken: new Secret(before.access),
          refreshToken: new Secret(before.refresh),
          accessExpiresAt: 1,
          obtainedAt: 0,
          origin: server.origin,
        });
        const killed = await runProcess({ [when]: String(step) });
        // The first run that has no such step any more goes through; its checks are those of every other.
        whole = killed.signal === null;
        expect(killed.stderr).toBe('');
        const left = await openStore().readTokens('app/user');
        // Either pair is whole: the one from before, whose refresh token lives for another minute, or the new one.
        expect([before.refresh, server.newest().refresh]).toContain(left?.refreshToken?.reveal());
        expect(left?.accessToken.reveal().replace('access', 'refresh')).toBe(left?.refreshToken?.reveal());
        const after = await runProcess();
        expect(after.stderr).toBe('');
        expect(JSON.parse(after.stdout).access).toBe(server.newest().access);
        expect((await openStore().readTokens('app/user'))?.refreshToken?.reveal()).toBe(server.newest().refresh);
      }
      expect(step).toBeGreaterThan(20);
      expect(await openStore().listTokens()).toHaveLength(1);
      expect((await readdir(join(home, 'credentials'))).filter((name) => name.endsWith('.lock'))).toEqual([]);
    },
    120_000,
  );
});
