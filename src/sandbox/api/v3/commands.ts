import type { SmartcarPermission } from '../../../core/providers/smartcar/permissions.ts';
import { isCapable } from '../../state/capabilities.ts';
import type { Vehicle } from '../../state/state.ts';
import type { JsonBody } from '../call/body.ts';
import {
  changes,
  isRefusal,
  limitCommand,
  lockCommand,
  runCommand,
  startCharge,
  stopCharge,
  type PreparedCommand,
} from '../car/commands.ts';
import { refuseByGrant, refuseByKey } from '../call/decide.ts';
import { refuse, succeed, type Outcome, type Refusal } from '../call/outcome.ts';
import { isoTime } from './answer.ts';
import { isDegree, readAttributes } from './attributes.ts';
import { refuseFormat, refusePlace, type V3VehicleCall } from './call.ts';
import { ownValue } from '../../../core/text/keys.ts';

interface V3Command {
  readonly permission: SmartcarPermission;
  /** Its name in the list of compatible vehicles; "Start charge" and "Lock vehicle" are published. */
  readonly title: string;
  readonly prepare: (attributes: JsonBody) => PreparedCommand | Refusal;
}

/**
 * The commands of v3 by their path behind `/commands/`: those of Smartcar's API file of 2026-09, charge schedules
 * aside. Parameters: smartcar.com/docs/api-reference/charging/set-charge-limit (2026), the others from the API file.
 */
const commands: ReadonlyMap<string, V3Command> = new Map<string, V3Command>([
  ['charge/start', charging('Start charge', () => ({ name: 'charge start', run: startCharge }))],
  ['charge/stop', charging('Stop charge', () => ({ name: 'charge stop', run: stopCharge }))],
  ['charge/set-limit', charging('Set charge limit', prepareLimit)],
  ['charge-port/open', charging('Open charge port', () => changes('charge port open', { isPortOpen: true }))],
  ['charge-port/close', charging('Close charge port', () => changes('charge port close', { isPortOpen: false }))],
  ['security/lock', { permission: 'control_security', title: 'Lock vehicle', prepare: () => lockCommand(true) }],
  ['security/unlock', { permission: 'control_security', title: 'Unlock vehicle', prepare: () => lockCommand(false) }],
  [
    'navigation/set-destination',
    { permission: 'control_navigation', title: 'Set destination', prepare: prepareDestination },
  ],
]);

function charging(title: string, prepare: V3Command['prepare']): V3Command {
  return { permission: 'control_charge', title, prepare };
}

function prepareLimit({ percent }: JsonBody): PreparedCommand | Refusal {
  return typeof percent === 'number' && Number.isInteger(percent) && percent >= 50 && percent <= 100
    ? limitCommand(percent / 100)
    : refuseFormat('percent', 'must be a whole number from 50 to 100');
}

function prepareDestination({ latitude, longitude }: JsonBody): PreparedCommand | Refusal {
  if (isDegree(latitude, 90) && isDegree(longitude, 180))
    return changes('navigation', { destination: { latitude, longitude } });
  return refusePlace({ latitude, longitude }) ?? refuseFormat('latitude', 'is missing');
}

/** @returns true if v3 has a command of that path. */
export function isCommandV3(name: string): boolean {
  return commands.has(name);
}

/** Codes that the list of compatible vehicles gives other names than the path has: `closure-lock` is recorded. */
const codeGroups: Readonly<Record<string, string>> = { security: 'closure' };

/** @returns the commands that cars of that kind can be capable of, as the list of compatible vehicles names them. */
export function commandCodes(
  vehicle: Pick<Vehicle, 'make' | 'powertrain'>,
): readonly { readonly code: string; readonly name: string }[] {
  return [...commands]
    .filter(([, { permission }]) => isCapable(vehicle, permission))
    .map(([path, { title }]) => {
      const [group = '', action = ''] = path.split('/');
      return { code: `${ownValue(codeGroups, group) ?? group}-${action}`, name: title };
    });
}

/** `POST /vehicles/{id}/commands/{name}`. */
export function answerCommandV3(call: V3VehicleCall, name: string): Outcome {
  const command = commands.get(name);
  if (command === undefined) return refuse('RESOURCE_NOT_FOUND:INVALID_PATH', 'no such command');
  return execute(call, name, command);
}

/** Decides and runs: granted, well formed, the rest of the grant, key, state of the car. */
function execute(call: V3VehicleCall, name: string, { permission, prepare }: V3Command): Outcome {
  const missing = refuseUngranted(call, permission);
  if (missing !== undefined) return missing;
  const sent = readAttributes(call.request.body);
  if (sent === undefined) return refuseFormat('body', 'must be a JSON object');
  const prepared = prepare(sent.attributes);
  if (isRefusal(prepared)) return prepared;
  const refused = refuseByGrant(call, permission) ?? refuseByKey(call, permission);
  if (refused !== undefined) return refused;
  const outcome = runCommand(call.vehicle, prepared, call.at);
  if (!outcome.ok) return outcome;
  return succeed(commandBody(call, name, sent.attributes), `${outcome.decision}${sent.remark}`);
}

/** What Connect did not grant is refused before anything of the request is looked at. */
export function refuseUngranted(call: V3VehicleCall, permission: SmartcarPermission): Refusal | undefined {
  return call.connection.permissions.includes(permission) ? undefined : refuseByGrant(call, permission);
}

function commandBody(call: V3VehicleCall, name: string, parameters: JsonBody): unknown {
  return {
    data: {
      id: executionId(call),
      type: 'command-execution',
      attributes: {
        commandType: name.replaceAll('/', '-'),
        status: { value: 'SUCCESS' },
        executionMode: executionMode(call),
        parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
      },
      meta: executionMeta(call),
    },
  };
}

/** Smartcar's samples have `exec_` before the id. */
export function executionId({ requestId }: V3VehicleCall): string {
  return `exec_${requestId.replaceAll('-', '')}`;
}

/** `sync` is published; that a command which outlasts its 202 has another word is an assumption. */
export function executionMode({ longRunningMs }: V3VehicleCall): string {
  return longRunningMs === undefined ? 'sync' : 'async';
}

/** When a command began and ended. A car of the sandbox needs no time unless a fault orders it. */
export function executionMeta({ at, longRunningMs = 0 }: V3VehicleCall): unknown {
  return {
    executedAt: isoTime(at),
    completedAt: isoTime(at + longRunningMs),
    durationInSeconds: longRunningMs / 1000,
  };
}
