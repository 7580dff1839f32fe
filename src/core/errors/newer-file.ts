import { CliError } from './cli-error.ts';

/** A file of our own, as errors name it. */
export interface OwnFile {
  /** At the beginning of a sentence, such as `The settings file "config.json"`. */
  readonly name: string;
  readonly hint: string;
}

/** Major version of every form of file that is written today. */
export const fileVersion = 1;

/** @throws CliError INVALID_VALUE for a file of a newer major: what it means is not known, so it is neither read nor written */
export function refuseNewer({ name, hint }: OwnFile, written: unknown): void {
  if (isNewerFile(written))
    throw new CliError(
      'INVALID_VALUE',
      `${name} has version ${String(written).slice(0, 20)}, and this connect-cli knows ${fileVersion}.`,
      { hint },
    );
}

/** @param written the version as a file has it: a number, or a text such as `2.1` */
export function isNewerFile(written: unknown): boolean {
  const isVersion = typeof written === 'number' || (typeof written === 'string' && /^\d{1,9}(?:\.|$)/.test(written));
  return isVersion && Math.floor(Number.parseFloat(String(written))) > fileVersion;
}
