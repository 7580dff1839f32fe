import type { CliError } from '../core/errors/cli-error.ts';
import type { Secret } from '../core/secret.ts';

/** Settings of one application. Nothing in it is secret. */
export interface Profile {
  readonly provider?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  /** `client_…`, for the IAM host only. */
  readonly apiClientId?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** Scope as on the URL, `required:` prefixes included. */
  readonly scope?: string | undefined;
  /** Signals that the scope was derived from. */
  readonly signals?: readonly string[] | undefined;
  /** Origins, by the name of the environment variable that overrides them. */
  readonly origins?: Readonly<Record<string, string>> | undefined;
}

/** A project file as it was found. */
export interface ProjectText {
  readonly path: string;
  readonly text: string;
  /** It stands above the working directory. */
  readonly isAbove: boolean;
  /** Says a sentence on stderr, each once. */
  tell(sentence: string): void;
}

/** Named profiles, and which one holds in which directory. Read without loading anything heavy when no file exists. */
export interface ProfileStore {
  readonly path: string;
  /** The profile that holds: `name`, else the one bound to the directory (or a parent), else the default one. */
  active(choice: {
    name?: string | undefined;
    directory: string;
  }): Promise<{ name: string; profile: Profile; boundTo?: string | undefined } | undefined>;
  /**
   * The file `connect-cli.json` of the repository that the directory is in; outside of one, of the directory alone.
   * @throws CliError INVALID_VALUE for what cannot be read, SECURITY for the file of another user
   */
  project(directory: string): Promise<ProjectText | undefined>;
  /** Where a new one belongs. */
  newProjectPath(directory: string): string;
  list(): Promise<readonly { name: string; profile: Profile; isDefault: boolean; directories: readonly string[] }[]>;
  save(name: string, profile: Profile): Promise<void>;
  use(name: string, choice: { directory?: string | undefined }): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A stored token pair with what is needed to use it. */
export interface StoredTokens {
  /** `smartcar-v2`: user tokens; `smartcar-v3`: application token; `texture`: scoped key. */
  readonly kind: 'smartcar-v2' | 'smartcar-v3' | 'texture';
  readonly accessToken: Secret;
  readonly refreshToken?: Secret | undefined;
  /** Milliseconds since 1970. */
  readonly accessExpiresAt?: number | undefined;
  readonly refreshExpiresAt?: number | undefined;
  readonly obtainedAt: number;
  /** When the pair came from a refresh; absent while it is the one of the exchange. */
  readonly refreshedAt?: number | undefined;
  readonly userId?: string | undefined;
  readonly vehicleIds?: readonly string[] | undefined;
  /** What was asked for when the grant came about, as on the URL. */
  readonly askedScope?: string | undefined;
  readonly edition?: string | undefined;
  /** Which origin minted it; a token of a sandbox never goes to Smartcar. */
  readonly origin: string;
}

/** Where secrets rest: OS keychain, else a 0600 file. Keys are `<profile or application>/<name>`. */
export interface CredentialStore {
  /** `keychain` or the path of the file, for messages. */
  describe(): Promise<{
    readonly backend: 'keychain' | 'file';
    readonly location: string;
    readonly warning?: string | undefined;
  }>;
  readSecret(key: string): Promise<Secret | undefined>;
  writeSecret(key: string, value: Secret): Promise<void>;
  removeSecret(key: string): Promise<void>;
  readTokens(key: string): Promise<StoredTokens | undefined>;
  writeTokens(key: string, tokens: StoredTokens): Promise<void>;
  /** Removes the tokens only if they are still the ones that failed: a newer pair is never deleted. */
  removeTokens(key: string, onlyIfAccessToken?: Secret): Promise<void>;
  /** Newest first. What cannot be read is left out and told. */
  listTokens(
    onFault?: (fault: CliError) => void,
  ): Promise<readonly { readonly key: string; readonly tokens: StoredTokens }[]>;
  /**
   * Proves that a write would work, before something is done that could not be repeated.
   * @throws CliError STORE_UNAVAILABLE
   */
  prepare(key: string): Promise<void>;
  /** Runs the work while holding the lock of that key, across processes. The work may ask for the same lock again. */
  exclusively<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** How long a started attempt can be finished, in milliseconds. */
export const attemptLifetimeMs = 60 * 60 * 1000;

/** Attempts that one process starts and another one finishes. Each is one text, kept for its owner alone. */
export interface AttemptStore {
  /** @throws CliError STORE_UNAVAILABLE */
  save(id: string, text: string): Promise<void>;
  /** @returns `undefined` for an attempt that never was, has ended or is too old */
  read(id: string): Promise<string | undefined>;
  /** Ends an attempt. @returns false if it had ended before: of two processes one gets it */
  take(id: string): Promise<boolean>;
}
