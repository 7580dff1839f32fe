import { parseCommand, type CommandCode } from '../providers/smartcar/commands.ts';
import { v2Endpoints, v2MakeEndpoints, type EndpointInfo } from '../providers/smartcar/endpoints.ts';
import type { SmartcarPermission } from '../providers/smartcar/permissions.ts';
import { ownValue } from '../text/keys.ts';
import type { Meaning } from './mention.ts';
import type { Method } from './method.ts';

/** First parts of paths below a vehicle that read and command nothing by themselves. */
export const notData: ReadonlySet<string> = new Set([
  'permissions',
  'application',
  'batch',
  'webhooks',
  'signals',
  'connections',
]);

/**
 * Tells what a path below a vehicle needs.
 * @param method looked up only where a path serves to read and to command alike
 */
export function judgePath(path: string, method: () => Method): readonly Meaning[] {
  const clean = path.replace(/\/$/, '');
  const command = clean.startsWith('commands/') ? parseCommand(clean) : scheduleCommand(clean);
  if (command !== undefined) return [{ kind: 'command', command }];
  const endpoint = findEndpoint(clean);
  if (endpoint === undefined) return [];
  const { GET: read, POST: write } = endpoint;
  if (read === undefined || write === undefined) return [read, write].flatMap(callOf);
  const decided = method();
  if (decided === 'either') {
    return [
      { kind: 'call', permission: read, unsure: false, twin: write, isUndecided: true },
      { kind: 'call', permission: write, unsure: false, twin: read, isUndecided: true },
    ];
  }
  const [permission, twin] = decided === 'GET' ? [read, write] : [write, read];
  return [{ kind: 'call', permission, unsure: false, twin }];
}

function callOf(permission: SmartcarPermission | undefined): readonly Meaning[] {
  return permission === undefined ? [] : [{ kind: 'call', permission, unsure: false }];
}

function scheduleCommand(path: string): CommandCode | undefined {
  return path.startsWith('charge-schedules/') ? parseCommand(path) : undefined;
}

function findEndpoint(path: string): EndpointInfo | undefined {
  const own: Readonly<Record<string, EndpointInfo>> = v2Endpoints;
  if (Object.hasOwn(own, path)) return ownValue(own, path);
  const makes: Readonly<Record<string, EndpointInfo>> = v2MakeEndpoints;
  const below = path.slice(path.indexOf('/') + 1);
  return path.includes('/') && Object.hasOwn(makes, below) ? ownValue(makes, below) : undefined;
}
