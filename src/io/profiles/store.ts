import { statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import { keepingHint } from '../../core/machine/file-refusal.ts';
import { refuseNewer } from '../../core/errors/newer-file.ts';
import { asObject } from '../../core/text/json.ts';
import { tooLarge } from '../bounded-read.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { readBounds } from '../read-bounds.ts';
import type { Profile, ProfileStore } from '../stores.ts';
import { findProjectFile } from './project-file.ts';
import { projectFileName, type ProjectHost } from './project-folder.ts';
import {
  emptySettingsFile,
  flawOfSettings,
  mergeSettings,
  parseSettingsFile,
  type SettingsFile,
} from './settings-file.ts';
import { settingsName, settingsPath } from './settings-path.ts';
import { ownValue } from '../../core/text/keys.ts';

/** What the store takes from `process`. */
export interface ProfileHost extends ProjectHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly pid: number;
  kill(pid: number, signal: 0): boolean;
}

/** The profiles of this user. While there is no file, a read is one look at the disk. */
export function createProfileStore(host: ProfileHost, tell: (text: string) => void = () => {}): ProfileStore {
  const told = new Set<string>();
  const tellOnce = (sentence: string): void => {
    if (!told.has(sentence)) tell(sentence);
    told.add(sentence);
  };

  const path = settingsPath(host.env, host.platform);
  const directory = dirname(path);

  const read = async (): Promise<SettingsFile> =>
    isThere(host, path) ? parseSettingsFile((await open(directory, path)).store) : emptySettingsFile;

  const change = async (edit: (file: SettingsFile) => SettingsFile): Promise<void> => {
    try {
      const { whileLocked } = await import('./while-locked.ts');
      // Two who read, change and write at the same moment would lose what one of them changed.
      await whileLocked(host, { directory, name: settingsName }, async () => {
        isThere(host, path);
        const conf = await open(directory, path);
        conf.store = mergeSettings(conf.store, edit(parseSettingsFile(conf.store)));
      });
    } catch (error) {
      throw error instanceof CliError ? error : unusable(path, error);
    }
  };

  return {
    path,
    active: async (choice) => findActive(await read(), choice),
    project: async (directory) => {
      const file = findProjectFile(host, directory);
      return file && { ...file, tell: tellOnce };
    },
    newProjectPath: (directory) => join(directory, projectFileName),
    list: async () => {
      const file = await read();
      return Object.keys(file.profiles).map((name) => describe(file, name));
    },
    save: async (name, profile) => {
      checkName(name);
      await change((file) => ({
        ...file,
        defaultProfile: file.defaultProfile ?? name,
        profiles: { ...file.profiles, [name]: profile },
      }));
    },
    use: (name, choice) =>
      change((file) => {
        requireProfile(file, name);
        return choice.directory === undefined
          ? { ...file, defaultProfile: name }
          : { ...file, directories: { ...file.directories, [choice.directory]: name } };
      }),
    remove: (name) =>
      change((file) => {
        requireProfile(file, name);
        return withoutProfile(file, name);
      }),
  };
}

/** Loads conf, which is heavy: only when a file is there or is to be written. */
async function open(directory: string, path: string) {
  const { default: Conf } = await import('conf');
  try {
    return new Conf<Record<string, unknown>>({
      cwd: directory,
      configName: settingsName,
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      deserialize: (text) => readObject(path, text),
    });
  } catch (error) {
    throw error instanceof CliError ? error : unusable(path, error);
  }
}

function readObject(path: string, text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  const hint = 'Use the newer connect-cli that wrote it, or set CONNECT_CLI_HOME to another directory.';
  refuseNewer({ name: `The settings file "${path}"`, hint }, asObject(value)['version']);
  const flaw = flawOfSettings(value);
  if (flaw === undefined) return { ...asObject(value) };
  throw fault(path, flaw, 'Fix or remove it; `connect-cli init` writes a new one.');
}

