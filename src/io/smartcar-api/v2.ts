import {
  booleanField,
  numberField,
  objectField,
  textField,
  textsField,
  type JsonObject,
} from '../../core/text/json.ts';
import type { AccessTokens, GrantReader, SmartcarOrigins, TeslaAccess, VehicleInfo } from '../smartcar.ts';
import { readList, readObject, readValue, requireDone, unexpectedAnswer, type Answer } from './answer.ts';
import { createAsk, type Ask } from './authorized.ts';
import type { Wire } from './send.ts';

/** Largest page of v2 lists. */
const pageSize = 50;
/** A list that never ends is a fault of the server; nobody has this many cars. */
const mostPages = 1000;

/** v2: a user's own token reads what that user granted. */
export function createV2Reader(wire: Wire, origins: SmartcarOrigins, tokens: AccessTokens): GrantReader {
  const ask = createAsk(wire, tokens);
  const base = `${origins.api}/v2.0`;
  const get = async (path: string) => readObject(await getAnswer(ask, `${base}${path}`));
  const vehicle = (id: string) => `/vehicles/${encodeURIComponent(id)}`;

  return {
    era: 'v2',
    readUser: async () => {
      const answer = await getAnswer(ask, `${base}/user`);
      const id = textField(readObject(answer), 'id');
      if (id === undefined) throw unexpectedAnswer(answer, 'no user id');
      return { id };
    },
    readVehicles: async () => {
      const ids = await readPages(ask, `${base}/vehicles`, 'vehicles');
      return ids.map((id) => ({ id }));
    },
    readVehicle: async (id) => parseVehicle(id, await get(vehicle(id))),
    readPermissions: (id) => readPages(ask, `${base}${vehicle(id)}/permissions`, 'permissions'),
    readTeslaAccess: async (id) => parseTeslaAccess(await get(`${vehicle(id)}/tesla/user/access`)),
    readVirtualKey: async (id) => {
      const body = await get(`${vehicle(id)}/tesla/virtual_key`);
      return { paired: booleanField(body, 'isPaired') ?? null };
    },
    readMigration: async (id) => {
      const body = await get(`${vehicle(id)}/tesla/migration`);
      const requiresMigration = booleanField(body, 'requiresMigration');
      return requiresMigration === undefined ? undefined : { requiresMigration };
    },
    read: async (id, path) => {
      const answer = await getAnswer(ask, `${base}${vehicle(id)}/${path.replace(/^\/+/, '')}`);
      return { body: readValue(answer), requestId: answer.response.headers['sc-request-id'] };
    },
    disconnect: async (id) => {
      const url = `${base}${vehicle(id)}/application`;
      requireDone({ response: await ask({ method: 'DELETE', url }), url });
    },
  };
}

async function getAnswer(ask: Ask, url: string): Promise<Answer> {
  return { response: await ask({ method: 'GET', url }), url };
}

/** Reads a list of strings page by page until a page brings nothing new. */
async function readPages(ask: Ask, url: string, field: 'vehicles' | 'permissions'): Promise<readonly string[]> {
  const granted = new Set<string>();
  for (let page = 0, offset = 0; page < mostPages; page += 1) {
    const answer = await getAnswer(ask, `${url}?limit=${pageSize}&offset=${offset}`);
    const body = readObject(answer);
    const list = readList(answer, body, field);
    const values = list.filter((value) => typeof value === 'string');
    if (list.length > 0 && values.length === 0) throw unexpectedAnswer(answer, `no text in the list "${field}"`);
    const before = granted.size;
    for (const value of values) granted.add(value);
    offset += values.length;
    const total = numberField(objectField(body, 'paging'), 'count') ?? 0;
    if (granted.size === before || (offset >= total && values.length < pageSize)) break;
  }
  return [...granted];
}

function parseVehicle(id: string, body: JsonObject): VehicleInfo {
  return { id: textField(body, 'id') ?? id, ...describeVehicle(body) };
}

/** Make, model, year and mode, as far as they are told. */
export function describeVehicle(body: JsonObject): Omit<VehicleInfo, 'id'> {
  const make = textField(body, 'make');
  const model = textField(body, 'model');
  const year = numberField(body, 'year');
  const mode = textField(body, 'mode');
  return {
    make,
    model,
    year,
    mode,
  };
}

function parseTeslaAccess(body: JsonObject): TeslaAccess {
  return {
    role: parseRole(textField(body, 'accessType')),
    scopes: Array.isArray(body['permissions']) ? textsField(body, 'permissions') : null,
  };
}

/** Any case: v2 writes `OWNER`, v3 `Driver`. */
export function parseRole(text: string | undefined): TeslaAccess['role'] {
  const role = text?.toLowerCase();
  return role === 'owner' || role === 'driver' ? role : null;
}
