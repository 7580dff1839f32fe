import { fileVersion } from '../../core/errors/newer-file.ts';
import {
  asObject,
  deepest,
  isTooDeep,
  objectField,
  textField,
  textsField,
  type JsonObject,
} from '../../core/text/json.ts';
import type { Profile } from '../stores.ts';

/** Everything that `config.json` holds. */
export interface SettingsFile {
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Name of the profile that holds where nothing else is said. */
  readonly defaultProfile?: string | undefined;
  /** Absolute directory → profile. */
  readonly directories: Readonly<Record<string, string>>;
}

/**
 * What is written: the settings, with the fields that another version of connect-cli put beside them.
 * @param before the file as it was read
 */
export function mergeSettings(before: unknown, settings: SettingsFile): Record<string, unknown> {
  const file = asObject(before);
  const profiles = Object.entries(settings.profiles).map(
    ([name, profile]) =>
      [name, { ...unknownFields(objectField(objectField(file, 'profiles'), name)), ...profile }] as const,
  );
  const { defaultProfile: _default, ...others } = file;
  return { ...others, version: fileVersion, ...settings, profiles: Object.fromEntries(profiles) };
}

function unknownFields(profile: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(profile).filter(([name]) => !knownFields.has(name)));
}

/** What holds before anything was saved. */
export const emptySettingsFile: SettingsFile = { profiles: {}, directories: {} };

/** Reads a file that {@link flawOfSettings} finds nothing wrong with; {@link mergeSettings} keeps unknown fields. */
export function parseSettingsFile(value: unknown): SettingsFile {
  const object = asObject(value);
  const profiles = Object.entries(objectField(object, 'profiles')).map(
    ([name, profile]) => [name, parseProfile(asObject(profile))] as const,
  );
  const defaultProfile = textField(object, 'defaultProfile');
  return {
    profiles: Object.fromEntries(profiles),
    directories: texts(objectField(object, 'directories')),
    defaultProfile,
  };
}

/**
 * What is wrong with a file that people may have edited by hand. It is not read around: the next save would drop it.
 * @returns the end of a sentence that begins with the file's name; undefined if the form is right
 */
export function flawOfSettings(value: unknown): string | undefined {
  if (!recordForm.fits(value)) return 'holds no JSON object';
  if (isTooDeep(value)) return `is nested more than ${deepest} levels deep`;
  const file = asObject(value);
  const flaw =
    flawOfMember('defaultProfile', file['defaultProfile'], textForm) ??
    flawOfMembers('directories', file['directories'], textForm) ??
    flawOfMembers('profiles', file['profiles'], recordForm) ??
    Object.entries(objectField(file, 'profiles'))
      .map(([name, profile]) => flawOfProfile(`profiles.${name}`, asObject(profile)))
      .find((found) => found !== undefined);
  return flaw === undefined ? undefined : `is not in the expected form: ${flaw}`;
}

function flawOfProfile(path: string, profile: JsonObject): string | undefined {
  return (
    textFields
      .map((name) => flawOfMember(`${path}.${name}`, profile[name], textForm))
      .find((flaw) => flaw !== undefined) ??
    listFields
      .map((name) => flawOfMember(`${path}.${name}`, profile[name], textsForm))
      .find((flaw) => flaw !== undefined) ??
    flawOfMembers(`${path}.origins`, profile['origins'], textForm)
  );
}

interface Form {
  readonly name: string;
  readonly fits: (value: unknown) => boolean;
}

const textForm: Form = { name: 'a string', fits: (value) => typeof value === 'string' };
const textsForm: Form = {
  name: 'a list of strings',
  fits: (value) => Array.isArray(value) && value.every(textForm.fits),
};
const recordForm: Form = {
  name: 'an object',
  fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function flawOfMember(path: string, value: unknown, form: Form): string | undefined {
  return value === undefined || form.fits(value) ? undefined : `"${path}" is not ${form.name}`;
}

function flawOfMembers(path: string, value: unknown, form: Form): string | undefined {
  return (
    flawOfMember(path, value, recordForm) ??
    Object.entries(asObject(value))
      .map(([name, member]) => flawOfMember(`${path}.${name}`, member, form))
      .find((flaw) => flaw !== undefined)
  );
}

const textFields = ['provider', 'applicationId', 'clientId', 'apiClientId', 'scope'] as const;
const listFields = ['redirectUris', 'signals'] as const;
const knownFields: ReadonlySet<string> = new Set([...textFields, ...listFields, 'origins']);

function parseProfile(object: JsonObject): Profile {
  const single = textFields.map((name) => [name, textField(object, name)] as const);
  const several = listFields.map((name) => [name, textsField(object, name)] as const);
  const origins = texts(objectField(object, 'origins'));
  return {
    ...Object.fromEntries(single.filter(([, value]) => value !== undefined)),
    ...Object.fromEntries(several.filter(([, values]) => values.length > 0)),
    ...(Object.keys(origins).length === 0 ? {} : { origins }),
  };
}

function texts(object: JsonObject): Readonly<Record<string, string>> {
  const entries = Object.keys(object).map((name) => [name, textField(object, name)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
