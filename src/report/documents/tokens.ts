import type { IsoTime, WebAddress } from '../../core/formats.ts';
import type { Document, NextStep } from '../../core/document.ts';

/** `fresh`: usable now. `stale`: the next use refreshes it. `expired`: only a new grant helps. */
export type TokenState = 'fresh' | 'stale' | 'expired';

/** Stored tokens as they are shown. Times are ISO 8601. */
export interface TokenRow {
  readonly key: string;
  readonly type: 'smartcar-v2' | 'smartcar-v3' | 'texture';
  readonly state: TokenState;
  readonly origin: WebAddress;
  readonly userId: string | null;
  readonly vehicleIds: readonly string[];
  readonly askedScope: string | null;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly obtainedAt: IsoTime;
  readonly accessExpiresAt: IsoTime | null;
  readonly refreshExpiresAt: IsoTime | null;
}

/** Where secrets rest. */
export interface StoreRow {
  readonly backend: 'keychain' | 'file';
  readonly location: string;
}

/** The document of `token list`. */
export interface TokensDocument extends Document {
  readonly kind: 'tokens';
  readonly store: StoreRow;
  readonly tokens: readonly TokenRow[];
}

/** The document of `token show`. */
export interface TokenDocument extends Document {
  readonly kind: 'token';
  readonly token: TokenRow;
}

/** The document of `token refresh`. */
export interface TokenRefreshDocument extends Document {
  readonly kind: 'token-refresh';
  readonly tokens: readonly {
    readonly key: string;
    /** This command asked Smartcar; false if the token was renewed less than a minute before. */
    readonly refreshed: boolean;
    readonly accessExpiresAt: IsoTime | null;
    readonly refreshExpiresAt: IsoTime | null;
  }[];
}

/** The document of `token remove`. */
export interface TokenRemovalDocument extends Document {
  readonly kind: 'token-removal';
  readonly removed: readonly string[];
}

/** The document of `token env`. */
export interface TokenEnvDocument extends Document {
  readonly kind: 'token-env';
  readonly key: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The head that all documents share. */
export function documentHead<K extends string>(
  kind: K,
  warnings: readonly string[] = [],
  next: readonly NextStep[] = [],
): Document & { readonly kind: K } {
  return { schemaVersion: 1, kind, warnings, next };
}
