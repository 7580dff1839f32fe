import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { bundleScript, type BundledScript } from './bundle.ts';
import { makeHome, type Home } from './home.ts';
import { runNode, type Ended } from './process.ts';
import { startProgram, type RunningProgram } from './running-program.ts';

type Variables = Readonly<Record<string, string>>;

/** The program as a process, in a home of its own for each test. */
export interface Program {
  /** The script that Node runs. */
  readonly path: string;
  readonly home: Home;
  /** What a process of the program sees: the home, a search path, no browser; then what is given. */
  environment(more?: Variables): Variables;
  /** Runs it to its end with standard input closed, or given. */
  run(words: readonly string[], more?: Variables, input?: string): Promise<Ended>;
  /** Starts it; standard input stays open. Killed when the test ends. */
  start(words: readonly string[], more?: Variables): RunningProgram;
}

/** Bundles the program once for the tests of a file, and makes each of them a home. Call it outside of tests. */
export function useProgram(): Program {
  let script: BundledScript | undefined;
  let home: Home | undefined;
  beforeAll(async () => {
    script = await bundleScript(new URL('../../src/main.ts', import.meta.url));
  });
  afterAll(() => script?.remove());
  beforeEach(async () => {
    home = await makeHome();
  });
  afterEach(() => home?.remove());
  const program: Program = {
    get path() {
      return made(script).path;
    },
    get home() {
      return made(home);
    },
    environment: (more = {}) => ({
      ...program.home.env,
      HOME: program.home.path,
      PATH: process.env['PATH'] ?? '',
      BROWSER: 'none',
      ...more,
    }),
    run: (words, more, input) =>
      runNode([program.path, ...words], {
        env: program.environment(more),
        cwd: program.home.path,
        ...(input === undefined ? {} : { input }),
      }),
    start: (words, more) =>
      startProgram([program.path, ...words], { env: program.environment(more), cwd: program.home.path }),
  };
  return program;
}

function made<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('Only tests have a program and a home.');
  return thing;
}
