import { connectionsOfUser } from '../../state/connections.ts';
import type { SandboxRequest, SandboxResponse } from '../../http/message.ts';
import type { SandboxState } from '../../state/state.ts';
import { refuseUnknownPath, withUser, type UserCall } from '../call/call.ts';
import { answerCompatibility, answerMatrix } from '../car/compatibility.ts';
import { throughFaults } from '../call/faults.ts';
import { answerManagement } from './management.ts';
import { answerV2, succeed, type ApiCall, type Outcome } from '../call/outcome.ts';
import { readPage } from '../call/paging.ts';
import { answerVehicle } from './vehicle.ts';

const prefix = '/v2.0/';

/** Answers the v2 API: everything below `/v2.0/`. A slash at the end of a path counts for nothing. */
export function answerV2Api(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const call: ApiCall = { state, request, requestId: state.ids.uuid(), at: state.now() };
  const path = trimPath(request.path.slice(prefix.length));
  const vehicleId = (): string | undefined =>
    path.startsWith('vehicles/') ? path.slice(9).split('/', 1)[0] : undefined;
  return throughFaults(call, vehicleId, (ordered) => answerV2(call, ordered ?? route(call, path)));
}

function trimPath(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function route(call: ApiCall, path: string): Outcome {
  if (call.request.path.includes('//')) return refuseUnknownPath(call);
  if (path.startsWith('vehicles/')) return answerVehicle(call, path.slice(9));
  switch (path) {
    case 'user':
      return get(call, () => withUser(call, answerUser));
    case 'vehicles':
      return get(call, () => withUser(call, answerVehicles));
    case 'compatibility':
      return get(call, () => answerCompatibility(call));
    case 'compatibility/matrix':
      return get(call, () => answerMatrix(call));
    case 'management/connections':
      return answerManagement(call);
    default:
      return refuseUnknownPath(call);
  }
}

function get(call: ApiCall, answer: () => Outcome): Outcome {
  return call.request.method === 'GET' ? answer() : refuseUnknownPath(call);
}

function answerUser({ token }: UserCall): Outcome {
  return succeed({ id: token.userId }, '200: user of the token');
}

function answerVehicles(call: UserCall): Outcome {
  const { state, application, token } = call;
  const all = connectionsOfUser(state, application.id, token.userId);
  const page = readPage(call.request.query, 10);
  if ('error' in page) return page;
  const vehicles = all.slice(page.offset, page.offset + page.limit).map(({ vehicleId }) => vehicleId);
  return succeed({ vehicles, paging: { count: all.length, offset: page.offset } }, `200: ${vehicles.length} connected`);
}
