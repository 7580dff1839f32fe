import type { EditionId, Integer, IsoDate, LabelRule } from '../formats.ts';
import type { Place } from '../code-scan/mention.ts';
import type { Document } from '../document.ts';

/** One connected vehicle; null where it was not told. */
export interface ConnectedVehicle {
  readonly id: string;
  readonly make: string | null;
  readonly model: string | null;
  readonly year: Integer | null;
  readonly userId: string;
  readonly externalId: string | null;
  readonly era: 'v2' | 'v3';
  readonly mode: string | null;
  /** When the owner connected it, ISO 8601. v2 tells it to the management token alone. */
  readonly connectedAt: string | null;
}

/** The document of `vehicles`. */
export interface VehiclesDocument extends Document {
  readonly kind: 'vehicles';
  readonly vehicles: readonly ConnectedVehicle[];
}

/** A granted permission with the Tesla boxes behind it. */
export interface GrantedPermission {
  readonly name: string;
  readonly description: string;
  /** Labels, any-of over all-of; empty where no mapping is published. */
  readonly boxes: LabelRule;
}

/** The document of `permissions`. */
export interface PermissionsDocument extends Document {
  readonly kind: 'vehicle-permissions';
  readonly edition: EditionId;
  readonly vehicles: readonly (Pick<ConnectedVehicle, 'id' | 'userId' | 'era'> & {
    readonly permissions: readonly GrantedPermission[];
  })[];
}

/** The document of `user`. */
export interface UsersDocument extends Document {
  readonly kind: 'users';
  readonly users: readonly {
    readonly id: string;
    readonly externalId: string | null;
    readonly era: 'v2' | 'v3';
    readonly vehicleIds: readonly string[];
  }[];
}

/** The document of `disconnect`. */
export interface DisconnectionDocument extends Document {
  readonly kind: 'disconnection';
  readonly vehicleId: string;
  readonly userId: string;
  readonly era: 'v2' | 'v3';
  /** False if the person said no. */
  readonly disconnected: boolean;
}

/** What is to come in the place of Migration Status, and when. */
export interface MigrationReplacement {
  /** ISO date; the exact day is unconfirmed. */
  readonly endsAbout: IsoDate;
  readonly note: string;
  readonly instead: readonly string[];
}

/** The document of `migration-status`. */
export interface MigrationStatusDocument extends Document {
  readonly kind: 'migration-status';
  readonly vehicles: readonly {
    readonly id: string;
    readonly userId: string;
    /** Null where it could not be read; `reason` says why. */
    readonly requiresMigration: boolean | null;
    readonly reason: string | null;
  }[];
  readonly replacement: MigrationReplacement;
}

/** What an application stores of one user for v3. */
export interface MigrationRow {
  /** Goes into the `sc-user-id` header. */
  readonly userId: string;
  /** The application's own id of that user, if Smartcar knows one. */
  readonly externalId: string | null;
  readonly vehicles: readonly { readonly id: string; readonly connectionId: string | null }[];
  readonly from: 'stored-token' | 'v3-connections' | 'v2-management';
}

/** One thing that an application has to settle before v2 ends. */
export interface MigrationTask {
  readonly id: 'ids' | 'credentials' | 'users' | 'tokens' | 'calls' | 'webhooks' | 'consent';
  readonly title: string;
  /** `unknown` where only the developer can tell. */
  readonly status: 'done' | 'open' | 'unknown';
  readonly what: string;
}

/** A place in the code base that ends or changes with v2, and what v3 has in its place. */
export interface MigratedCall extends Place {
  /** The task of the checklist that it belongs to. */
  readonly task: 'ids' | 'tokens' | 'calls' | 'webhooks';
  /** Ends of v3 paths (`signals/…`, `commands/…`), or a sentence, which may say that nothing is published. */
  readonly successors: readonly string[];
  /** It stays as it is in v3. */
  readonly unchanged: boolean;
}

/** The document of `migrate plan`. */
export interface MigrationPlanDocument extends Document {
  readonly kind: 'migration-plan';
  /** Per application, in the order in which to do it. */
  readonly checklist: readonly MigrationTask[];
  /** Null where there are no credentials to read them with. */
  readonly users: readonly MigrationRow[] | null;
  /** Null without `--from-code`. */
  readonly code: {
    readonly directory: string;
    readonly files: Integer;
    readonly calls: readonly MigratedCall[];
  } | null;
  readonly steps: readonly string[];
  readonly replacement: MigrationReplacement;
}
