import { CliError } from '../core/errors/cli-error.ts';

/**
 * Reads `--port`.
 * @throws CliError INVALID_VALUE
 */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CliError('INVALID_VALUE', `--port "${text}" is not a port number.`, {
    hint: 'Pass a number up to 65535, or 0 for any free one.',
  });
}
