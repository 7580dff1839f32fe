import { CliError } from '../core/errors/cli-error.ts';
import { errorCode } from '../core/errors/system-error.ts';
import { outputFailed } from './write-fully.ts';

/** @returns the error of a file as people are told it. */
export function explainFileError(error: unknown, path: string, verb: 'read' | 'write'): unknown {
  const code = errorCode(error);
  if (code === undefined || error instanceof CliError) return error;
  if (code === 'EEXIST') {
    return new CliError('ALREADY_EXISTS', `The file "${path}" exists already.`, {
      hint: 'Pass another path, or remove the file first.',
    });
  }
  if (verb === 'read' && (code === 'ENOENT' || code === 'ENOTDIR')) {
    return new CliError('NOT_FOUND', `There is no file "${path}".`, {
      hint: 'Check the path; relative paths start at the current directory.',
    });
  }
  if (verb === 'write' && (code === 'ENOSPC' || code === 'EDQUOT')) return outputFailed(`"${path}"`, code);
  return new CliError(
    'INVALID_VALUE',
    `The file "${path}" cannot be ${verb === 'read' ? 'read' : 'written'} (${code}).`,
    {
      hint: 'Check that it is a file and that its permissions allow it.',
    },
  );
}
