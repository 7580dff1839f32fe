import { CliError } from '../../core/errors/cli-error.ts';
import type { PrepareInput } from './plan.ts';

/** @throws CliError USAGE for flags that do not go together */
export function checkFlags({ file, flags }: PrepareInput): void {
  if (file === undefined) refuseFileFlags(flags);
  else refuseLiveFlags(flags);
  refuseRowsOnStdout(flags);
  refuseSameFile({ file, flags });
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

function refuseSameFile({ file, flags }: Omit<PrepareInput, 'global'>): void {
  const { out, rows, rejects, summary, checkpoint } = flags;
  const paths = Object.entries({
    FILE: file,
    '--out': out,
    '--rows': rows,
    '--rejects': rejects,
    '--summary': summary,
    '--checkpoint': checkpoint,
  });
  const seen = new Map<string, string>();
  for (const [name, path] of paths) {
    if (path === undefined || path === '-' || path.startsWith('/dev/')) continue;
    const before = seen.get(path);
    if (before !== undefined) {
      throw new CliError('USAGE', `${before} and ${name} name the same file "${path}".`, {
        hint: 'Each needs a file of its own: name another file.',
      });
    }
    seen.set(path, name);
  }
}
