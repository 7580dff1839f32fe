import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { tooLarge } from '../bounded-read.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { readBounds } from '../read-bounds.ts';
import { findProjectFolder, projectFileName, type ProjectHost } from './project-folder.ts';

/** A project file as it was found. */
interface FoundFile {
  readonly path: string;
  readonly text: string;
  /** It stands above the working directory. */
  readonly isAbove: boolean;
}

/**
 * Reads the project file that holds in a directory, if there is one.
 * @throws CliError INVALID_VALUE for what cannot be read as a file, SECURITY for the file of another user
 */
export function findProjectFile(host: ProjectHost, directory: string): FoundFile | undefined {
  const folder = findProjectFolder(host, directory);
  if (folder === undefined) return undefined;
  const path = join(folder, projectFileName);
  return { path, text: readFile(host, path), isAbove: folder !== directory };
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
