import type { Document } from '../../core/document.ts';
import type { StoreRow } from './tokens.ts';

/** Where a value came from; `name` is the flag, variable, project file, profile, sandbox or store key, null for a default. */
export interface SourceRow {
  readonly kind: 'flag' | 'env' | 'project' | 'profile' | 'sandbox' | 'store' | 'default' | 'unset';
  readonly name: string | null;
}

/** One setting with what it won over, strongest first. A secret's value is `[redacted]`. */
export interface SettingRow {
  readonly name: string;
  readonly value: string | readonly string[] | null;
  readonly secret: boolean;
  readonly source: SourceRow;
  readonly overrides: readonly { readonly value: string | readonly string[]; readonly source: SourceRow }[];
}

/** The document of `config explain`. */
export interface SettingsDocument extends Document {
  readonly kind: 'settings';
  readonly profile: { readonly name: string; readonly boundTo: string | null } | null;
  readonly settings: readonly SettingRow[];
}

/** The document of `config get`. */
export interface SettingDocument extends Document {
  readonly kind: 'setting';
  readonly setting: SettingRow;
}

/** The document of `config path`. */
export interface PathsDocument extends Document {
  readonly kind: 'paths';
  /** The settings file. */
  readonly settings: string;
  readonly store: StoreRow;
}

/** A profile as it is shown. Nothing in it is secret. */
export interface ProfileRow {
  readonly name: string;
  /** It holds here and now. */
  readonly active: boolean;
  readonly default: boolean;
  readonly directories: readonly string[];
  readonly provider: string | null;
  readonly applicationId: string | null;
  readonly clientId: string | null;
  readonly apiClientId: string | null;
  readonly redirectUris: readonly string[];
  readonly scope: string | null;
  readonly signals: readonly string[];
  readonly origins: Readonly<Record<string, string>>;
}

/** The document of `profile list`. */
export interface ProfilesDocument extends Document {
  readonly kind: 'profiles';
  readonly path: string;
  readonly profiles: readonly ProfileRow[];
}

/** The document of `profile use` and `profile remove`. */
export interface ProfileChangeDocument extends Document {
  readonly kind: 'profile-change';
  readonly action: 'use' | 'remove';
  readonly name: string;
  /** The directory that it is bound to by this, null when it became the default. */
  readonly directory: string | null;
  /** Names of the stored secrets that went with a removed profile. */
  readonly removedSecrets: readonly string[];
}

/** What the project file says, null where it says nothing. */
export type ProjectRow = Pick<
  ProfileRow,
  'provider' | 'applicationId' | 'clientId' | 'apiClientId' | 'redirectUris' | 'scope'
>;

/** The document of `init`. */
export interface InitDocument extends Document {
  readonly kind: 'init';
  /** False when everything was there already. */
  readonly changed: boolean;
  /** The settings file, or with `--project` the project file. */
  readonly path: string;
  /** Null with `--project`. */
  readonly profile: ProfileRow | null;
  /** Null without `--project`. */
  readonly project: ProjectRow | null;
  /** Names of the secrets that were stored by this. */
  readonly stored: readonly string[];
  readonly store: StoreRow | null;
}
