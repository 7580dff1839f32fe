import { CliError } from '../core/errors/cli-error.ts';
import { ownValue } from '../core/text/keys.ts';

const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };
const longest = 24 * 3_600_000;

/** How long `authorize` waits unless told otherwise, in milliseconds. */
export const defaultTimeout = 300_000;

/**
 * Reads `30`, `30s`, `5m` or `1h`; a bare number is seconds.
 * @returns milliseconds
 * @throws CliError INVALID_VALUE for anything else, and beyond one day
 */
export function parseTimeout(text: string): number {
  const match = /^(\d{1,6})\s*([smh]?)$/.exec(text.trim());
  const milliseconds = match === null ? 0 : Number(match[1]) * (ownValue(units, match[2] ?? '') ?? 0);
  if (milliseconds > 0 && milliseconds <= longest) return milliseconds;
  throw new CliError('INVALID_VALUE', `"${text}" is not a duration.`, {
    hint: 'Write seconds or a unit: --timeout 30, --timeout 30s or --timeout 5m; at most 24h.',
  });
}

/** @returns the time as people say it: `5 minutes`, `30 seconds`. */
export function spellTimeout(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const [count, unit] = seconds >= 60 && seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
