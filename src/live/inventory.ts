import type { ConnectedVehicle, MigrationRow } from '../core/connections/documents.ts';
import { nothingReadable, unreadableWarnings } from '../core/connections/unreadable-rows.ts';
import type { CliError } from '../core/errors/cli-error.ts';
import type { Document } from '../core/document.ts';
import { valueOf } from '../core/findings/connection/facts.ts';
import type { Context } from '../io/context.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { notFound, openConnections } from './connection.ts';
import type { ConnectionFlags } from '../flags/connection.ts';
import { cutList, type CutList } from '../flags/limit.ts';
import { stayInside } from '../flags/stay-inside.ts';
import type { ConnectionChoice, Connections, LiveConnection } from './live-connection.ts';
import { readFact } from './facts.ts';
import { readSecret } from '../settings/secrets.ts';
import { openApi } from './session.ts';

/** Requests that are under way at the same time. */
const atOnce = 8;

/** What {@link withConnections} works on. */
export interface WithConnectionsInput<T extends Document> {
  readonly global: GlobalOptions;
  readonly flags: ConnectionFlags;
  /** The work has something to say without any connection. */
  readonly evenWithout?: boolean | undefined;
  readonly work: (connections: Connections) => Promise<T>;
}

/** Opens the connections, makes a document of them, and closes whatever was opened. */
export async function withConnections<T extends Document>(
  ctx: Context,
  { global, flags, evenWithout, work }: WithConnectionsInput<T>,
): Promise<T> {
  const connections = await openConnections(ctx, { global, flags, evenWithout });
  try {
    return stayInside(await work(connections), flags);
  } finally {
    await connections.close();
  }
}

/**
 * The connections that fit, up to a limit; no page behind it is read.
 * @throws CliError NOT_FOUND when a choice was made and fits none, CREDENTIALS_REFUSED when a token failed, API_ERROR
 * when no row could be read
 */
export async function listConnections(
  connections: Connections,
  choice: ConnectionChoice,
  limit: number,
): Promise<CutList<LiveConnection>> {
  const collected: LiveConnection[] = [];
  for await (const connection of connections.list(choice)) {
    collected.push(connection);
    if (collected.length > limit) break;
  }
  const isChoice = choice.userId !== undefined || choice.vehicleId !== undefined;
  const isFailed = connections.tokens().some(({ failure }) => failure !== undefined);
  const isUnread = isFailed || connections.unreadable() > 0;
  if (collected.length === 0 && (isChoice || isUnread)) throw notFound(connections, choice);
  return cutList(collected, limit, {
    subject: 'connections',
    instead: ' `connect-cli audit` judges all of them, however many there are.',
  });
}

/** @returns sentences about stored tokens that could not be used, and rows that could not be read */
export function listingWarnings(connections: Connections): readonly string[] {
  const tokens = connections
    .tokens()
    .flatMap(({ key, failure }) =>
      failure === undefined ? [] : [`The stored tokens "${key}" cannot be used: ${failure.message}`],
    );
  return [...tokens, ...unreadableWarnings(connections.unreadable())];
}

/** Runs work over a list, a few at a time, and keeps the order. */
export async function mapGently<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < list.length; start += atOnce) {
    results.push(...(await Promise.all(list.slice(start, start + atOnce).map(work))));
  }
  return results;
}

/** Make, model and year are read where the list did not tell them; a vehicle that does not tell is listed all the same. */
export async function describeVehicle(connection: LiveConnection): Promise<ConnectedVehicle> {
  const { reader, vehicle, userId, era } = connection;
  const isKnown = vehicle.make !== undefined || vehicle.model !== undefined;
  const info = isKnown ? vehicle : (valueOf(await readFact(() => reader.readVehicle(vehicle.id))) ?? vehicle);
  return {
    id: vehicle.id,
    make: info.make ?? null,
    model: info.model ?? null,
    year: info.year ?? null,
    userId,
    externalId: connection.externalId ?? null,
    era,
    mode: info.mode ?? null,
    connectedAt: connection.connectedAt ?? null,
  };
}

/** Users of an application, as far as they could be read. */
export interface MigrationRows extends CutList<MigrationRow> {
  /** Why nothing was read: there is nothing to read with. */
  readonly missing?: CliError | undefined;
}

/** Users and their connections from everything that can be asked: v3's list, stored tokens, v2's management API. */
export async function listMigrationRows(ctx: Context, connections: Connections, limit: number): Promise<MigrationRows> {
  const users = new Map<string, UserRow>();
  const listed = await listConnections(connections, { first: 'v3' }, limit);
  for (const connection of listed.rows) {
    addRow(users, {
      userId: connection.userId,
      externalId: connection.externalId,
      vehicle: { id: connection.vehicle.id, connectionId: connection.connectionId ?? null },
      from: connection.era === 'v3' ? 'v3-connections' : 'stored-token',
    });
  }
  const cut = () => {
    const rows = [...users.values()].map(({ vehicles, ...user }) => ({ ...user, vehicles: [...vehicles.values()] }));
    const { rows: first, warnings } = cutList(rows, limit, { subject: 'users' });
    return { rows: first, warnings: listed.warnings.length > 0 ? listed.warnings : warnings };
  };
  const token = await readSecret(ctx, connections.settings, 'management-token');
  if (token === undefined) return { ...cut(), missing: connections.missing };
  let unreadable = 0;
  const management = openApi(ctx, connections.settings).managementConnections(token.value);
  for await (const connection of management.readConnections({}, () => (unreadable += 1))) {
    addRow(users, {
      userId: connection.userId,
      externalId: connection.externalId,
      vehicle: { id: connection.vehicle.id, connectionId: connection.id ?? null },
      from: 'v2-management',
    });
    if (users.size > limit) break;
  }
  if (users.size === 0 && unreadable > 0) throw nothingReadable(unreadable);
  const { rows, warnings } = cut();
  return { rows, warnings: [...warnings, ...unreadableWarnings(unreadable)] };
}

type Vehicle = MigrationRow['vehicles'][number];

/** A user whose vehicles are found by their ids: one user can have as many as an application has. */
type UserRow = Omit<MigrationRow, 'vehicles'> & { readonly vehicles: Map<string, Vehicle> };

interface AddedRow {
  readonly userId: string;
  readonly externalId: string | undefined;
  readonly vehicle: Vehicle;
  readonly from: MigrationRow['from'];
}

function addRow(users: Map<string, UserRow>, { userId, externalId, vehicle, from }: AddedRow): void {
  const before = users.get(userId) ?? { userId, externalId: null, vehicles: new Map<string, Vehicle>(), from };
  const known = before.vehicles.get(vehicle.id);
  before.vehicles.delete(vehicle.id);
  before.vehicles.set(vehicle.id, {
    id: vehicle.id,
    connectionId: vehicle.connectionId ?? known?.connectionId ?? null,
  });
  users.set(userId, { ...before, externalId: before.externalId ?? externalId ?? null });
}
