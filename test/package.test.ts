import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = (path: string) => new URL(`../${path}`, import.meta.url);
const manifest = JSON.parse(readFileSync(root('package.json'), 'utf8')) as {
  bin: Record<string, string>;
  devDependencies: Record<string, string>;
  dependencies?: Record<string, string>;
};

describe('the package', () => {
  it('seed 148: is built on the packages of the design card', () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    for (const name of ['commander', '@inquirer/prompts', 'open', 'chalk', 'conf', 'undici', 'vitest']) {
      expect(names).toContain(name);
    }
  });

  it('seed 149: has the files and folders of the design card', () => {
    for (const path of ['package.json', 'tsconfig.json', 'bin', 'src', 'test', 'README.md']) {
      expect(existsSync(root(path)), path).toBe(true);
    }
  });

  it('starts as connect-cli', () => {
    expect(manifest.bin).toEqual({ 'connect-cli': 'bin/connect-cli.cjs' });
    expect(readFileSync(root('bin/connect-cli.cjs'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('keeps the README short', () => {
    expect(readFileSync(root('README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(250);
  });
});

describe('the licences of what is bundled', () => {
  const notices = readFileSync(root('THIRD_PARTY_NOTICES'), 'utf8').split(/^-{80}\n/m);
  const noticeOf = (name: string) => notices.find((notice) => notice.startsWith(`${name} `));

  it('are there for every package whose code is in the bundles, with their text', () => {
    for (const name of ['commander', '@inquirer/core', '@inquirer/input', 'open', 'chalk', 'conf', 'undici', 'uqr']) {
      expect(noticeOf(name), name).toMatch(/^\S+ \d+\.\d+\.\d+ \(MIT\)\n[^]*Permission is hereby granted/);
    }
  });

  it('leave out what only builds and tests', () => {
    expect(['vitest', 'rolldown', 'typescript', 'smartcar'].filter((name) => noticeOf(name) !== undefined)).toEqual([]);
  });
});

describe('the start', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'connect-cli-start-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const file = join(scratch, 'file');
  writeFileSync(file, '');

  it.each([
    ['no home', {}],
    ['an empty home', { HOME: '' }],
    ['a home that is no directory', { HOME: file }],
    ['a home that does not exist and cannot be made', { HOME: '/proc/nobody' }],
    ['a cache directory that is no directory', { HOME: scratch, XDG_CACHE_HOME: file }],
    ['a relative cache directory', { HOME: scratch, XDG_CACHE_HOME: 'relative' }],
    ['a compile cache that cannot be made', { HOME: scratch, NODE_COMPILE_CACHE: file }],
  ])('is not stopped by %s', (_, env) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [fileURLToPath(root('bin/connect-cli.cjs')), 'explain-scopes', 'read_odometer', '--json'],
      { cwd: scratch, env: { PATH: process.env['PATH'], ...env }, input: '', encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'scope-explanation' });
    expect(existsSync(join(scratch, 'relative'))).toBe(false);
  });
});
