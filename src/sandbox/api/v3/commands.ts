import type { SmartcarPermission } from '../../../core/providers/smartcar/permissions.ts';
import { parseBody, type JsonBody } from '../call/body.ts';
import {
  changes,
  isRefusal,
  limitCommand,
  lockCommand,
  prepareDestination,
  readNumber,
  runCommand,
  startCharge,
  stopCharge,
  type PreparedCommand,
} from '../car/commands.ts';
import { refuseByGrant, refuseByKey } from '../call/decide.ts';
import { refuse, succeed, type Outcome, type Refusal } from '../call/outcome.ts';
import { round } from '../car/prng.ts';
import { refuseFormat, type V3VehicleCall } from './call.ts';

interface V3Command {
  readonly permission: SmartcarPermission;
  readonly prepare: (body: JsonBody) => PreparedCommand | Refusal;
}

/** The commands of v3 by their path behind `/commands/`. Field names of the bodies follow v2 and are not confirmed. */
const commands: ReadonlyMap<string, V3Command> = new Map<string, V3Command>([
  ['charge/start', { permission: 'control_charge', prepare: () => ({ name: 'charge start', run: startCharge }) }],
  ['charge/stop', { permission: 'control_charge', prepare: () => ({ name: 'charge stop', run: stopCharge }) }],
  ['charge/set-limit', { permission: 'control_charge', prepare: prepareLimit }],
  [
    'charge-port/open',
    { permission: 'control_charge', prepare: () => changes('charge port open', { isPortOpen: true }) },
  ],
  [
    'charge-port/close',
    { permission: 'control_charge', prepare: () => changes('charge port close', { isPortOpen: false }) },
  ],
  ['security/lock', { permission: 'control_security', prepare: () => lockCommand(true) }],
  ['security/unlock', { permission: 'control_security', prepare: () => lockCommand(false) }],
  ['navigation/set-destination', { permission: 'control_navigation', prepare: prepareDestination }],
]);

/** The limit in percent from 50, the floor; a share such as 0.7 is taken as well. */
function prepareLimit(body: JsonBody): PreparedCommand | Refusal {
  const limit = readNumber(body, 'limit', [0.5, 100]);
  if (isRefusal(limit) || (limit > 1 && limit < 50))
    return refuseFormat('limit', 'must be a percentage from 50 to 100');
  return limitCommand(limit > 1 ? round(limit / 100, 2) : limit);
}

/** @returns true if v3 has a command of that path. */
export function isCommandV3(name: string): boolean {
  return commands.has(name);
}

/** `POST /vehicles/{id}/commands/{name}`. The form of the answer is not confirmed. */
export function answerCommandV3(call: V3VehicleCall, name: string): Outcome {
  const command = commands.get(name);
  if (command === undefined) return refuse('RESOURCE_NOT_FOUND:INVALID_PATH', 'no such command');
  return execute(call, name, command);
}

/** Decides and runs: granted, well formed, the rest of the grant, key, state of the car. */
function execute(call: V3VehicleCall, name: string, { permission, prepare }: V3Command): Outcome {
  if (!call.connection.permissions.includes(permission)) {
    const missing = refuseByGrant(call, permission);
    if (missing !== undefined) return missing;
  }
  const body = call.request.body.trim() === '' ? {} : parseBody(call.request.body);
  if (body === undefined) return refuseFormat('body', 'must be a JSON object');
  const prepared = prepare(body);
  if (isRefusal(prepared)) return prepared;
  const refused = refuseByGrant(call, permission) ?? refuseByKey(call, permission);
  if (refused !== undefined) return refused;
  const outcome = runCommand(call.vehicle, prepared, call.at);
  return outcome.ok ? succeed(commandBody(call, name), outcome.decision) : outcome;
}

function commandBody({ requestId, vehicle, at }: V3VehicleCall, name: string): unknown {
  const time = new Date(at).toISOString();
  return {
    data: {
      id: requestId,
      type: 'command-execution',
      attributes: { command: name, status: 'SUCCESS', createdAt: time, completedAt: time },
      relationships: { vehicle: { data: { id: vehicle.id, type: 'vehicle' } } },
    },
    // Other people's clients read the result here: a late answer carries a status that differs from the HTTP one.
    status: 200,
  };
}
