import { run } from '../../src/cli/program.ts';
import type { Context } from '../../src/io/context.ts';
import { createTestContext } from './context.ts';

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Stdout as one JSON document. */
  json<T = Record<string, unknown>>(): T;
  /** The error document: the last line of stderr. */
  error(): { code: string; message: string; hint: string; docs: string; exitCode: number };
}

/** Runs a command line in process with captured streams. Effects that are not given throw. */
export async function runCli(argv: readonly string[], given: Partial<Context> = {}): Promise<RunResult> {
  const ctx = createTestContext(given);
  const exitCode = await run(argv, ctx);
  const [stdout, stderr] = [ctx.stdout.text(), ctx.stderr.text()];
  return {
    exitCode,
    stdout,
    stderr,
    json: () => JSON.parse(stdout),
    error: () => JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error,
  };
}
