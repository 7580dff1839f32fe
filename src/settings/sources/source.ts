import type { SandboxHandle } from '../../io/sandbox-control.ts';
import type { Profile } from '../../io/stores.ts';
import type { OriginName } from '../origins.ts';

/** The type of each setting but the origins, which are all texts. */
export interface SettingTypes {
  readonly provider: string;
  readonly edition: string;
  readonly applicationId: string;
  readonly clientId: string;
  readonly apiClientId: string;
  readonly redirectUris: readonly string[];
  readonly scope: string;
}

/** A value with the name under which it stands: of the flag, the variable, the profile. */
export interface NamedValue<T> {
  readonly name: string;
  /** Absent where the name is not set. */
  readonly value: T | undefined;
}

/** What one source says, strongest first where it knows a setting under several names. */
export interface SourceValues {
  /** The provider that its edition and scope speak of; absent where they speak of whichever holds. */
  readonly speaksOf?: string | undefined;
  readonly settings: { readonly [Name in keyof SettingTypes]?: readonly NamedValue<SettingTypes[Name]>[] | undefined };
  /** @throws CliError INVALID_VALUE for a malformed origin */
  origin(name: OriginName): readonly NamedValue<string>[];
}

/** The settings that flags can give, as written on the command line. */
export interface SettingFlags {
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly apiClientId?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** `--scope`. */
  readonly scope?: string | undefined;
  /** Permissions given as arguments; they stand beside `--scope`. */
  readonly permissions?: readonly string[] | undefined;
  /** `--profile`. */
  readonly profile?: string | undefined;
}

/** The active profile. */
export interface ActiveProfile {
  readonly name: string;
  readonly profile: Profile;
  readonly boundTo?: string | undefined;
}

/** What the project file says. */
export interface ActiveProject {
  readonly path: string;
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly apiClientId?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  readonly scope?: string | undefined;
}

/** Everything that sources are read from. */
export interface Places {
  readonly flags: SettingFlags;
  /** The sandbox that stands in for Smartcar, if one does. */
  readonly sandbox: SandboxHandle | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly project?: ActiveProject | undefined;
  readonly profile: ActiveProfile | undefined;
}

/** Says nothing about origins. */
export const noOrigin = (): readonly NamedValue<string>[] => [];
