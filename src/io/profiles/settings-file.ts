import { asObject, objectField, textField, textsField, type JsonObject } from '../../core/json.ts';
import type { Profile } from '../stores.ts';

/** Everything that `config.json` holds. */
export interface SettingsFile {
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Name of the profile that holds where nothing else is said. */
  readonly defaultProfile?: string;
  /** Absolute directory → profile. */
  readonly directories: Readonly<Record<string, string>>;
}

/** What holds before anything was saved. */
export const emptySettingsFile: SettingsFile = { profiles: {}, directories: {} };

/** Reads what people may have edited by hand: fields of the wrong form are left out, unknown ones too. */
export function parseSettingsFile(value: unknown): SettingsFile {
  const object = asObject(value);
  const profiles = Object.entries(objectField(object, 'profiles')).map(
    ([name, profile]) => [name, parseProfile(asObject(profile))] as const,
  );
  const defaultProfile = textField(object, 'defaultProfile');
  return {
    profiles: Object.fromEntries(profiles),
    directories: texts(objectField(object, 'directories')),
    ...(defaultProfile === undefined ? {} : { defaultProfile }),
  };
}

const textFields = ['provider', 'applicationId', 'clientId', 'apiClientId', 'scope'] as const;
const listFields = ['redirectUris', 'signals'] as const;

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
