import { CliError } from '../../core/errors/cli-error.ts';
import { systemDisk, type Disk, type DiskFacts } from './disk.ts';

/**
 * Makes a directory for this user alone, or takes one that exists.
 * @param userId undefined on Windows, where files have no modes either
 * @returns whether others could look into it until now
 * @throws CliError SECURITY for a directory of another user
 */
export async function claimDirectory(directory: string, userId?: number, disk: Disk = systemDisk): Promise<boolean> {
  await disk.makeDirectory(directory);
  const facts = await ownDirectory(directory, userId, disk);
  if (facts === undefined || (facts.mode & 0o077) === 0) return false;
  // A link to another place of the same user is a choice, as the modes of that place are.
  if ((await disk.facts(directory))?.isSymbolicLink === true) return false;
  await disk.setMode(directory, 0o700);
  return true;
}

/**
 * What is known of a directory, of the place that a link leads to.
 * @returns undefined where there is none, or where files have no owners
 * @throws CliError SECURITY for a directory of another user
 */
export async function ownDirectory(
  directory: string,
  userId?: number,
  disk: Disk = systemDisk,
): Promise<DiskFacts | undefined> {
  if (userId === undefined) return undefined;
  const facts = await disk.facts(`${directory}/.`);
  if (facts !== undefined && facts.owner !== userId) throw foreign(directory);
  return facts;
}

/** @throws CliError SECURITY for what is not a regular file, or belongs to another user */
export function refuseForeignFile(file: string, facts: DiskFacts, userId: number | undefined): void {
  if (facts.isSymbolicLink || !facts.isFile) {
    throw new CliError('SECURITY', `"${file}" is not a regular file, so its content is not trusted.`, {
      hint: 'Look where it leads and remove it; `connect-cli init` and `connect-cli authorize` write it anew.',
    });
  }
  if (userId !== undefined && facts.owner !== userId) throw foreign(file);
}

function foreign(path: string): CliError {
  return new CliError('SECURITY', `"${path}" belongs to another user, so its content is not trusted.`, {
    hint: 'Change its owner, or set CONNECT_CLI_HOME to a directory of your own.',
  });
}
