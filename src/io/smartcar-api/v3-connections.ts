import { asObject, numberField, objectField, textField, textsField, type JsonObject } from '../../core/text/json.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import type { AccessTokens, Connection, ConnectionFilter, ConnectionReader, SmartcarOrigins } from '../smartcar.ts';
import { readList, readObject, requireDone } from './answer.ts';
import { createAsk } from './authorized.ts';
import type { Wire } from './send.ts';
import { describeVehicle } from './v2.ts';

const pageSize = 100;
/** A million connections; beyond that the server is going round in circles. */
const mostPages = 10_000;

/** v3: every connection of the application, with what each one granted. */
export function createV3Connections(wire: Wire, origins: SmartcarOrigins, tokens: AccessTokens): ConnectionReader {
  const ask = createAsk(wire, tokens);
  const url = `${origins.vehicleApi}/v3/connections`;

  async function* readConnections(
    filter: ConnectionFilter = {},
    onUnreadable: () => void = () => {},
  ): AsyncGenerator<Connection> {
    const seen = new Set<string>();
    let read = 0;
    for (let page = 1; page <= mostPages; page += 1) {
      const pageUrl = `${url}?${connectionQuery(filter, page)}`;
      const answer = { response: await ask({ method: 'GET', url: pageUrl }), url: pageUrl };
      const body = readObject(answer);
      const rows = readList(answer, body, 'data');
      read += rows.length;
      const fresh = rows.map(readRow).filter(({ key }) => !seen.has(key));
      for (const { connection, key } of fresh) {
        seen.add(key);
        if (connection === undefined) onUnreadable();
        else yield connection;
      }
      if (fresh.length === 0 || isLastPage(body, rows.length, read)) return;
    }
  }

  return {
    readConnections,
    deleteConnection: async (which) => {
      const path = 'id' in which ? `connections/${encodeURIComponent(which.id)}` : undefined;
      const user = 'userId' in which ? `users/${encodeURIComponent(which.userId)}` : undefined;
      const target = path ?? user;
      if (target === undefined) {
        throw new CliError('USAGE', 'The v3 API removes a connection by its id or by its user, not by vehicle.', {
          hint: 'Read the connection of the vehicle first and remove it by its id.',
        });
      }
      const targetUrl = `${origins.vehicleApi}/v3/${target}`;
      requireDone({ response: await ask({ method: 'DELETE', url: targetUrl }), url: targetUrl });
    },
  };
}

function connectionQuery(filter: ConnectionFilter, page: number): URLSearchParams {
  const query = new URLSearchParams({ 'page[number]': String(page), 'page[size]': String(pageSize) });
  if (filter.userId !== undefined) query.set('filter[userId]', filter.userId);
  if (filter.vehicleId !== undefined) query.set('filter[vehicleId]', filter.vehicleId);
  if (filter.externalId !== undefined) query.set('filter[user.externalId]', filter.externalId);
  if (filter.mode !== undefined) query.set('filter[vehicle.mode]', filter.mode);
  return query;
}

/** What a row says, and what tells it from others: one that cannot be read is known by its text. */
function readRow(row: unknown): { readonly connection: Connection | undefined; readonly key: string } {
  const connection = parseConnection(asObject(row));
  return { connection, key: connection === undefined ? JSON.stringify(row) : connectionKey(connection) };
}

function connectionKey(connection: Connection): string {
  return connection.id ?? `${connection.userId} ${connection.vehicle.id}`;
}

/** The end is told by `links.next`, by the total count, or by a page that is not full: whichever is there. */
function isLastPage(body: JsonObject, size: number, read: number): boolean {
  if (size === 0) return true;
  const isLinked = linksToNext(body);
  if (isLinked !== undefined) return !isLinked;
  const total = numberField(objectField(body, 'meta'), 'totalCount');
  return total === undefined ? size < pageSize : read >= total;
}

/** Whether `links.next` leads on: as a text, or an object with an address (JSON:API 1.1); undefined without that member. */
export function linksToNext(body: JsonObject): boolean | undefined {
  const links = objectField(body, 'links');
  if (!Object.hasOwn(links, 'next')) return undefined;
  return (textField(links, 'next') ?? textField(objectField(links, 'next'), 'href')) !== undefined;
}

/** Without a user and a vehicle a row says nothing; everything else may be missing. */
function parseConnection(data: JsonObject): Connection | undefined {
  const attributes = objectField(data, 'attributes');
  const user = objectField(attributes, 'user');
  const relationships = objectField(data, 'relationships');
  const related = (name: string) => textField(objectField(objectField(relationships, name), 'data'), 'id');
  const userId = textField(user, 'id') ?? textField(attributes, 'userId') ?? related('user');
  const vehicleId =
    related('vehicle') ?? textField(attributes, 'vehicleId') ?? textField(objectField(attributes, 'vehicle'), 'id');
  if (userId === undefined || vehicleId === undefined) return undefined;
  return {
    userId,
    vehicle: { id: vehicleId, ...describeVehicle(objectField(attributes, 'vehicle')) },
    id: textField(data, 'id'),
    externalId: textField(user, 'externalId'),
    connectedAt: connectedAt(data),
    permissions: Array.isArray(attributes['permissions']) ? textsField(attributes, 'permissions') : undefined,
  };
}

/** Published in `meta`; older notes have it among the attributes. */
function connectedAt(data: JsonObject): string | undefined {
  const attributes = objectField(data, 'attributes');
  return (
    textField(objectField(data, 'meta'), 'createdAt') ??
    textField(attributes, 'connectedAt') ??
    textField(attributes, 'createdAt')
  );
}
