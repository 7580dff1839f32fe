// Changes the code that decides over trust, one place at a time, and counts the changes that no test notices
// (docs/adr/0014-mutation-tests.md). Stryker wants a newer Node than the project: both come from the npm registry into a
// copy of the last commit, so that nobody who installs the project carries them.
//
//   npm run mutation                        all of it, about a quarter of an hour
//   npm run mutation src/io/credentials/lock.ts
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = ['node@24', '@stryker-mutator/core@10.1.1', '@stryker-mutator/vitest-runner@10.1.1'];

/** Admission of callbacks, comparison of states, seal, lock, and the rules for addresses. */
const judged = [
  'src/core/connect/admission.ts',
  'src/core/connect/pasted.ts',
  'src/core/connect/redirect-uri.ts',
  'src/core/connect/state.ts',
  'src/io/loopback/admit.ts',
  'src/io/loopback/constant-time.ts',
  'src/io/credentials/lock.ts',
  'src/io/credentials/seal.ts',
  'src/io/file-owner.ts',
  'src/io/private-address.ts',
];

/** Tests that start processes are left out: a change lives in the process of the tests alone. */
const vitest = `import { defineConfig } from 'vitest/config';
export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Threads cannot change the umask.
    testNamePattern: /^(?!.*umask)/,
    include: ['core/connect', 'io/loopback', 'io/credentials'].map((room) => \`test/\${room}/**/*.test.ts\`)
      .concat('test/armour/09-addresses.test.ts', 'test/io/file-owner.test.ts'),
    exclude: ['credentials/refresh-once', 'loopback/exit', 'loopback/hostile'].map((name) => \`test/io/\${name}.test.ts\`),
  },
});
`;

const chosen = process.argv.slice(2);
const stryker = {
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  mutate: chosen.length > 0 ? chosen : judged,
  reporters: ['json', 'progress-append-only'],
  timeoutMS: 5000,
};

const copy = mkdtempSync(join(tmpdir(), 'connect-cli-mutation-'));
try {
  execFileSync('git', ['clone', '--quiet', root, copy]);
  cpSync(join(root, 'node_modules'), join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', ...packages], {
    cwd: copy,
    stdio: 'inherit',
  });
  writeFileSync(join(copy, 'vitest.mutation.config.ts'), vitest);
  writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(stryker));
  const path = `${join(copy, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  execFileSync('node', ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'], {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  summarise(JSON.parse(readFileSync(join(copy, 'reports', 'mutation', 'mutation.json'), 'utf8')));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** One line per change that lives, then the share that was noticed. A change that makes the tests hang was noticed. */
function summarise({ files }) {
  const mutants = Object.entries(files).flatMap(([path, { mutants: all, source }]) =>
    all.map((mutant) => ({ ...mutant, path, written: source.split('\n')[mutant.location.start.line - 1].trim() })),
  );
  const counted = mutants.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status));
  const alive = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  for (const { path, location, replacement, written } of alive) {
    console.log(`alive ${path}:${location.start.line} ${written}\n      became ${replacement.split('\n', 1)[0]}`);
  }
  const noticed = counted.length - alive.length;
  console.log(`${noticed} of ${counted.length} changes noticed: ${((100 * noticed) / counted.length).toFixed(1)} %`);
}
