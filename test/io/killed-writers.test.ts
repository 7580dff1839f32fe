import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { bundleScript, type BundledScript } from '../support/bundle.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runNode } from '../support/process.ts';

let program: BundledScript;
let home: Home;

beforeAll(async () => {
  program = await bundleScript(new URL('../../src/main.ts', import.meta.url));
});
afterAll(() => program.remove());
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

/** Starts to save a profile and a secret, and is killed after so many milliseconds. */
function saveAndDie(env: Record<string, string>, milliseconds: number): Promise<void> {
  const args = ['init', '--client-id', id, '--name', 'killed', '--client-secret-stdin', '--json'];
  const child = spawn(process.execPath, [program.path, ...args], { env, stdio: ['pipe', 'ignore', 'ignore'] });
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

it('writers that are killed at any moment leave nothing behind the next write', async () => {
  const env = { ...home.env, HOME: home.path };
  for (let step = 0; step < 16; step += 1) await saveAndDie(env, 60 + step * 15);
  const last = await runNode([program.path, 'init', '--client-id', id, '--client-secret-stdin', '--json'], {
    env,
    input: 'a-client-secret',
  });
  expect(last.code, last.stderr).toBe(0);
  const names = await readdir(home.path, { recursive: true });
  expect(names.filter((name) => /\.tmp\b|\.lock\b|\.breaker$/.test(name))).toEqual([]);
}, 120_000);
