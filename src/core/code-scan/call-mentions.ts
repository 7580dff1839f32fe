import { commandCodes, parseCommand, smartcarCommands } from '../providers/smartcar/commands.ts';
import { sdkMethods, v2MakeEndpoints, type SdkMethod } from '../providers/smartcar/endpoints.ts';
import { readTail } from './address-tail.ts';
import type { Meaning } from './mention.ts';
import { methodAt } from './method.ts';
import { methodCalls, vehiclesOf } from './method-calls.ts';
import { findOpenPaths } from './open-paths.ts';
import { isBelowOwnRoute, isOwnRoute } from './own-routes.ts';
import { judgePath, notData } from './path-meanings.ts';
import type { Found } from './permission-mentions.ts';
import type { TextLines } from './text-lines.ts';
import { findWrappedPaths } from './wrapped-paths.ts';
import { ownValue } from '../text/keys.ts';

/** Paths below a vehicle, in one text or joined with plus: `/vehicles/${id}/odometer`, `"/vehicles/" + id + "/odometer"`. */
const vehiclePath =
  /\bvehicles\/(?:["'`]\s*[+.]\s*[\w.()[\]$>-]{1,80}\s*[+.]\s*["'`]|!secret\s\w{1,60}|(?:\$?\{[^}\n]*\}|\$(?!\{)|[^/\s"'`{$])+)\/([a-z_-]+(?:\/[a-z_-]+)*)/g;
const requestCall = /\.request\(\s*["'`](GET|POST|PUT|DELETE)["'`]\s*,\s*["'`]\/?((?:\$\{[^}\n]*\}\/)?[a-z_/]+)["'`]/gi;
const quotedPath = /["'`]\/([a-z_]+(?:\/[a-z_]+){0,3})["'`]/g;
/** The code of a command that is handed to a helper. Climate has the same words as a path of v2. */
const commandName = new RegExp(
  `(?:["'\`]\\/?(?:commands\\/)?|\\bcommands\\/)(${commandCodes.filter((code) => !Object.hasOwn(v2MakeEndpoints, code)).join('|')})(?=["'\`?])`,
  'g',
);
const batchCall = /\bbatch!?\s*\(([^)]{0,2000})/g;

/** A text without this has no receiver of either kind. */
const anyVehicle = /vehicle|batch|tesla|car\b|_car/i;

/** Finds calls of the v2 API, of v3 commands and of the SDKs. */
export function* findCalls(file: string, lines: TextLines, isSmartcarFile: boolean): Generator<Found> {
  if (isSmartcarFile) {
    yield* findPaths(file, lines);
    yield* findRequests(lines);
    yield* findQuotedPaths(file, lines);
    yield* findApart(file, lines);
    yield* findOpenPaths(file, lines);
    yield* findCommandNames(lines);
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
    // What it is, is decided by a value: it is an open path.
    const { path: behind } = readTail(lines.text, match.index + match[0].length, 'text');
    if (path === 'commands' || behind.includes('*')) continue;
    const isOurs = line.includes('api.smartcar.com') || path.startsWith('commands/');
    if (!notData.has(path.split('/')[0] ?? '') && isOurs) {
      yield { offset: match.index, text: `/${path}`, meaning: { kind: 'unknown', of: 'endpoint' } };
    }
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

function* findCommandNames(lines: TextLines): Generator<Found> {
  for (const match of lines.text.matchAll(commandName)) {
    const { line, column } = lines.around(match.index);
    const command = parseCommand(match[1] ?? '');
    const isModule = /\b(?:from|import|require\()\s?$/.test(line.slice(0, column));
    if (command === undefined || isModule || isOwnRoute(line, column) || isBelowOwnRoute(line, column)) continue;
    yield { offset: match.index, text: `/${match[1] ?? ''}`, meaning: { kind: 'command', command } };
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
