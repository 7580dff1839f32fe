import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../src/core/audit/checkpoint.ts';
import { parseDeliveries } from '../../src/io/webhook/delivery-file.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runCli } from '../support/run.ts';

let home: Home | undefined;
beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home?.remove());

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

async function settings(content?: object): Promise<string> {
  const { profiles } = home?.context() ?? {};
  const path = profiles?.path ?? '';
  await mkdir(dirname(path), { recursive: true });
  if (content !== undefined) await writeFile(path, JSON.stringify(content));
  return path;
}

const run = (...argv: readonly string[]) => runCli([...argv, '--json', '--no-input'], home?.context());

describe('6. A newer file: config.json', () => {
  it('says which version it is of', async () => {
    const path = await settings();
    expect((await run('init', '--name', 'staging', '--client-id', id)).exitCode).toBe(0);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 1, defaultProfile: 'staging' });
  });

  it('keeps what it does not know, in the file and in each profile', async () => {
    const path = await settings({
      version: 1,
      theme: { dark: true },
      defaultProfile: 'live',
      profiles: { live: { applicationId: id, region: 'EU' }, old: { signals: ['a'], __later: [1] } },
      directories: {},
    });
    expect((await run('init', '--name', 'live', '--client-id', id, '--scope', 'read_vin')).exitCode).toBe(0);
    expect((await run('init', '--name', 'staging', '--client-id', id)).exitCode).toBe(0);
    const written = JSON.parse(await readFile(path, 'utf8'));
    expect(written.theme).toEqual({ dark: true });
    expect(written.profiles.live.region).toBe('EU');
    expect(written.profiles.old).toEqual({ signals: ['a'], __later: [1] });
    expect(Object.keys(written.profiles)).toEqual(['live', 'old', 'staging']);
  });

  it('of a newer major is refused by name, and nothing is changed', async () => {
    const path = await settings({ version: 2, profiles: [] });
    const before = await readFile(path, 'utf8');
    for (const argv of [['init', '--name', 'staging', '--client-id', id], ['profile', 'list'], ['config']]) {
      const ended = await run(...argv);
      expect([argv[0], ended.exitCode]).toEqual([argv[0], 2]);
      expect(ended.error()).toMatchObject({
        code: 'INVALID_VALUE',
        message: `The settings file "${path}" has version 2, and this connect-cli knows 1.`,
      });
    }
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});

describe('6. A newer file: others', () => {
  it('deliveries that were kept', () => {
    const text = '{"file":"connect-cli webhook deliveries","version":2}\n';
    expect(() => parseDeliveries('/kept.jsonl', text)).toThrow('has version 2, and this connect-cli knows 1');
  });

  it('an attempt that waits to be finished', async () => {
    const attempt = '3f2b8f0e-6f0c-4b53-9d35-0d1f5ce0a111';
    const attempts = { read: async () => '{"version":2}', save: async () => {}, take: async () => true };
    const ended = await runCli(['authorize', '--finish', attempt, '--redirect', 'http://localhost/', '--json'], {
      ...home?.context(),
      attempts,
    });
    expect(ended.exitCode).toBe(2);
    expect(ended.error().message).toBe(`A newer connect-cli began the attempt "${attempt}".`);
  });

  it('the checkpoint of an audit', () => {
    expect(readCheckpoint({ version: 2, kind: 'audit-checkpoint' })).toEqual({ ok: false, why: 'newer' });
  });
});
