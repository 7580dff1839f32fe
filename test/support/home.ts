import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../src/io/context.ts';
import { createCredentialStore } from '../../src/io/credentials/store.ts';
import { createFiles } from '../../src/io/files.ts';
import { createProfileStore } from '../../src/io/profiles/store.ts';
import { systemClock } from '../../src/io/clock.ts';
import { systemRandom } from '../../src/io/random.ts';

/** A home directory of its own, with the real stores in it. */
export interface Home {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** The parts of a context that stand on this home; each call opens the stores anew, as each command does. */
  context(
    env?: Readonly<Record<string, string>>,
  ): Pick<Context, 'env' | 'cwd' | 'credentials' | 'profiles' | 'files' | 'clock' | 'random'>;
  /** Every file below it: path from the home, permission bits, text. */
  contents(): Promise<readonly { readonly path: string; readonly mode: number; readonly text: string }[]>;
  remove(): Promise<void>;
}

/** Makes an empty home; secrets rest in files there, never in the keychain of whoever runs the test. */
export async function makeHome(): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'connect-cli-home-'));
  const env = { CONNECT_CLI_HOME: path, CONNECT_CLI_STORE: 'file' };
  return {
    path,
    env,
    context: (more = {}) => {
      const all = { ...env, ...more };
      const host = {
        env: all,
        platform: process.platform,
        pid: process.pid,
        execPath: process.execPath,
        kill: (pid: number, signal: 0) => process.kill(pid, signal),
        ...(process.getuid === undefined ? {} : { getuid: () => process.getuid?.() ?? 0 }),
      };
      return {
        env: all,
        cwd: path,
        credentials: createCredentialStore(host),
        profiles: createProfileStore(host),
        files: createFiles(process),
        clock: systemClock,
        random: systemRandom,
      };
    },
    contents: async () => {
      const names = await readdir(path, { recursive: true, withFileTypes: true });
      const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
      return Promise.all(
        files.map(async (file) => ({
          path: file.slice(path.length + 1),
          mode: (await stat(file)).mode & 0o777,
          text: await readFile(file, 'utf8'),
        })),
      );
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Standard input that is a pipe with this text. */
export function pipeInput(text: string): Context['stdin'] {
  return {
    isTTY: false,
    readAll: async () => text,
    async *lines() {
      yield* text.split('\n');
    },
  };
}
