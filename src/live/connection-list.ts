import type { ReadFailure, TokenFacts } from '../core/findings/connection/facts.ts';
import { parseScope } from '../core/permissions/scope.ts';
import type { AccessTokens, Connection, GrantReader } from '../io/smartcar.ts';
import type { ConnectionChoice, ConnectionContext, LiveConnection } from './live-connection.ts';
import { readFact } from './facts.ts';
import { applicationAccess, openApi, type Session } from './session.ts';
import type { Settings } from '../settings/settings.ts';

/** What is needed of a session here. */
export type UserSession = Pick<Session, 'key' | 'reader'> & {
  readonly tokens: Pick<Session['tokens'], 'userId' | 'refreshExpiresAt' | 'askedScope'>;
};

/** Where connections are known from. */
export interface Sources {
  readonly sessions: readonly UserSession[];
  readonly hasApplication: boolean;
  readonly tokens: TokenFacts[];
  /** Lists that failed and may have what is meant. */
  readonly unread: ReadFailure[];
  /** Called for each row of v3's list that cannot be read. */
  readonly onUnreadable: () => void;
}

/** What {@link listAll} works on. */
export interface ListAllInput {
  readonly settings: Settings;
  readonly sources: Sources;
  readonly choice: ConnectionChoice;
}

/** Connections that fit, each once: stored v2 tokens first, then what only v3 knows, unless the choice turns it round. */
export async function* listAll(
  ctx: ConnectionContext,
  { settings, sources, choice }: ListAllInput,
): AsyncGenerator<LiveConnection> {
  const stored = () => listStored(ctx, sources, choice);
  const listed = () => (sources.hasApplication ? readApplication(ctx, { settings, sources, choice }) : listNothing());
  const seen = new Set<string>();
  for (const list of choice.first === 'v3' ? [listed, stored] : [stored, listed]) {
    for await (const connection of list()) {
      const name = `${connection.userId} ${connection.vehicle.id}`;
      if (seen.has(name) || !isChosen(connection, choice)) continue;
      seen.add(name);
      yield connection;
    }
  }
}

async function* listNothing(): AsyncGenerator<LiveConnection> {}

async function* listStored(
  ctx: ConnectionContext,
  { sessions, tokens, unread }: Sources,
  choice: ConnectionChoice,
): AsyncGenerator<LiveConnection> {
  for (const session of sessions) {
    const { connections, facts } = await readSession(ctx, session);
    // Another user's token says nothing about the vehicle or user that is meant.
    const isMeant =
      isEveryone(choice) || facts.userId === choice.userId || connections.some((one) => isChosen(one, choice));
    if (isMeant) tokens.push(facts);
    else if (facts.failure !== undefined && (choice.userId === undefined || facts.userId === null))
      unread.push(facts.failure);
    yield* connections;
  }
}

function isEveryone(choice: ConnectionChoice): boolean {
  return choice.userId === undefined && choice.vehicleId === undefined;
}

function isChosen(connection: LiveConnection, { userId, vehicleId }: ConnectionChoice): boolean {
  return (
    (vehicleId === undefined || connection.vehicle.id === vehicleId) &&
    (userId === undefined || connection.userId === userId || connection.externalId === userId)
  );
}

async function readSession(
  ctx: ConnectionContext,
  { key, tokens, reader }: UserSession,
): Promise<{ readonly connections: readonly LiveConnection[]; readonly facts: TokenFacts }> {
  const base = {
    key,
    era: 'v2' as const,
    userId: tokens.userId ?? null,
    now: ctx.clock.now(),
    refreshExpiresAt: tokens.refreshExpiresAt,
  };
  const fact = await readFact(async () => ({
    userId: tokens.userId ?? (await reader.readUser()).id,
    vehicles: await reader.readVehicles(),
  }));
  if (fact.failure !== undefined) return { connections: [], facts: { ...base, failure: fact.failure } };
  const { userId, vehicles } = fact.value;
  const asked = tokens.askedScope === undefined ? undefined : parseScope([tokens.askedScope]).asked;
  return {
    connections: vehicles.map((vehicle) => ({
      era: 'v2',
      userId,
      vehicle,
      reader,
      asked,
    })),
    facts: { ...base, userId, vehicles: vehicles.length },
  };
}

async function* readApplication(
  ctx: ConnectionContext,
  { settings, sources, choice: { vehicleId } }: ListAllInput,
): AsyncGenerator<LiveConnection> {
  const access: AccessTokens = await applicationAccess(ctx, settings);
  const api = openApi(ctx, settings);
  const filter = vehicleId === undefined ? {} : { vehicleId };
  for await (const connection of api.v3Connections(access).readConnections(filter, sources.onUnreadable)) {
    yield applicationConnection(connection, api.v3(access, connection.userId));
  }
}

function applicationConnection(connection: Connection, reader: GrantReader): LiveConnection {
  return {
    era: 'v3',
    userId: connection.userId,
    vehicle: connection.vehicle,
    reader,
    connectedAt: connection.connectedAt,
    externalId: connection.externalId,
    connectionId: connection.id,
    granted: connection.permissions,
  };
}
