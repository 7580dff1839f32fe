import type { EditionId, Integer } from '../formats.ts';
import type { Actor, Document, NextStep } from '../document.ts';
import type { Callback } from './callback.ts';
import { explainCallbackError } from '../errors/knowledge/redirect-errors.ts';
import type { ComparedUser } from './existing-user.ts';
import type { ProviderId } from '../providers/ids.ts';
import type { VehicleKey } from '../tesla/vehicle-key.ts';
import type { PermissionVerdict, Verdict, VerdictName } from '../permissions/verdict.ts';

/** A vehicle of a fresh connection; null where nobody told. */
export interface AuthorizedVehicle {
  readonly id: string;
  readonly vin?: string | undefined;
  readonly make: string | null;
  readonly model: string | null;
  readonly year: Integer | null;
  readonly virtualKey: VehicleKey;
  /** Present where the connected Tesla account is known to be a driver's, which cannot add the virtual key. */
  readonly role?: 'driver' | undefined;
}

/** The callback as documents show it: a Texture key is in the store and nowhere else. */
export type ReportedCallback = Callback & { readonly scopedKey?: 'stored' | undefined };

/** The document of `authorize`. */
export interface Authorization extends Document {
  readonly kind: 'authorization';
  readonly provider: ProviderId;
  readonly edition: EditionId;
  readonly verdict: VerdictName;
  /** Which API the grant was read with: v2 by the owner's token, v3 by the application's. Null where nothing was read. */
  readonly era: 'v2' | 'v3' | null;
  readonly callback: ReportedCallback;
  /** Why Connect sent an error back, and what mends it. */
  readonly error: {
    readonly code: string;
    readonly title: string;
    readonly cause: string;
    readonly remedy: string;
    readonly who: Actor;
  } | null;
  readonly permissions: readonly PermissionVerdict[];
  /** Labels of Tesla's boxes that the owner has to tick in addition. */
  readonly missingBoxes: readonly string[];
  readonly vehicles: readonly AuthorizedVehicle[];
  readonly user: ComparedUser | null;
}

/** What an authorization came to, piece by piece. */
export interface AuthorizationParts {
  readonly provider: ProviderId;
  readonly edition: EditionId;
  readonly callback: ReportedCallback;
  readonly verdict: Verdict;
  /** Null by default. */
  readonly era?: Authorization['era'] | undefined;
  /** What is known of the callback's error; Smartcar's table by default. */
  readonly error?: Authorization['error'] | undefined;
  readonly vehicles: readonly AuthorizedVehicle[];
  readonly user: ComparedUser | null;
  readonly warnings: readonly string[];
  readonly next: readonly NextStep[];
}

/** Puts the document of `authorize` together. */
export function buildAuthorization(parts: AuthorizationParts): Authorization {
  const { verdict, callback } = parts;
  return {
    schemaVersion: 1,
    kind: 'authorization',
    provider: parts.provider,
    edition: parts.edition,
    verdict: verdict.verdict,
    era: parts.era ?? null,
    callback,
    error: parts.error ?? describeError(callback.error),
    permissions: verdict.permissions,
    missingBoxes: verdict.missingBoxes,
    vehicles: parts.vehicles,
    user: parts.user,
    warnings: [...parts.warnings, ...verdict.warnings],
    next: parts.next,
  };
}

/** What was granted was read: an unverified verdict is then for want of knowing what was asked. */
export function isGrantRead({ era, vehicles }: Pick<Authorization, 'era' | 'vehicles'>): boolean {
  return era !== null && vehicles.length > 0;
}

function describeError(code: string | null): Authorization['error'] {
  if (code === null) return null;
  const { title, cause, remedy, who } = explainCallbackError(code);
  return { code, title, cause, remedy, who };
}
