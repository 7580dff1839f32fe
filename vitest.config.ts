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

/** Tests that run the program as it is built and packed; every other test reads the sources and starts at once. */
const built = ['test/package*.test.ts', 'test/pty/**/*.test.ts', 'test/browser/**/*.test.ts', 'examples/**/*.test.ts'];

const shared = {
  // Real browsers, terminals and sockets on a busy machine: one more try before a change is turned away.
  retry: process.env['CI'] === undefined ? 0 : 2,
  testTimeout: 30_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'sources', include: ['test/**/*.test.ts'], exclude: built } },
      {
        test: {
          ...shared,
          name: 'built',
          include: built,
          exclude: runBrowserTests ? [] : ['test/browser/**', 'examples/playwright/**'],
          globalSetup: ['test/support/build.ts'],
        },
      },
    ],
  },
});
