import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'bin/connect-cli.cjs');
const scope = 'read_odometer read_location control_security';
const groups = ['--group-by', 'box,model'];
const hasPython = spawnSync('python3', ['--version']).status === 0;

const models = ['Model 3', 'Model S', 'Model Y'];
const rows = Array.from({ length: 3000 }, (_, index) => ({
  // Every owner has two cars.
  user_id: `u${index >> 1}`,
  vehicle_id: `v${index}`,
  make: 'TESLA',
  model: models[index % 3],
  year: 2015 + (index % 10),
  permissions: scope.split(' ').filter((_, place) => (index >> place) % 2 === 0),
  virtual_key: index % 4 === 0 ? 'missing' : 'paired',
}));

function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'engines-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const audit = (folder: string, args: readonly string[]): string =>
  execFileSync(process.execPath, [cli, 'audit', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
const counts = (text: string) => ({ ...(JSON.parse(text) as object), warnings: [] });

it.runIf(hasPython)('a stage of Spark, played by what its pipe is documented to do, equals one run', () => {
  const folder = workFolder();
  const input = join(folder, 'connections.jsonl');
  writeFileSync(input, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const whole = audit(folder, [input, '--scope', scope, ...groups, '--json']);
  const words = [join(root, 'examples/spark/audit.py'), input, join(folder, 'out'), '--scope', scope];
  const options = ['--audit', `${process.execPath} ${cli}`, '--partitions'];
  const env = { ...process.env, PYTHONPATH: join(root, 'test/support/spark'), PYTHONDONTWRITEBYTECODE: '1' };
  execFileSync('python3', [...words, ...options, '7'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  expect(counts(readFileSync(join(folder, 'out/summary.json'), 'utf8'))).toEqual(counts(whole));
  const parts = readdirSync(join(folder, 'out/rows')).toSorted();
  const users = parts.flatMap((part) =>
    readFileSync(join(folder, 'out/rows', part), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { userId: string }).userId),
  );
  expect(parts).toHaveLength(7);
  expect(users).toEqual(rows.map(({ user_id: id }) => id));
  const wrong = [words[0] ?? '', input, join(folder, 'other'), '--scope', 'read_odomter', ...options, '2'];
  expect(spawnSync('python3', wrong, { env }).status).not.toBe(0);
});

it('DuckDB writes the rows, and reads the result', { timeout: 120_000 }, () => {
  const folder = workFolder();
  const duckdb = (file: string) =>
    JSON.parse(
      execFileSync(process.execPath, [join(root, 'test/support/duckdb.mjs'), file], { cwd: folder, encoding: 'utf8' }),
    ) as Record<string, unknown>[][];
  writeFileSync(join(folder, 'table.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  writeFileSync(
    join(folder, 'table.sql'),
    "COPY (SELECT * FROM read_json('table.jsonl', format = 'newline_delimited')) TO 'connections.parquet' (FORMAT parquet);",
  );
  duckdb('table.sql');
  duckdb(join(root, 'examples/duckdb/connections.sql'));

  const lines = readFileSync(join(folder, 'connections.jsonl'), 'utf8').trimEnd().split('\n');
  const flags = ['--scope', scope, ...groups, '--format', 'jsonl'];
  const shards = [0, 1, 2].map((shard) => {
    const part = `part-${shard}`;
    writeFileSync(join(folder, `${part}.jsonl`), lines.filter((_, index) => index % 3 === shard).join('\n'));
    audit(folder, [`${part}.jsonl`, ...flags, '--summary', `${part}.json`]);
    return `${part}.json`;
  });
  writeFileSync(join(folder, 'rows.jsonl'), audit(folder, ['connections.jsonl', ...flags, '--summary', 'whole.json']));
  writeFileSync(join(folder, 'summary.json'), audit(folder, ['merge', ...shards, '--json']));

  const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as {
    readonly verdicts: Record<string, number>;
    readonly boxes: Record<string, number>;
  };
  expect({ ...summary, warnings: [] }).toEqual(counts(readFileSync(join(folder, 'whole.json'), 'utf8')));
  const [byVerdict = [], byBox = [], byModel = []] = duckdb(join(root, 'examples/duckdb/result.sql')).slice(-3);
  expect(byVerdict.length).toBeGreaterThan(2);
  for (const { verdict, rows: found, counted } of byVerdict) expect([verdict, found]).toEqual([verdict, counted]);
  expect(Object.fromEntries(byVerdict.map(({ verdict, rows: found }) => [verdict, found]))).toEqual(
    Object.fromEntries(Object.entries(summary.verdicts).filter(([, count]) => count > 0)),
  );
  expect(Object.fromEntries(byBox.map(({ box, rows: found }) => [box, found]))).toEqual(summary.boxes);
  expect(byModel.map(({ model, cars }) => [model, cars])).toEqual([
    ['Model 3', 1000],
    ['Model S', 1000],
    ['Model Y', 1000],
  ]);
});
