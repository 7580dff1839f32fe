import { parseBody, type JsonBody } from '../call/body.ts';
import { refuseByGrant, refuseByKey } from '../call/decide.ts';
import { refuse, succeed, type Outcome, type Refusal } from '../call/outcome.ts';
import { refuseFormat, refusePathV3, type V3VehicleCall } from './call.ts';

const kinds: ReadonlySet<string> = new Set(['daily', 'weekly', 'workweek']);
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
const permission = 'control_charge';

/** `/vehicles/{id}/charge-schedules`: list, create by kind, delete by id. Bodies are not published where we could read them. */
export function answerSchedules(call: V3VehicleCall, rest: string): Outcome {
  const { method } = call.request;
  if (method === 'GET' && rest === '') return list(call);
  if (method === 'POST' && kinds.has(rest)) return create(call, rest);
  return method === 'DELETE' && rest !== '' ? remove(call, rest) : refusePathV3(call);
}

function list(call: V3VehicleCall): Outcome {
  const refused = refuseByGrant(call, 'read_charge');
  if (refused !== undefined) return refused;
  const data = Object.values(call.vehicle.condition?.schedules ?? {});
  return succeed({ data, meta: { totalCount: data.length } }, `200: ${data.length} schedules`);
}

function create(call: V3VehicleCall, kind: string): Outcome {
  const body = parseBody(call.request.body);
  if (body === undefined) return refuseFormat('body', 'must be a JSON object');
  const refused = refuseTimes(body) ?? refuseByGrant(call, permission) ?? refuseByKey(call, permission);
  if (refused !== undefined) return refused;
  const id = call.state.ids.uuid();
  const schedule = { id, type: 'charge-schedule', attributes: { ...body, kind } };
  const { condition } = call.vehicle;
  call.vehicle.condition = { ...condition, schedules: { ...condition?.schedules, [id]: schedule } };
  return succeed({ data: schedule }, `201: ${kind} schedule`, { status: 201 });
}

function refuseTimes(body: JsonBody): Refusal | undefined {
  if (body['startTime'] === undefined) return refuseFormat('startTime', 'is missing');
  const wrong = ['startTime', 'endTime'].find((field) => body[field] !== undefined && !isTime(body[field]));
  return wrong === undefined ? undefined : refuseFormat(wrong, 'must be a time as HH:mm');
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && clock.test(value);
}

function remove(call: V3VehicleCall, id: string): Outcome {
  const refused = refuseByGrant(call, permission) ?? refuseByKey(call, permission);
  if (refused !== undefined) return refused;
  const { [id]: gone, ...schedules } = call.vehicle.condition?.schedules ?? {};
  if (gone === undefined) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such schedule');
  call.vehicle.condition = { ...call.vehicle.condition, schedules };
  return succeed(undefined, '204: schedule deleted', { status: 204 });
}
