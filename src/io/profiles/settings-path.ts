import { join } from 'node:path';
import { configDirectory } from '../credentials/directories.ts';

/** Name of the settings file, without its ending. */
export const settingsName = 'config';

/** @returns where the settings of this user are */
export function settingsPath(env: Readonly<Record<string, string | undefined>>, platform: string): string {
  return join(configDirectory(env, platform), `${settingsName}.json`);
}
