import { chmod, readdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { isUuid } from '../../core/text/uuid.ts';
import { attemptLifetimeMs, type AttemptStore } from '../stores.ts';
import type { Clock } from '../context.ts';
import { stateDirectory } from './directories.ts';
import { systemDisk } from './disk.ts';
import { claimDirectory, refuseForeignFile } from './ownership.ts';

/** The attempts of this user, in the state directory. */
export function openAttempts(
  host: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly platform: string;
    getuid?(): number;
  },
  clock: Pick<Clock, 'now'>,
): AttemptStore {
  const directory = join(stateDirectory(host.env, host.platform), 'attempts');
  return createAttemptFiles(directory, () => clock.now(), host.getuid?.());
}

/**
 * One file for each attempt, mode 0600, in a directory of its own. What is too old is removed whenever one is saved.
 * Whoever could put one there would say where the code and the client secret are sent: it must be of this user.
 * @param now milliseconds since 1970
 * @param userId undefined on Windows
 */
export function createAttemptFiles(directory: string, now: () => number, userId?: number): AttemptStore {
  const pathOf = (id: string): string => join(directory, `${id.toLowerCase()}.json`);
  return {
    async save(id, text) {
      try {
        await claimDirectory(directory, userId);
        await sweep(directory, now());
        await writeFile(pathOf(id), text, { mode: 0o600, flag: 'wx' });
        // The umask can only take bits away; a directory with a default ACL can add some.
        await chmod(pathOf(id), 0o600);
      } catch (error) {
        throw unavailable(directory, error);
      }
    },
    async read(id) {
      // The name becomes a path: only what is an id of ours is looked for.
      if (!isUuid(id)) return undefined;
      try {
        const facts = await systemDisk.facts(pathOf(id));
        if (facts === undefined || now() - facts.modifiedAt > attemptLifetimeMs) return undefined;
        refuseForeignFile(pathOf(id), facts, userId);
        return await systemDisk.read(pathOf(id));
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw unavailable(directory, error);
      }
    },
    async take(id) {
      try {
        await unlink(pathOf(id));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw unavailable(directory, error);
      }
    },
  };
}

async function sweep(directory: string, now: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    // Another process may have removed it in between.
    const age =
      now -
      (await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => now,
      ));
    if (age > attemptLifetimeMs) await unlink(path).catch(() => undefined);
  }
}

function isAbsent(error: unknown): boolean {
  return errorCode(error) === 'ENOENT';
}

function unavailable(directory: string, error: unknown): unknown {
  if (error instanceof CliError) return error;
  const code = errorCode(error) ?? 'unknown error';
  return new CliError('STORE_UNAVAILABLE', `The attempt cannot be kept in ${directory} (${code}).`, {
    hint: 'Make the directory writable, or set CONNECT_CLI_HOME to one that is.',
  });
}
