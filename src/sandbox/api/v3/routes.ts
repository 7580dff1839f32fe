import { rawSegments, type SandboxRequest, type SandboxResponse } from '../../http/message.ts';
import type { SandboxState } from '../../state/state.ts';
import { throughFaults } from '../call/faults.ts';
import type { ApiCall, Outcome } from '../call/outcome.ts';
import { answerTestData, isTestData } from './test-data.ts';
import { answerV3 } from './answer.ts';
import { refusePathV3, withApplication, withUserVehicle, withVehicleV3, type V3Call } from './call.ts';
import { answerCommandV3, isCommandV3 } from './commands.ts';
import { answerCompatibleVehicles } from './compatible.ts';
import { answerConnection, deleteUser, listConnections } from './connections.ts';
import { answerManagementV3 } from './management.ts';
import { answerSchedules } from './schedules.ts';
import { answerSignal, listSignals } from './signals.ts';
import { answerVehicleV3 } from './vehicle.ts';

/** Answers the v3 API: everything below `/v3/`, whose hosts are told apart by path. */
export function answerV3Api(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const parts = rawSegments(request.path).slice(1);
  const call: ApiCall = { state, request, requestId: state.ids.uuid(), at: state.now() };
  const vehicleId = (): string | undefined => (parts[0] === 'vehicles' ? parts[1] : undefined);
  return throughFaults(call, vehicleId, (ordered, fault) => {
    const longRunningMs = isCommand(request, parts) ? fault?.longRunningMs : undefined;
    const outcome = ordered ?? route({ ...call, longRunningMs }, parts);
    const answer = answerV3(call, outcome);
    return longRunningMs !== undefined && isLate(outcome)
      ? { ...answer, status: 202, bodyDelayMs: longRunningMs, decision: `202, then ${answer.decision}` }
      : answer;
  });
}

function isCommand({ method }: SandboxRequest, [kind, , part]: readonly string[]): boolean {
  return (
    kind === 'vehicles' &&
    (method === 'POST' ? part === 'commands' || part === 'charge-schedules' : method === 'DELETE')
  );
}

/** What the car or its maker decides comes late; what the API can decide by itself is refused at once (assumption). */
function isLate(outcome: Outcome): boolean {
  return outcome.ok || ['CONNECTED_SERVICES_ACCOUNT', 'UPSTREAM', 'VEHICLE_STATE'].includes(outcome.error.type);
}

function route(call: ApiCall, parts: readonly string[]): Outcome {
  const [kind, id, ...rest] = parts;
  if (parts.includes('')) return refusePathV3(call);
  if (kind === 'vehicles' && id !== undefined) return routeVehicle(call, id, rest);
  if (kind === 'compatible-vehicles')
    return parts.length === 1 && call.request.method === 'GET' ? answerCompatibleVehicles(call) : refusePathV3(call);
  return withApplication(call, (known) => routeOther(known, parts));
}

function routeOther(call: V3Call, parts: readonly string[]): Outcome {
  const [kind, id] = parts;
  const { method } = call.request;
  if (kind === 'connections' && parts.length <= 2) {
    if (id === undefined) return method === 'GET' ? listConnections(call) : refusePathV3(call);
    return method === 'GET' || method === 'DELETE' ? answerConnection(call, id) : refusePathV3(call);
  }
  if (kind === 'users' && id !== undefined && parts.length === 2 && method === 'DELETE') return deleteUser(call, id);
  return answerManagementV3(call, parts);
}

function routeVehicle(call: ApiCall, id: string, rest: readonly string[]): Outcome {
  if (isTestData(call, id)) return answerTestData(rest);
  return withApplication(call, (known) => {
    const [part, ...tail] = rest;
    const { method } = known.request;
    if (part === undefined && method === 'GET') return withVehicleV3(known, id, answerVehicleV3);
    if (part === 'signals' && method === 'GET') return routeSignals(known, id, tail);
    if (part === 'commands' && method === 'POST' && isCommandV3(tail.join('/')))
      return withUserVehicle(known, id, (vehicle) => answerCommandV3(vehicle, tail.join('/')));
    if (part === 'charge-schedules' && tail.length === 1)
      return withUserVehicle(known, id, (vehicle) => answerSchedules(vehicle, tail[0] ?? ''));
    return refusePathV3(call);
  });
}

function routeSignals(call: V3Call, id: string, tail: readonly string[]): Outcome {
  const [code] = tail;
  if (tail.length > 1) return refusePathV3(call);
  return withUserVehicle(call, id, (vehicle) =>
    code === undefined ? listSignals(vehicle) : answerSignal(vehicle, code),
  );
}
