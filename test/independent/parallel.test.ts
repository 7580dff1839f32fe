import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'bin/connect-cli.cjs');
const scope = 'read_odometer read_location control_security';
const hasParallel = spawnSync('parallel', ['--version']).stdout?.includes('GNU parallel') === true;

it.runIf(hasParallel)('an audit in parts by GNU parallel equals one run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parallel-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const models = ['Model 3', 'Model S', 'Model Y'];
  const rows = Array.from({ length: 3000 }, (_, index) =>
    JSON.stringify({
      userId: `u${index}`,
      model: models[index % 3],
      year: 2015 + (index % 10),
      permissions: scope.split(' ').filter((_, place) => (index >> place) % 2 === 0),
    }),
  );
  const input = join(folder, 'rows.jsonl');
  writeFileSync(input, `${rows.join('\n')}\n`);
  const flags = ['audit', input, '--scope', scope, '--group-by', 'box,model'];
  const whole = execFileSync(process.execPath, [cli, ...flags, '--json'], { encoding: 'utf8' });
  const out = join(folder, 'out');
  execFileSync(join(root, 'examples/parallel/audit.sh'), [input, scope, out], {
    env: { ...process.env, CONNECT_CLI: `${process.execPath} ${cli}`, BLOCK: '100k' },
  });
  const counts = (text: string) => ({ ...(JSON.parse(text) as object), warnings: [] });
  expect(counts(readFileSync(join(out, 'summary.json'), 'utf8'))).toEqual(counts(whole));
  const users = readFileSync(join(out, 'rows.jsonl'), 'utf8').trimEnd().split('\n');
  expect(users.map((line) => (JSON.parse(line) as { userId: string }).userId)).toEqual(
    rows.map((_, index) => `u${index}`),
  );
  const failed = join(folder, 'failed');
  const { status } = spawnSync(join(root, 'examples/parallel/audit.sh'), [input, 'read_odomter', failed], {
    env: { ...process.env, CONNECT_CLI: `${process.execPath} ${cli}` },
  });
  expect(status).not.toBe(0);
  expect(readFileSync(join(failed, 'parts/1.log'), 'utf8')).toContain('read_odomter');
});
