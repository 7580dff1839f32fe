import { parseCommand, smartcarCommands, type CommandCode } from '../providers/smartcar/commands.ts';
import {
  sdkMethods,
  v2Endpoints,
  v2MakeEndpoints,
  type EndpointInfo,
  type SdkMethod,
} from '../providers/smartcar/endpoints.ts';
import type { SmartcarPermission } from '../providers/smartcar/permissions.ts';
import type { Meaning } from './mention.ts';
import { methodAt, type Method } from './method.ts';
import { methodCalls, vehiclesOf } from './method-calls.ts';
import { isBelowOwnRoute, isOwnRoute } from './own-routes.ts';
import type { Found } from './permission-mentions.ts';
import type { TextLines } from './text-lines.ts';
import { findWrappedPaths } from './wrapped-paths.ts';
import { ownValue } from '../text/keys.ts';

/** Paths below a vehicle, in one text or joined with plus: `/vehicles/${id}/odometer`, `"/vehicles/" + id + "/odometer"`. */
const vehiclePath =
  /\bvehicles\/(?:["'`]\s*[+.]\s*[\w.()[\]$>-]{1,80}\s*[+.]\s*["'`]|!secret\s\w{1,60}|(?:\$?\{[^}\n]*\}|\$(?!\{)|[^/\s"'`{$])+)\/([a-z_-]+(?:\/[a-z_-]+)*)/g;
const requestCall = /\.request\(\s*["'`](GET|POST|PUT|DELETE)["'`]\s*,\s*["'`]\/?((?:\$\{[^}\n]*\}\/)?[a-z_/]+)["'`]/gi;
const quotedPath = /["'`]\/([a-z_]+(?:\/[a-z_]+){0,3})["'`]/g;
const batchCall = /\bbatch!?\s*\(([^)]{0,2000})/g;
/** A path below a vehicle that is put together at run time. */
const builtPath =
  /\bvehicles\/(?:["'`]\s*[+.]\s*[\w.()[\]$>-]{1,80}\s*[+.]\s*(?=\w)|["'`]\s*[+.]\s*[\w.()[\]$>-]{1,80}\s*[+.]\s*["'`]\/["'`]\s*[+.]|(?:\$?\{[^}\n]*\}|[^/\s"'`{$]){1,200}\/(?:\$?\{|%[sv@]|\$\w|\\\(|["'`]\s*[+.]))/g;
const notData = new Set(['permissions', 'application', 'batch', 'webhooks', 'signals', 'connections']);

/** A text without this has no receiver of either kind. */
const anyVehicle = /vehicle|batch|tesla|car\b|_car/i;

/** Finds calls of the v2 API, of v3 commands and of the SDKs. */
export function* findCalls(file: string, lines: TextLines, isSmartcarFile: boolean): Generator<Found> {
  if (isSmartcarFile) {
    yield* findPaths(file, lines);
    yield* findRequests(lines);
    yield* findQuotedPaths(file, lines);
    yield* findApart(file, lines);
    yield* findBatches(lines);
  }
  yield* findMethods(file, lines, isSmartcarFile);
}

function* findPaths(file: string, lines: TextLines): Generator<Found> {
  for (const match of lines.text.matchAll(vehiclePath)) {
    const path = match[1] ?? '';
    const { line, column } = lines.around(match.index);
    if (isBelowOwnRoute(line, column)) continue;
    const meanings = judgePath(path, () => methodAt(file, lines.text, match.index));
    for (const meaning of meanings) yield { offset: match.index, text: `/${path}`, meaning };
    if (meanings.length > 0) continue;
    const isOurs = line.includes('api.smartcar.com') || path.startsWith('commands/');
    if (!notData.has(path.split('/')[0] ?? '') && isOurs) {
      yield { offset: match.index, text: `/${path}`, meaning: { kind: 'unknown', of: 'endpoint' } };
    }
  }
  for (const match of lines.text.matchAll(builtPath)) {
    yield { offset: match.index, text: match[0], meaning: { kind: 'all-signals' } };
  }
}

function* findRequests(lines: TextLines): Generator<Found> {
  for (const match of lines.text.matchAll(requestCall)) {
    const method = match[1]?.toUpperCase() === 'GET' ? 'GET' : 'POST';
    for (const meaning of judgePath(match[2] ?? '', () => method))
      yield { offset: match.index, text: `/${match[2] ?? ''}`, meaning };
  }
}

function* findQuotedPaths(file: string, lines: TextLines): Generator<Found> {
  for (const match of lines.text.matchAll(quotedPath)) {
    const path = match[1] ?? '';
    const { line, column } = lines.around(match.index);
    if (isOwnRoute(line, column)) continue;
    const meanings = judgePath(path, () => methodAt(file, lines.text, match.index));
    for (const meaning of meanings) yield { offset: match.index, text: `/${path}`, meaning };
  }
}

function* findApart(file: string, lines: TextLines): Generator<Found> {
  for (const { offset, path } of findWrappedPaths(lines.text)) {
    for (const meaning of judgePath(path, () => methodAt(file, lines.text, offset)))
      yield { offset, text: `/${path}`, meaning };
  }
}

function* findBatches(lines: TextLines): Generator<Found> {
  for (const batch of lines.text.matchAll(batchCall)) {
    const start = batch.index + batch[0].length - (batch[1] ?? '').length;
    for (const path of (batch[1] ?? '').matchAll(/["'`]\/?([a-z_/]+)["'`]/g)) {
      for (const meaning of judgePath(path[1] ?? '', () => 'GET'))
        yield { offset: start + path.index, text: `/${path[1] ?? ''}`, meaning };
    }
  }
}

function* findMethods(file: string, lines: TextLines, isSmartcarFile: boolean): Generator<Found> {
  if (!anyVehicle.test(lines.text)) return;
  const isVehicle = vehiclesOf(lines.text);
  for (const { offset, text, receiver, name } of methodCalls(
    file,
    lines.text,
    (called) => findMethod(called) !== undefined,
  )) {
    const method = findMethod(name);
    if (method === undefined || !isVehicle(receiver)) continue;
    const meaning: Meaning =
      'command' in method
        ? { kind: 'call', permission: smartcarCommands[method.command].permission, unsure: !isSmartcarFile }
        : { kind: 'call', permission: method.permission, unsure: !isSmartcarFile };
    yield { offset, text, meaning };
  }
}

function findMethod(name: string): SdkMethod | undefined {
  const plain = name.toLowerCase().replaceAll('_', '');
  const methods: Readonly<Record<string, SdkMethod>> = sdkMethods;
  if (Object.hasOwn(methods, plain)) return ownValue(methods, plain);
  const bare = plain.replace(/^get/, '');
  return Object.hasOwn(methods, bare) ? ownValue(methods, bare) : undefined;
}

/** @param method looked up only where a path serves to read and to command alike */
function judgePath(path: string, method: () => Method): readonly Meaning[] {
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
