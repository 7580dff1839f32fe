import type { VehicleSchedule } from '../../state/condition.ts';
import { refuseByGrant, refuseByKey } from '../call/decide.ts';
import { refuse, succeed, type Outcome, type Refusal } from '../call/outcome.ts';
import { objectOf, readAttributes } from './attributes.ts';
import { refuseFormat, refusePathV3, refusePlace, type V3VehicleCall } from './call.ts';
import { executionId, executionMeta, executionMode, refuseUngranted } from './commands.ts';
import { flawOfSchedule, isScheduleType } from './schedule-body.ts';

const permission = 'control_charge';

/** Makes that take charge schedules, and which ones. Source: smartcar.com/docs/api-reference/commands/overview (2026). */
const schedulesByMake: ReadonlyMap<string, readonly VehicleSchedule['scheduleType'][]> = new Map([
  ['TESLA', ['daily', 'weekly', 'workweek']],
  ['VOLVO', ['daily']],
]);

/**
 * `POST /vehicles/{id}/charge-schedules/{daily, weekly, workweek}` and `DELETE …/{scheduleId}`. There is no list:
 * schedules are read from the signal `charge-chargetimers`.
 */
export function answerSchedules(call: V3VehicleCall, rest: string): Outcome {
  const { method } = call.request;
  if (method === 'POST' && isScheduleType(rest)) return create(call, rest);
  return method === 'DELETE' && rest !== '' ? remove(call, rest) : refusePathV3(call);
}

function create(call: V3VehicleCall, scheduleType: VehicleSchedule['scheduleType']): Outcome {
  const missing = refuseUngranted(call, permission);
  if (missing !== undefined) return missing;
  const sent = readAttributes(call.request.body);
  if (sent === undefined) return refuseFormat('body', 'must be a JSON object');
  const { attributes: parameters, remark } = sent;
  const misplaced = refusePlace(objectOf(parameters['location']));
  if (misplaced !== undefined) return misplaced;
  const flaw = flawOfSchedule(scheduleType, parameters);
  if (flaw !== undefined) return refuseFormat(flaw.field, flaw.what);
  const refused = refuseCar(call, scheduleType);
  if (refused !== undefined) return refused;
  const id = `sched_${call.state.ids.uuid().replaceAll('-', '')}`;
  const { condition } = call.vehicle;
  call.vehicle.condition = {
    ...condition,
    schedules: { ...condition?.schedules, [id]: { id, scheduleType, parameters } },
  };
  return succeed(
    execution(call, 'create', { id, scheduleType, parameters }),
    `200: ${scheduleType} schedule made${remark}`,
  );
}

/** Grant, ability of the make, key: in the order of every command. */
function refuseCar(call: V3VehicleCall, scheduleType?: VehicleSchedule['scheduleType']): Refusal | undefined {
  const { make } = call.vehicle;
  const refused = refuseByGrant(call, permission);
  if (refused !== undefined) return refused;
  const able = schedulesByMake.get(make) ?? [];
  if (scheduleType === undefined ? able.length === 0 : !able.includes(scheduleType))
    return refuse('COMPATIBILITY:VEHICLE_NOT_CAPABLE', `${make} takes no ${scheduleType ?? 'charge'} schedules`);
  return refuseByKey(call, permission);
}

function remove(call: V3VehicleCall, id: string): Outcome {
  const refused = refuseUngranted(call, permission) ?? refuseCar(call);
  if (refused !== undefined) return refused;
  const { [id]: gone, ...schedules } = call.vehicle.condition?.schedules ?? {};
  if (gone === undefined) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such schedule');
  call.vehicle.condition = { ...call.vehicle.condition, schedules };
  return succeed(execution(call, 'delete', { ...gone, parameters: undefined }), '200: schedule deleted');
}

interface ExecutedSchedule extends Omit<VehicleSchedule, 'parameters'> {
  readonly parameters: VehicleSchedule['parameters'] | undefined;
}

/** The answer to a schedule that was made. That one which was deleted is told in the same form is an assumption. */
function execution(call: V3VehicleCall, action: 'create' | 'delete', schedule: ExecutedSchedule): unknown {
  const { id, scheduleType, parameters } = schedule;
  return {
    data: {
      id: executionId(call),
      type: 'charge-schedule-execution',
      attributes: {
        action,
        scheduleType,
        status: { value: 'SUCCESS' },
        executionMode: executionMode(call),
        scheduleId: id,
        parameters,
      },
      links: { schedule: `/vehicles/${call.vehicle.id}/charge-schedules/${id}` },
      meta: executionMeta(call),
    },
  };
}
