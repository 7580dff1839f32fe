import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

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
