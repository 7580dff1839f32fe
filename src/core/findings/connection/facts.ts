import type { ErrorCode } from '../../errors/codes.ts';
import { boxIds, type BoxId } from '../../tesla/boxes.ts';
import type { AskedPermission } from '../../permissions/scope.ts';
import type { VehicleKey } from '../../tesla/vehicle-key.ts';
import type { MappingEdition, Provider } from '../../providers/provider.ts';

/** Why something could not be read. */
export interface ReadFailure {
  /** `TYPE:CODE`, or the `error` of a token endpoint; null where the answer named none. */
  readonly name: string | null;
  readonly status: number | null;
  /** One sentence. */
  readonly message: string;
  /** Of the error that it was; absent where a good answer told of the failure. */
  readonly code?: ErrorCode | undefined;
  readonly hint?: string | undefined;
  readonly requestId?: string | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  readonly resolutionUrl?: string | undefined;
}

/** Something that was read, or could not be; absent where it was not tried. */
export type Fact<T> =
  | { readonly value: T; readonly failure?: never }
  | { readonly failure: ReadFailure; readonly value?: never };

/** Everything that was read of one user's access to one vehicle. Checks judge it; nothing here is judged. */
export interface ConnectionFacts {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  readonly era: 'v2' | 'v3';
  /** Null where even the user could not be read. */
  readonly userId: string | null;
  readonly externalId?: string | undefined;
  readonly vehicleId: string;
  readonly make: string | null;
  readonly model: string | null;
  readonly year: number | null;
  /** Null: nobody knows here what was asked. */
  readonly asked: readonly AskedPermission[] | null;
  readonly granted: Fact<readonly string[]>;
  /** Make, model and year. */
  readonly info?: Fact<true> | undefined;
  /** Tesla's own record. Scopes are null where Smartcar does not know them. */
  readonly access?:
    | Fact<{ readonly role: 'owner' | 'driver' | null; readonly scopes: readonly string[] | null }>
    | undefined;
  readonly key?: Fact<{ readonly paired: boolean | null }> | undefined;
  /** What a sandbox knows of the key where it could not be read. */
  readonly knownKey?: VehicleKey | undefined;
  readonly migration?: Fact<{ readonly requiresMigration: boolean } | null> | undefined;
  /** One read of live data. */
  readonly probe?: { readonly path: string; readonly fact: Fact<true> } | undefined;
}

/** What is known of one stored token pair, or of the application's token. */
export interface TokenFacts {
  readonly key: string;
  readonly era: 'v2' | 'v3';
  readonly userId: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly refreshExpiresAt?: number | undefined;
  /** The first request with it went wrong. */
  readonly failure?: ReadFailure | undefined;
  /** Vehicles that it reaches; absent when that could not be read. */
  readonly vehicles?: number | undefined;
}

/** @returns the value of a fact, if it was tried and read. */
export function valueOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.failure === undefined ? fact?.value : undefined;
}

/** @returns what went wrong, short: name as the documents spell it, status and request id; the whole sentence if it has no name. */
export function failureText({ name, status, requestId, message }: ReadFailure): string {
  if (name === null) return message;
  const facts = [
    ...(status === null ? [] : [`HTTP ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ];
  return `${name.replace(/:null$/, ':NULL')}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

/** @returns the boxes that Tesla holds; `undefined` where nobody told. */
export function tickedBoxes(facts: ConnectionFacts): ReadonlySet<BoxId> | undefined {
  const scopes = valueOf(facts.access)?.scopes;
  return scopes === undefined || scopes === null ? undefined : new Set(boxIds.filter((box) => scopes.includes(box)));
}

/** Smartcar answers a driver's question for the key as if the car were missing. */
export function isDriverAnswer({ key, access }: ConnectionFacts): boolean {
  const isMissing = key?.failure?.name === 'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING';
  return isMissing && access?.failure?.name !== 'CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING';
}
