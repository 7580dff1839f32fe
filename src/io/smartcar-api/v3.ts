import { ApiError } from '../../core/errors/api-error.ts';
import { nothingReadable } from '../../core/connections/unreadable-rows.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import {
  arrayField,
  asObject,
  booleanField,
  objectField,
  textField,
  textsField,
  type JsonObject,
} from '../../core/text/json.ts';
import type {
  AccessTokens,
  Connection,
  ConnectionReader,
  GrantReader,
  SignalStates,
  SmartcarOrigins,
} from '../smartcar.ts';
import { readObject, readValue } from './answer.ts';
import { createAsk, type Ask } from './authorized.ts';
import type { Wire } from './send.ts';
import { describeVehicle, parseRole } from './v2.ts';
import { createV3Connections } from './v3-connections.ts';

/** Signals that take the place of v2's Tesla endpoints. */
const signals = {
  virtualKey: 'connectivitystatus-isdigitalkeypaired',
  permissions: 'vehicleuseraccount-permissions',
  role: 'vehicleuseraccount-role',
} as const;

/** What {@link createV3Reader} works on. */
export interface CreateV3ReaderInput {
  readonly origins: SmartcarOrigins;
  readonly tokens: AccessTokens;
  readonly userId: string;
}

/** v3: the application's token, the user named in `sc-user-id`; what was granted stands in the connections. */
export function createV3Reader(wire: Wire, { origins, tokens, userId }: CreateV3ReaderInput): Required<GrantReader> {
  const ask = createAsk(wire, tokens);
  const vehicle = (id: string) => `${origins.vehicleApi}/v3/vehicles/${encodeURIComponent(id)}`;
  const connections = createV3Connections(wire, origins, tokens);
  const { list, find } = connectionsOfUser(connections, userId);
  const signal = (id: string, code: string) => readSignal(ask, `${vehicle(id)}/signals/${code}`, userId);

  return {
    era: 'v3',
    readUser: async () => {
      const externalId = (await list()).find((one) => one.externalId !== undefined)?.externalId;
      return { id: userId, externalId };
    },
    readVehicles: async () => (await list()).map((one) => one.vehicle),
    readVehicle: async (id) => {
      const url = vehicle(id);
      const body = readObject({ response: await ask({ method: 'GET', url }), url });
      return { id, ...describeVehicle(objectField(resourceOf(body), 'attributes')) };
    },
    readPermissions: async (id) => requirePermissions(await find(id)),
    readSignalStates: async (id) => {
      const url = `${vehicle(id)}/signals`;
      return parseSignalStates(readObject({ response: await askAs(ask, url, userId), url }));
    },
    readTeslaAccess: async (id) => {
      const [permissions, role] = [await signal(id, signals.permissions), await signal(id, signals.role)];
      return {
        role: parseRole(role && textField(role, 'value')),
        scopes: permissions && Array.isArray(permissions['values']) ? textsField(permissions, 'values') : null,
      };
    },
    readVirtualKey: async (id) => {
      const body = await signal(id, signals.virtualKey);
      return { paired: (body && booleanField(body, 'value')) ?? null };
    },
    readMigration: async () => undefined,
    read: async (id, path) => {
      const url = `${vehicle(id)}/signals/${encodeURIComponent(path.replace(/^\/+/, ''))}`;
      const response = await askAs(ask, url, userId);
      const requestId = response.headers['sc-request-id'];
      return { body: readValue({ response, url }), requestId };
    },
    disconnect: async (id) => {
      const { id: connectionId } = await find(id);
      if (connectionId === undefined)
        throw new CliError('API_ERROR', `The connection with vehicle "${id}" came without an id.`, {
          hint: 'Disconnect the vehicle in the Smartcar Dashboard.',
        });
      await connections.deleteConnection({ id: connectionId });
    },
  };
}

/** One user's connections: all of them, or the one with a vehicle. The filter of the API is not relied on. */
function connectionsOfUser(connections: Pick<ConnectionReader, 'readConnections'>, userId: string) {
  async function list(vehicleId?: string): Promise<readonly Connection[]> {
    const connectionsOfUser: Connection[] = [];
    const filter = { userId, vehicleId };
    let unreadable = 0;
    for await (const connection of connections.readConnections(filter, () => (unreadable += 1))) {
      if (connection.userId === userId && (vehicleId === undefined || connection.vehicle.id === vehicleId))
        connectionsOfUser.push(connection);
    }
    if (connectionsOfUser.length === 0 && unreadable > 0) throw nothingReadable(unreadable);
    return connectionsOfUser;
  }

  async function find(vehicleId: string): Promise<Connection> {
    const [first] = await list(vehicleId);
    if (first !== undefined) return first;
    throw new CliError('NOT_FOUND', `User "${userId}" has no connection with vehicle "${vehicleId}".`, {
      hint: '`connect-cli vehicles` lists the connections; the owner may have disconnected the vehicle.',
    });
  }
  return { list, find };
}

/** A connection that does not say what was granted is not one with nothing granted. */
function requirePermissions({ permissions, vehicle }: Connection): readonly string[] {
  if (permissions !== undefined) return permissions;
  throw new CliError('API_ERROR', `The connection with vehicle "${vehicle.id}" came without its permissions.`, {
    hint: 'Look at the connection in the Smartcar Dashboard; if it has permissions there, send the id to the support.',
  });
}

/** One resource comes in the envelope of JSON:API, or bare, as the samples of Smartcar's own SDK show a signal. */
function resourceOf(body: JsonObject): JsonObject {
  return 'data' in body ? objectField(body, 'data') : body;
}

function parseSignalStates(body: JsonObject): SignalStates {
  const signals = arrayField(body, 'data').map((signal) => {
    const attributes = objectField(asObject(signal), 'attributes');
    const status = objectField(attributes, 'status');
    const isRefused =
      textField(status, 'value') === 'ERROR' && textField(objectField(status, 'error'), 'type') === 'PERMISSION';
    return { code: textField(attributes, 'code') ?? '', value: textField(status, 'value'), isRefused };
  });
  return {
    answered: signals.filter(({ value }) => value === 'SUCCESS').map(({ code }) => code),
    refused: signals.filter(({ isRefused }) => isRefused).map(({ code }) => code),
  };
}

/** Signals are read in the name of a user, whom a header tells. */
function askAs(ask: Ask, url: string, userId: string): ReturnType<Ask> {
  return ask({ method: 'GET', url, headers: { 'sc-user-id': userId } });
}

/** @returns the signal's body; undefined when the vehicle does not send it or nothing has arrived yet */
async function readSignal(ask: Ask, url: string, userId: string): Promise<JsonObject | undefined> {
  try {
    const response = await askAs(ask, url, userId);
    const attributes = objectField(resourceOf(readObject({ response, url })), 'attributes');
    const status = textField(objectField(attributes, 'status'), 'value');
    return status === undefined || status === 'SUCCESS' ? objectField(attributes, 'body') : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.failure.status === 404) return undefined;
    throw error;
  }
}
