import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { tooLarge } from '../bounded-read.ts';
import { errorCode } from '../file-error.ts';
import { readBounds } from '../read-bounds.ts';

/** Stands in a repository, beside what it configures. */
export const projectFileName = 'connect-cli.json';

/** Folders above the working directory that are looked into, at most. */
const farthest = 64;

/** What the search takes from `process`. */
export interface ProjectHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  getuid?(): number;
}

/** A project file as it was found. */
interface FoundFile {
  readonly path: string;
  readonly text: string;
  /** It stands above the working directory. */
  readonly isAbove: boolean;
}

/**
 * Looks for the file in the directory and above it, up to the root of the repository. Outside of a repository the
 * directory alone counts: what lies in a shared folder above it, such as /tmp, is nobody's project.
 * @throws CliError INVALID_VALUE for what cannot be read as a file, SECURITY for the file of another user
 */
export function findProjectFile(host: ProjectHost, directory: string): FoundFile | undefined {
  if (host.env['CONNECT_CLI_PROJECT'] === 'none') return undefined;
  const folder = foldersUpToRoot(directory).find((one) => exists(join(one, projectFileName)));
  if (folder === undefined) return undefined;
  const path = join(folder, projectFileName);
  return { path, text: readFile(host, path), isAbove: folder !== directory };
}

function foldersUpToRoot(directory: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = directory; folders.length < farthest; folder = dirname(folder)) {
    folders.push(folder);
    if (exists(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) break;
  }
  return [directory];
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder that may not be looked into has no say.
    return false;
  }
}

function readFile({ getuid }: ProjectHost, path: string): string {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw unusable(path, 'is not a file');
    if (status.size > readBounds.project.bytes) throw tooLarge(`The project file "${path}"`, readBounds.project);
    const own = getuid?.();
    if (own !== undefined && status.uid !== own && status.uid !== 0) throw foreign(path);
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw error instanceof CliError ? error : unusable(path, `cannot be read (${errorCode(error) ?? 'unknown'})`);
  }
}

/** @returns the error of a project file that is no use as it is */
function unusable(path: string, fault: string): CliError {
  return new CliError('INVALID_VALUE', `The project file "${path}" ${fault}.`, {
    hint: 'Fix or remove it; CONNECT_CLI_PROJECT=none leaves it out.',
  });
}

function foreign(path: string): CliError {
  return new CliError('SECURITY', `The project file "${path}" belongs to another user.`, {
    hint: 'Make it yours if you trust what it says; CONNECT_CLI_PROJECT=none leaves it out.',
  });
}
