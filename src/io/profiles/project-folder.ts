import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Stands in a repository, beside what it configures. */
export const projectFileName = 'connect-cli.json';

/** Folders above the working directory that are looked into, at most. */
const farthest = 64;

/** What the search takes from `process`. */
export interface ProjectHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  getuid?(): number;
}

/**
 * Looks for a project file in the directory and above it, up to the root of the repository. Outside of a repository the
 * directory alone counts: what lies in a shared folder above it, such as /tmp, is nobody's project.
 * @returns the folder that has one
 */
export function findProjectFolder({ env }: ProjectHost, directory: string): string | undefined {
  if (env['CONNECT_CLI_PROJECT'] === 'none') return undefined;
  return foldersUpToRoot(directory).find((one) => exists(join(one, projectFileName)));
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
