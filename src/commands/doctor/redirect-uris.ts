import { CliError } from '../../core/errors/cli-error.ts';
import type { Examination } from './check.ts';

/** @returns the redirect URIs that the settings came to; none where there are no settings */
export function redirectUrisOf({ settings }: Examination): readonly string[] {
  return settings instanceof CliError ? [] : settings.redirectUris.value;
}
