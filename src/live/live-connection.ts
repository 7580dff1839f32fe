import type { CliError } from '../core/errors/cli-error.ts';
import type { ReadFailure, TokenFacts } from '../core/findings/connection/facts.ts';
import type { AskedPermission } from '../core/permissions/scope.ts';
import type { Context } from '../io/context.ts';
import type { GrantReader, VehicleInfo } from '../io/smartcar.ts';
import type { Settings } from '../settings/settings.ts';

/** One user's access to one vehicle, and how to read it. */
export interface LiveConnection {
  readonly era: 'v2' | 'v3';
  readonly userId: string;
  readonly externalId?: string | undefined;
  /** v3's id of the connection. */
  readonly connectionId?: string | undefined;
  readonly vehicle: VehicleInfo;
  readonly reader: GrantReader;
  /** ISO 8601; v3 tells it with the list. */
  readonly connectedAt?: string | undefined;
  /** v3 tells it with the list. */
  readonly granted?: readonly string[] | undefined;
  /** What was asked when the grant came about, where that was noted. */
  readonly asked?: readonly AskedPermission[] | undefined;
}

/** Which connections are meant. Ids are taken as they are; nothing means all. */
export interface ConnectionChoice {
  readonly vehicleId?: string | undefined;
  /** Smartcar's user id, or the application's own (`external_id`). */
  readonly userId?: string | undefined;
  /** Which API tells first of a connection that both know; v2 without it. */
  readonly first?: 'v2' | 'v3' | undefined;
}

/** Everything needed to read connections of one application. Close it when done. */
export interface Connections {
  readonly settings: Settings;
  /** Why the list is empty, where there is nothing to read it with. Opening throws it unless the command does without. */
  readonly missing?: CliError | undefined;
  /** Connections, stored v2 tokens first, then what only v3 knows. Token trouble is told by {@link tokens}. */
  list(choice: ConnectionChoice): AsyncIterable<LiveConnection>;
  /** What was found out about the stored tokens while listing last. */
  tokens(): readonly TokenFacts[];
  /** Why lists could not be read that may have the vehicle or user that was meant last. */
  unread(): readonly ReadFailure[];
  /** How many rows of v3's list could not be read while listing last. */
  unreadable(): number;
  close(): Promise<void>;
}

export type ConnectionContext = Pick<
  Context,
  'sandbox' | 'files' | 'env' | 'cwd' | 'profiles' | 'credentials' | 'clock' | 'smartcar'
>;
