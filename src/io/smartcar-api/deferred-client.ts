import { deferMethods } from '../deferred.ts';
import type { ConnectionReader, GrantReader, SmartcarApi, SmartcarClient } from '../smartcar.ts';
import type { Wire } from './send.ts';

const reading = [
  'readUser',
  'readVehicles',
  'readVehicle',
  'readPermissions',
  'readTeslaAccess',
  'readVirtualKey',
  'readMigration',
  'read',
  'disconnect',
] as const satisfies readonly (keyof GrantReader)[];

/** The client behind `ctx.smartcar`, loaded with the first request: most commands that print send none. */
export function createDeferredClient(wire: () => Wire): SmartcarClient {
  return (origins): SmartcarApi => {
    const api = async (): Promise<SmartcarApi> => {
      const { createSmartcarClient } = await import('./api.ts');
      return createSmartcarClient(wire())(origins);
    };
    return {
      tokens: deferMethods(async () => (await api()).tokens, ['exchangeCode', 'refresh', 'application']),
      v2: (tokens) => ({ era: 'v2', ...deferMethods(async () => (await api()).v2(tokens), reading) }),
      v3: (tokens, userId) => ({
        era: 'v3',
        ...deferMethods(async () => (await api()).v3(tokens, userId), [...reading, 'readSignalStates']),
      }),
      v3Connections: (tokens) => deferConnections(async () => (await api()).v3Connections(tokens)),
      managementConnections: (token) => deferConnections(async () => (await api()).managementConnections(token)),
      v3Pages: (tokens, options) => deferMethods(async () => (await api()).v3Pages(tokens, options), ['readPage']),
      managementPages: (token, options) =>
        deferMethods(async () => (await api()).managementPages(token, options), ['readPage']),
    };
  };
}

function deferConnections(open: () => Promise<ConnectionReader>): ConnectionReader {
  return {
    async *readConnections(filter, onUnreadable) {
      yield* (await open()).readConnections(filter, onUnreadable);
    },
    ...deferMethods(open, ['deleteConnection']),
  };
}
