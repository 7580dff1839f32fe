import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

describe('the start from packs', () => {
  const dist = fileURLToPath(root('dist'));
  const scratch = mkdtempSync(join(tmpdir(), 'connect-cli-packs-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const bin = (built: string) => join(built, '../bin/connect-cli.cjs');
  const env = { PATH: process.env['PATH'], HOME: scratch };
  const run = (...args: string[]) => spawnSync(process.execPath, args, { env, input: '', encoding: 'utf8' });

  const commands = [
    ['explain-scopes', 'read_odometer', '--json'],
    ['revoke', '--make', 'TESLA', '--client-id', 'f0e1d2c3-0000-4000-8000-000000000000', '--print-url'],
    ['--help'],
    ['url', 'lint', 'https://connect.smartcar.com/oauth/authorize'],
    ['authorize', '--sandbox', '--owner', 'deny', '--json'],
  ];

  it('gives V8 compiled code that it accepts', () => {
    const spy = join(scratch, 'spy.cjs');
    writeFileSync(
      spy,
      `const vm = require('node:vm');
       vm.Script = class extends vm.Script {
         constructor(source, options) {
           super(source, options);
           process.on('exit', () => require('node:fs').writeSync(2, 'rejected: ' + this.cachedDataRejected + '\\n'));
         }
       };`,
    );
    const { stderr } = run('-r', spy, bin(dist), 'authorize', '--sandbox', '--owner', 'select-all', '--json');
    expect(stderr.match(/rejected: .*/g)).toEqual(['rejected: false', 'rejected: false', 'rejected: false']);
  });

  it.each(['without packs', 'with caches that do not fit', 'without caches'])('says the same %s', (how) => {
    const other = join(scratch, how.replaceAll(' ', '-'), 'dist');
    cpSync(dist, other, { recursive: true });
    const folder = join(other, 'packs', `${process.version}-${process.platform}-${process.arch}`);
    expect(existsSync(folder)).toBe(true);
    if (how === 'without packs') rmSync(folder, { recursive: true });
    else {
      for (const pack of ['start', 'authorize', 'sandbox']) {
        const cache = join(folder, `${pack}.cache`);
        if (how === 'without caches') rmSync(cache);
        else writeFileSync(cache, readFileSync(cache).fill(7, 4, 16)); // what V8 says about itself and the source
      }
    }
    cpSync(fileURLToPath(root('package.json')), join(other, '../package.json'));
    cpSync(bin(dist), bin(other));
    cpSync(fileURLToPath(root('schemas')), join(other, '../schemas'), { recursive: true });
    for (const command of commands) {
      const [there, here] = [other, dist].map((folder) => {
        const { status, stdout, stderr } = run(bin(folder), ...command);
        return { status, text: withoutChance(stdout), errors: withoutChance(stderr) };
      });
      expect(there).toEqual(here);
    }
  });

  // What every run of the sandbox mints anew, and its port.
  const withoutChance = (text: string) =>
    text.replace(/127\.0\.0\.1:\d+|localhost:\d+|%3A\d{4,5}/g, 'origin').replace(/[\w-]{16,}/g, 'minted');
});
