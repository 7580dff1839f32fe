import { parseCommand, smartcarCommands, type CommandCode } from '../providers/smartcar/commands.ts';
import {
  sdkMethods,
  v2Endpoints,
  v2MakeEndpoints,
  type EndpointInfo,
  type SdkMethod,
} from '../providers/smartcar/endpoints.ts';
import type { Meaning } from './mention.ts';
import type { Found } from './permission-mentions.ts';
import type { TextLines } from './text-lines.ts';

/** Paths below a vehicle, in one text or joined with plus: `/vehicles/${id}/odometer`, `"/vehicles/" + id + "/odometer"`. */
const vehiclePath =
  /\bvehicles\/(?:["'`]\s*[+.]\s*[\w.()[\]]+\s*[+.]\s*["'`]|(?:\$?\{[^}\n]*\}|\$(?!\{)|[^/\s"'`{$])+)\/([a-z_-]+(?:\/[a-z_-]+)*)/g;
const requestCall = /\.request\(\s*["'`](GET|POST|PUT|DELETE)["'`]\s*,\s*["'`]\/?((?:\$\{[^}\n]*\}\/)?[a-z_/]+)["'`]/gi;
const quotedPath = /["'`]\/([a-z_]+(?:\/[a-z_]+){0,3})["'`]/g;
/** What stands before the path of a route or a page of the program's own. */
const ownRoute =
  /(?:\b(?:app|router|server|route|routes|fastify|blueprint)\.\w+\(|@[\w.]+\(|\b(?:path|to|href|action|url)\s*[=:]\s*\{?|<Route\b.*|\b(?:fetch|navigate|push|redirect|axios(?:\.\w+)?)\()\s*$/;
const batchCall = /\bbatch!?\s*\(([^)]{0,2000})/g;
const postNearby = /\bpost\b|["'](?:LOCK|UNLOCK|START|STOP|OPEN|CLOSE)["']|-X\s*POST/i;
const notData = new Set(['permissions', 'application', 'batch', 'webhooks', 'signals', 'connections']);

const methodCall = /(?<!\w)(\w{1,60})(?:\(\))?!?\s{0,99}(?:\?\.|&\.|\.|->)\s*([A-Za-z_]{1,40})!?(\s{0,9}\()?/g;
const vehicleName = /vehicle|batch|^(?:car|tesla)$|(?:_car|Car)$/i;
/** A text without this has no receiver of either kind. */
const anyVehicle = /vehicle|batch|tesla|car\b|_car/i;
const vehicleVariable =
  /(?<!\w)(\w{1,60})\s{0,9}:?=\s{0,9}(?:await\s{1,9})?(?:new\s{1,9})?(?:\w{1,60}(?:\.|::))?(?:Vehicle|NewVehicle)(?:\.new)?\s*\(/g;

/** Finds calls of the v2 API, of v3 commands and of the SDKs. */
export function* findCalls(file: string, lines: TextLines, isSmartcarFile: boolean): Generator<Found> {
  if (isSmartcarFile) {
    yield* findPaths(lines);
    yield* findRequests(lines);
    yield* findQuotedPaths(lines);
    yield* findBatches(lines);
  }
  yield* findMethods(file, lines, isSmartcarFile);
}

function* findPaths(lines: TextLines): Generator<Found> {
  for (const match of lines.text.matchAll(vehiclePath)) {
    const path = match[1] ?? '';
    const meaning = judgePath(path, methodNear(lines.text, match.index, match[0].length));
    const { line } = lines.around(match.index);
    if (meaning !== undefined) yield { offset: match.index, text: `/${path}`, meaning };
    else if (!notData.has(path.split('/')[0] ?? '') && line.includes('api.smartcar.com')) {
      yield { offset: match.index, text: `/${path}`, meaning: { kind: 'unknown', of: 'endpoint' } };
    }
  }
}

function* findRequests(lines: TextLines): Generator<Found> {
  for (const match of lines.text.matchAll(requestCall)) {
    const method = match[1]?.toUpperCase() === 'GET' ? 'GET' : 'POST';
    const meaning = judgePath(match[2] ?? '', method);
    if (meaning !== undefined) yield { offset: match.index, text: `/${match[2] ?? ''}`, meaning };
  }
}

function* findQuotedPaths(lines: TextLines): Generator<Found> {
  for (const match of lines.text.matchAll(quotedPath)) {
    const path = match[1] ?? '';
    const { line, column } = lines.around(match.index);
    if (ownRoute.test(line.slice(0, column))) continue;
    const meaning = judgePath(path, methodNear(lines.text, match.index, match[0].length));
    if (meaning !== undefined) yield { offset: match.index, text: `/${path}`, meaning };
  }
}

function* findBatches(lines: TextLines): Generator<Found> {
  for (const batch of lines.text.matchAll(batchCall)) {
    const start = batch.index + batch[0].length - (batch[1] ?? '').length;
    for (const path of (batch[1] ?? '').matchAll(/["'`]\/?([a-z_/]+)["'`]/g)) {
      const meaning = judgePath(path[1] ?? '', 'GET');
      if (meaning !== undefined) yield { offset: start + path.index, text: `/${path[1] ?? ''}`, meaning };
    }
  }
}

function* findMethods(file: string, lines: TextLines, isSmartcarFile: boolean): Generator<Found> {
  if (!anyVehicle.test(lines.text)) return;
  const variables = new Set([...lines.text.matchAll(vehicleVariable)].map((match) => match[1]));
  const callsNeedParentheses = !file.endsWith('.rb');
  for (const match of lines.text.matchAll(methodCall)) {
    const [text, receiver = '', name = '', parenthesis] = match;
    if (parenthesis === undefined && callsNeedParentheses) continue;
    const method = findMethod(name);
    if (method === undefined) continue;
    if (!variables.has(receiver) && !vehicleName.test(receiver)) continue;
    const meaning: Meaning =
      'command' in method
        ? { kind: 'call', permission: smartcarCommands[method.command].permission, unsure: !isSmartcarFile }
        : { kind: 'call', permission: method.permission, unsure: !isSmartcarFile };
    yield { offset: match.index, text: text.replace(/\s*\($/, '()'), meaning };
  }
}

function findMethod(name: string): SdkMethod | undefined {
  const plain = name.toLowerCase().replaceAll('_', '');
  const methods: Readonly<Record<string, SdkMethod>> = sdkMethods;
  if (Object.hasOwn(methods, plain)) return methods[plain];
  const bare = plain.replace(/^get/, '');
  return Object.hasOwn(methods, bare) ? methods[bare] : undefined;
}

function judgePath(path: string, method: 'GET' | 'POST'): Meaning | undefined {
  const clean = path.replace(/\/$/, '');
  const command = clean.startsWith('commands/') ? parseCommand(clean) : scheduleCommand(clean);
  if (command !== undefined) return { kind: 'command', command };
  const endpoint = findEndpoint(clean);
  if (endpoint === undefined) return undefined;
  const permission = endpoint[method] ?? endpoint.GET ?? endpoint.POST;
  return permission === undefined ? undefined : { kind: 'call', permission, unsure: false };
}

function scheduleCommand(path: string): CommandCode | undefined {
  return path.startsWith('charge-schedules/') ? parseCommand(path) : undefined;
}

function findEndpoint(path: string): EndpointInfo | undefined {
  const own: Readonly<Record<string, EndpointInfo>> = v2Endpoints;
  if (Object.hasOwn(own, path)) return own[path];
  const makes: Readonly<Record<string, EndpointInfo>> = v2MakeEndpoints;
  const below = path.slice(path.indexOf('/') + 1);
  return path.includes('/') && Object.hasOwn(makes, below) ? makes[below] : undefined;
}

/** A path serves to read and to command alike: what stands around it tells which. */
function methodNear(text: string, offset: number, length: number): 'GET' | 'POST' {
  const before = text.slice(Math.max(0, offset - 120), offset);
  const after = text.slice(offset + length, offset + length + 120);
  return postNearby.test(before.split(/[;}]/).at(-1) ?? '') || postNearby.test(after.split(';')[0] ?? '')
    ? 'POST'
    : 'GET';
}
