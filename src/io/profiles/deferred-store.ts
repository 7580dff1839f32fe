import { statSync } from 'node:fs';
import { join } from 'node:path';
import { deferMethods, type CallAround } from '../deferred.ts';
import type { ProfileStore } from '../stores.ts';
import { findProjectFolder, projectFileName } from './project-folder.ts';
import { settingsPath } from './settings-path.ts';
import type { ProfileHost } from './store.ts';

/**
 * The store behind `ctx.profiles`, loaded where there is a file to read or one is to be written: most starts have
 * neither settings nor a project file.
 * @param tell says a sentence on stderr
 * @param around what is done around each call that writes
 */
export function createDeferredStore(
  host: ProfileHost,
  tell: (sentence: string) => void,
  around: CallAround,
): ProfileStore {
  let loaded: Promise<ProfileStore> | undefined;
  const load = (): Promise<ProfileStore> =>
    (loaded ??= import('./store.ts').then(({ createProfileStore }) => createProfileStore(host, tell)));
  // Asked for on use: a home that cannot be taken is told like any other error.
  const path = (): string => settingsPath(host.env, host.platform);
  // Several parts of a command ask, and a run goes by one answer.
  const withoutProject = new Set<string>();
  return {
    get path() {
      return path();
    },
    active: async (choice) => (choice.name === undefined && isFree(path()) ? undefined : (await load()).active(choice)),
    async project(directory) {
      if (withoutProject.has(directory)) return undefined;
      if (findProjectFolder(host, directory) !== undefined) return (await load()).project(directory);
      withoutProject.add(directory);
      return undefined;
    },
    newProjectPath: (directory) => join(directory, projectFileName),
    ...deferMethods(load, ['list']),
    ...deferMethods(load, ['save', 'use', 'remove'], around),
  };
}

/** One synchronous look: node:fs is loaded anyway, node:fs/promises would be loaded for it alone. */
function isFree(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    // What is in the way, the store says.
    return false;
  }
}