/**
 * @returns whether there is a file
 * @throws CliError for one that cannot be read as settings, or that belongs to another user: its origins decide where
 *   tokens are sent
 */
function isThere({ getuid }: ProfileHost, path: string): boolean {
  const status = look(path);
  if (status === undefined) return false;
  if (!status.isFile()) throw fault(path, 'is not a file', 'Remove it; `connect-cli init` writes a new one.');
  if (status.size > readBounds.settings.bytes) throw tooLarge(`The settings file "${path}"`, readBounds.settings);
  const own = getuid?.();
  if (own === undefined || status.uid === own || status.uid === 0) return true;
  throw new CliError('SECURITY', `The settings file "${path}" belongs to another user.`, {
    hint: 'Make it yours if you trust what it says, or set CONNECT_CLI_HOME to a directory of your own.',
  });
}

/** One synchronous look: node:fs is loaded anyway, node:fs/promises would be loaded for it alone. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return undefined;
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): CliError {
  if (error instanceof SyntaxError)
    return fault(path, 'is not JSON', 'Fix or remove it; `connect-cli init` writes a new one.');
  const code = errorCode(error);
  const words = `cannot be used${code === undefined ? '' : ` (${code})`}`;
  return fault(path, words, keepingHint(code ?? ''));
}

function fault(path: string, words: string, hint: string): CliError {
  return new CliError('STORE_UNAVAILABLE', `The settings file "${path}" ${words}.`, { hint });
}

type Active = Awaited<ReturnType<ProfileStore['active']>>;

function findActive(file: SettingsFile, choice: { name?: string | undefined; directory: string }): Active {
  if (choice.name !== undefined) return { name: choice.name, profile: requireProfile(file, choice.name) };
  const boundTo = nearestBound(file, choice.directory);
  const name = (boundTo === undefined ? undefined : ownValue(file.directories, boundTo)) ?? file.defaultProfile;
  const profile = name === undefined ? undefined : ownValue(file.profiles, name);
  if (name === undefined || profile === undefined) return undefined;
  return { name, profile, boundTo };
}

/** @returns the directory itself or the nearest parent that has a profile of its own */
function nearestBound(file: SettingsFile, directory: string): string | undefined {
  const name = ownValue(file.directories, directory);
  if (name !== undefined && ownValue(file.profiles, name) !== undefined) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestBound(file, parent);
}

function describe(file: SettingsFile, name: string) {
  const directories = Object.keys(file.directories).filter(
    (directory) => ownValue(file.directories, directory) === name,
  );
  return { name, profile: ownValue(file.profiles, name) ?? {}, isDefault: file.defaultProfile === name, directories };
}

/** The next profile takes the default place, so that a lone profile always holds. */
function withoutProfile(file: SettingsFile, name: string): SettingsFile {
  const profiles = Object.fromEntries(Object.entries(file.profiles).filter(([one]) => one !== name));
  const directories = Object.fromEntries(Object.entries(file.directories).filter(([, one]) => one !== name));
  const { defaultProfile, ...rest } = file;
  const heir = defaultProfile === name ? Object.keys(profiles)[0] : defaultProfile;
  return { ...rest, profiles, directories, defaultProfile: heir };
}

function requireProfile(file: SettingsFile, name: string): Profile {
  const profile = ownValue(file.profiles, name);
  if (profile !== undefined) return profile;
  const known = Object.keys(file.profiles);
  throw new CliError('NOT_FOUND', `There is no profile "${name}".`, {
    hint:
      known.length === 0
        ? `There are no profiles yet: \`connect-cli init --name ${/^[\w.-]+$/.test(name) ? name : 'NAME'}\` creates one.`
        : `Known: ${known.join(', ')}. \`connect-cli init --name NAME\` creates another one.`,
  });
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return;
  throw new CliError('INVALID_VALUE', `"${name}" cannot be the name of a profile.`, {
    hint: 'Use letters, digits, dots, dashes and underscores, up to 64.',
  });
}
