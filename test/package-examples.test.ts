import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

it('the examples are in the tarball and run from it as they are', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = (program: string, args: readonly string[], cwd: string) =>
    execFileSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, CI: 'true', NO_COLOR: '1' } });
  run('npm', ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder], root);
  const [tarball = ''] = readdirSync(folder);
  run('tar', ['-xzf', tarball], folder);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  renameSync(join(folder, 'package'), join(modules, 'connect-cli'));
  for (const name of ['vitest', 'playwright-core']) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const wanted = ['vitest', ...(existsSync(chromium) ? ['playwright'] : [])];
  // Vitest looks for no tests below node_modules: the examples are copied, as whoever tries them does.
  for (const name of wanted) renameSync(join(modules, 'connect-cli/examples', name), join(folder, name));
  const told = run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder], folder);
  expect(told).toMatch(new RegExp(`Test Files {2}${wanted.length} passed`));
});
