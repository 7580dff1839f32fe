import { CliError } from '../../core/errors/cli-error.ts';
import type { Context } from '../../io/context.ts';
import type { PrepareInput } from './plan.ts';

/** @throws CliError USAGE for flags that do not go together */
export function checkFlags({ file, flags }: PrepareInput): void {
  if (file === undefined) refuseFileFlags(flags);
  else refuseLiveFlags(flags);
  refuseRowsOnStdout(flags);
}

function refuseFileFlags({ input, column }: PrepareInput['flags']): void {
  const flag = input === undefined ? (column === undefined ? undefined : '--column') : '--input';
  if (flag === undefined) return;
  throw new CliError('USAGE', `"${flag}" applies to rows in a file, and no file is named.`, {
    hint: 'Name the file, or - for stdin; without one the connections are read live from Smartcar.',
  });
}

function refuseLiveFlags({ checkpoint, api }: PrepareInput['flags']): void {
  const flag = checkpoint === undefined ? (api === undefined ? undefined : '--api') : '--checkpoint';
  if (flag === undefined) return;
  throw new CliError('USAGE', `"${flag}" applies to reading live, and a file is named.`, {
    hint: 'Leave out the file to read the connections from Smartcar.',
  });
}

/** What stdout took cannot be taken back: after a kill nobody knows which rows it was. */
function refuseRowsOnStdout({ checkpoint, out, format, only, texts }: PrepareInput['flags']): void {
  const printsRows = format !== undefined || only !== undefined || texts === true;
  if (checkpoint === undefined || out !== undefined || !printsRows) return;
  throw new CliError('USAGE', '"--checkpoint" cannot resume rows that went to stdout.', {
    hint: 'Add --out FILE: after a stop the file is cut where the checkpoint ends, and no row is repeated or dropped.',
  });
}

/**
 * A file that is read and written at the same time is lost, whatever its names are.
 * @throws CliError USAGE
 */
export async function refuseSameFile(
  { rows }: Pick<Context, 'rows'>,
  { file, flags }: Omit<PrepareInput, 'global'>,
): Promise<void> {
  const paths = Object.entries({
    [file === '-' ? 'stdin' : 'FILE']: file,
    '--out': flags.out,
    '--rows': flags.rows,
    '--rejects': flags.rejects,
    '--summary': flags.summary,
    '--checkpoint': flags.checkpoint,
  });
  const named = paths.flatMap(([name, path]) => (path === undefined ? [] : [{ name, path }]));
  if (named.length < 2) return;
  const seen = new Map<string, string>();
  for (const { name, path } of named) {
    const identity = await rows.identify(path);
    if (identity === undefined) continue;
    const before = seen.get(identity);
    if (before !== undefined) {
      throw new CliError('USAGE', `${before} and ${name} name the same file "${path}".`, {
        hint: 'Each needs a file of its own: name another file.',
      });
    }
    seen.set(identity, name);
  }
}
