import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Tests in a real browser need Chromium. CI always runs them; elsewhere its absence is said, not hidden. */
const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const runBrowserTests = process.env['CI'] !== undefined || existsSync(chromium);
if (!runBrowserTests) {
  console.warn(
    `The tests under test/browser are left out: there is no ${chromium}. Install Chromium or set CHROMIUM_PATH.\n`,
  );
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    exclude: runBrowserTests ? [] : ['test/browser/**', 'examples/playwright/**'],
    globalSetup: ['test/support/build.ts'],
    // Real browsers, terminals and sockets on a busy machine: one more try before a change is turned away.
    retry: process.env['CI'] === undefined ? 0 : 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
