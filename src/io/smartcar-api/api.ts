import type { SmartcarApi, SmartcarClient } from '../smartcar.ts';
import { createManagementConnections } from './management.ts';
import { createManagementPages, createV3Pages } from './connection-pages.ts';
import type { Wire } from './send.ts';
import { createTokenEndpoints } from './tokens.ts';
import { createV2Reader } from './v2.ts';
import { createV3Connections } from './v3-connections.ts';
import { createV3Reader } from './v3.ts';

/** The client behind `ctx.smartcar`. Every request goes through `wire.http` and ends when `wire.signal` aborts. */
export function createSmartcarClient(wire: Wire): SmartcarClient {
  return (origins): SmartcarApi => ({
    tokens: createTokenEndpoints(wire, origins),
    v2: (tokens) => createV2Reader(wire, origins, tokens),
    v3: (tokens, userId) => createV3Reader(wire, { origins, tokens, userId }),
    v3Connections: (tokens) => createV3Connections(wire, origins, tokens),
    v3Pages: (tokens, options) => createV3Pages(wire, origins, { tokens, options }),
    managementPages: (token, options) => createManagementPages(wire, origins, { token, options }),
    managementConnections: (token) => createManagementConnections(wire, origins, token),
  });
}
