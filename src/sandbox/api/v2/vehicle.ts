import { connectionsOfVehicle } from '../../state/connections.ts';
import { disconnect } from '../../state/subscriptions.ts';
import { applicationOfManagementToken, bearerToken } from '../call/access.ts';
import { answerBatch } from './batch.ts';
import { parseBody } from '../call/body.ts';
import { refuseUnknownPath } from '../call/call.ts';
import { commands, isRefusal, runCommand, type Command } from '../car/commands.ts';
import { refuseByGrant, refuseByKey } from '../call/decide.ts';
import { refuseByPlan } from '../call/limits.ts';
import { findRead, makeOf, refuseByMake } from './make.ts';
import { refuse, succeed, type ApiCall, type Outcome } from '../call/outcome.ts';
import { answerPermissions } from './permissions.ts';
import { answerRead } from '../car/read-call.ts';
import { teslaCommands, teslaDeletions } from '../tesla/commands.ts';
import { unitSystem } from '../car/units.ts';
import { refuseVehicle, withVehicle, type VehicleCall } from '../call/vehicle-call.ts';
import { answerSubscription, answerUnsubscription } from './webhooks.ts';

/**
 * Answers everything below `/v2.0/vehicles/`.
 * @param path the rest: vehicle id and what follows, without a slash at the end
 */
export function answerVehicle(call: ApiCall, path: string): Outcome {
  const slash = path.indexOf('/');
  const vehicleId = slash < 0 ? path : path.slice(0, slash);
  const rest = slash < 0 ? '' : path.slice(slash + 1);
  switch (call.request.method) {
    case 'GET':
      return answerGet(call, vehicleId, rest);
    case 'POST':
      return answerPost(call, vehicleId, rest);
    case 'DELETE':
      return answerDelete(call, vehicleId, rest);
    default:
      return refuseUnknownPath(call);
  }
}

function answerGet(call: ApiCall, vehicleId: string, rest: string): Outcome {
  if (rest === 'permissions') return withVehicle(call, vehicleId, answerPermissions);
  const readPath = findRead(rest);
  if (readPath === undefined) return refuseUnknownPath(call);
  return withVehicle(
    call,
    vehicleId,
    (input) => refuseByMake(input, readPath.make) ?? answerRead(input, readPath.read),
  );
}

function answerPost(call: ApiCall, vehicleId: string, rest: string): Outcome {
  if (rest === 'batch') return withVehicle(call, vehicleId, answerBatch);
  if (rest.startsWith('webhooks/'))
    return withVehicle(call, vehicleId, (input) => answerSubscription(input, rest.slice('webhooks/'.length)));
  return answerCommand(call, { vehicleId, rest, plain: commands, ofTesla: teslaCommands });
}

function answerDelete(call: ApiCall, vehicleId: string, rest: string): Outcome {
  if (rest === 'application') return answerDisconnect(call, vehicleId);
  if (rest.startsWith('webhooks/')) return answerUnsubscription(call, vehicleId, rest.slice('webhooks/'.length));
  return answerCommand(call, { vehicleId, rest, plain: new Map(), ofTesla: teslaDeletions });
}

interface CommandPath {
  readonly vehicleId: string;
  /** What follows the vehicle id. */
  readonly rest: string;
  /** The commands of every make. */
  readonly plain: ReadonlyMap<string, Command>;
  readonly ofTesla: ReadonlyMap<string, Command>;
}

function answerCommand(call: ApiCall, { vehicleId, rest, plain, ofTesla }: CommandPath): Outcome {
  const make = makeOf(rest);
  const command = make === undefined ? plain.get(rest) : ofTesla.get(rest.slice(make.length + 1));
  if (command === undefined) return refuseUnknownPath(call);
  return withVehicle(call, vehicleId, (input) => refuseByMake(input, make) ?? sendCommand(input, command));
}

/** Decides and runs one command: granted, well formed, Tesla's consent and the rest of the grant, key, state of the car. */
function sendCommand(call: VehicleCall, command: Command): Outcome {
  if (!call.connection.permissions.includes(command.permission)) {
    const missing = refuseByGrant(call, command.permission);
    if (missing !== undefined) return missing;
  }
  const body = call.request.method === 'DELETE' ? {} : parseBody(call.request.body);
  if (body === undefined) return refuse('VALIDATION:null', 'the body is not a JSON object');
  const prepared = command.prepare(body, unitSystem(call.request));
  if (isRefusal(prepared)) return prepared;
  const refused = refuseByGrant(call, command.permission) ?? refuseByKey(call, command.permission);
  return refused ?? runCommand(call.vehicle, prepared, call.at);
}

/** Ends the access of the application: of the token's owner, or, with the management token, of every owner of the car. */
function answerDisconnect(call: ApiCall, vehicleId: string): Outcome {
  const { state, request, at } = call;
  const manager = applicationOfManagementToken(state, bearerToken(request));
  if (manager === undefined) return withVehicle(call, vehicleId, disconnectOwn);
  const refused = refuseByPlan(state, manager, at);
  if (refused !== undefined) return refused;
  const theirs = connectionsOfVehicle(state, vehicleId).filter((one) => one.applicationId === manager.id);
  if (theirs.length === 0) return refuseVehicle(vehicleId, 'the car is not connected to the application');
  for (const connection of theirs) disconnect(state, connection);
  return succeed({ status: 'success' }, `200: disconnected ${theirs.length} by management token`);
}

function disconnectOwn({ state, connection }: VehicleCall): Outcome {
  disconnect(state, connection);
  return succeed({ status: 'success' }, '200: disconnected');
}
