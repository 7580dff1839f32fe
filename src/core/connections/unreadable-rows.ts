import { CliError } from '../errors/cli-error.ts';

/** @returns a sentence about rows that were left out of a list of connections, if there are any */
export function unreadableWarnings(rows: number): readonly string[] {
  return rows === 0 ? [] : [describe(rows)];
}

function describe(rows: number): string {
  const [subject, each] = rows === 1 ? ['1 row', 'was left out: it'] : [`${rows} rows`, 'were left out: each'];
  return `${subject} of the list of connections ${each} lacks a user id or a vehicle id that can be read.`;
}

/** The error for a list that has rows, none of which can be read: that is not a list without connections. */
export function nothingReadable(rows: number): CliError {
  return new CliError('API_ERROR', `No connection could be read. ${describe(rows)}`, {
    hint: 'The answer is not as Smartcar publishes it: `connect-cli config explain` shows which origin it came from.',
  });
}
