import { asObject, objectField, textField, type JsonObject } from '../../core/text/json.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { Secret } from '../../core/secret.ts';
import type { Connection, ConnectionFilter, ConnectionReader, SmartcarOrigins } from '../smartcar.ts';
import { readList, readObject, requireDone } from './answer.ts';
import { send, type Wire } from './send.ts';

const pageSize = 100;
const mostPages = 10_000;

/** v2's management API: the connections of all users, with the application management token. */
export function createManagementConnections(wire: Wire, origins: SmartcarOrigins, token: Secret): ConnectionReader {
  const url = `${origins.management}/v2.0/management/connections`;
  const credentials = new Secret(btoa(`default:${token.reveal()}`));
  const headers = { accept: 'application/json', authorization: `Basic ${credentials.reveal()}` };
  const ask = (method: 'GET' | 'DELETE', query: URLSearchParams) =>
    send(wire, { method, url: `${url}?${query}`, headers, secrets: [token] }, { kind: 'idempotent' });

  async function* readConnections(
    filter: ConnectionFilter = {},
    onUnreadable: () => void = () => {},
  ): AsyncGenerator<Connection> {
    const seen = new Set<string>();
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = { response: await ask('GET', connectionQuery(filter, cursor)), url };
      const body = readObject(answer);
      for (const entry of readList(answer, body, 'connections')) {
        const connection = parseConnection(asObject(entry));
        if (connection === undefined) onUnreadable();
        else yield connection;
      }
      cursor = textField(objectField(body, 'paging'), 'cursor');
      if (cursor === undefined || seen.has(cursor)) return;
      seen.add(cursor);
    }
  }

  return {
    readConnections,
    deleteConnection: async (which) => {
      if ('id' in which) {
        throw new CliError('USAGE', 'The v2 management API removes connections by user or by vehicle, not by id.', {
          hint: 'Name the user or the vehicle.',
        });
      }
      const query = 'userId' in which ? { user_id: which.userId } : { vehicle_id: which.vehicleId };
      requireDone({ response: await ask('DELETE', new URLSearchParams(query)), url });
    },
  };
}

function connectionQuery(filter: ConnectionFilter, cursor: string | undefined): URLSearchParams {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (cursor !== undefined) query.set('cursor', cursor);
  if (filter.userId !== undefined) query.set('user_id', filter.userId);
  if (filter.vehicleId !== undefined) query.set('vehicle_id', filter.vehicleId);
  if (filter.mode !== undefined) query.set('mode', filter.mode);
  return query;
}

function parseConnection(data: JsonObject): Connection | undefined {
  const userId = textField(data, 'userId');
  const vehicleId = textField(data, 'vehicleId');
  if (userId === undefined || vehicleId === undefined) return undefined;
  const mode = textField(data, 'mode');
  const connectedAt = textField(data, 'connectedAt');
  return {
    userId,
    vehicle: { id: vehicleId, mode },
    connectedAt,
  };
}
