import { smartcarCommands } from '../../providers/smartcar/commands.ts';
import { v2Endpoints, v2MakeEndpoints, type EndpointInfo } from '../../providers/smartcar/endpoints.ts';
import { ownValue } from '../../text/keys.ts';

const vehiclePath: EndpointInfo = { GET: 'read_vehicle_info' };

/**
 * The permission that a request to Smartcar's API needs.
 * @param request such as `POST /v2.0/vehicles/ID/security`, `/odometer` (a path of a batch), or a line that holds one
 * @returns `undefined` if the line holds no such path, or if the method would decide and is not there
 */
export function requestPermission(request: string): string | undefined {
  const method = /\b(GET|POST|PUT|DELETE)\b/.exec(request)?.[1];
  const path = pathBelowVehicle(request);
  if (path === undefined) return undefined;
  const command = /^commands\/(.+)$/.exec(path)?.[1];
  if (command !== undefined) return commandPermission(command);
  const endpoint = findEndpoint(path);
  if (method === undefined)
    return endpoint?.GET === undefined || endpoint.POST === undefined ? (endpoint?.GET ?? endpoint?.POST) : undefined;
  return method === 'GET' ? endpoint?.GET : endpoint?.POST;
}

function pathBelowVehicle(request: string): string | undefined {
  const full = /\/vehicles\/[^/\s"'?]+(?:\/([^\s"'?#,;)]*))?/i.exec(request);
  const path = full === null ? /^\/([^\s"'?#]*)$/.exec(request.trim())?.[1] : (full[1] ?? '');
  return path?.replace(/\/+$/, '').toLowerCase();
}

function commandPermission(code: string): string | undefined {
  return Object.entries(smartcarCommands).find(([name]) => name === code)?.[1].permission;
}

function findEndpoint(path: string): EndpointInfo | undefined {
  if (path === '') return vehiclePath;
  const ofMake = /^tesla\/(.+)$/.exec(path)?.[1];
  const [table, name]: readonly [Readonly<Record<string, EndpointInfo>>, string] =
    ofMake === undefined ? [v2Endpoints, path] : [v2MakeEndpoints, ofMake];
  return Object.hasOwn(table, name) ? ownValue(table, name) : undefined;
}
