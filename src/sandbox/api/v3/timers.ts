import type { VehicleCondition, VehicleSchedule } from '../../state/condition.ts';
import { objectOf } from './attributes.ts';
import { weekdays } from './schedule-body.ts';

const everyDay = weekdays.map((day) => day.toUpperCase());

/** What the signal `charge-chargetimers` lists: Tesla's own schedule and those of v3, told apart by `type`. */
export function chargeTimers(condition: VehicleCondition | undefined): readonly unknown[] {
  const schedules = Object.values(condition?.schedules ?? {});
  return [...globalTimers(condition?.schedule), ...schedules.map(locationTimer)];
}

function globalTimers(schedule: VehicleCondition['schedule']): readonly unknown[] {
  if (schedule?.enabled !== true) return [];
  const time = `${schedule.time}:00`;
  const isDeparture = schedule.type === 'DEPARTURE_TIME';
  return [
    {
      type: 'GLOBAL',
      condition: null,
      schedules: isDeparture ? [] : [{ start: time, end: null, days: everyDay }],
      departureTimers: isDeparture ? [{ time, days: everyDay }] : [],
    },
  ];
}

/** `type`, `scheduleType` and `scheduleId` are published (commands/overview, 2026); the place in `condition` is not. */
function locationTimer({ id, scheduleType, parameters }: VehicleSchedule): unknown {
  return {
    type: 'LOCATION',
    scheduleType,
    scheduleId: id,
    condition: parameters['location'],
    schedules: windows(scheduleType, parameters),
    departureTimers: [],
  };
}

function windows(
  scheduleType: VehicleSchedule['scheduleType'],
  parameters: VehicleSchedule['parameters'],
): readonly unknown[] {
  if (scheduleType === 'daily') return [window(parameters, everyDay)];
  if (scheduleType === 'weekly')
    return Object.entries(objectOf(parameters['days']) ?? {}).map(([day, times]) => window(times, [day.toUpperCase()]));
  return [
    ...halfOfWeek(parameters['weekdays'], everyDay.slice(0, 5)),
    ...halfOfWeek(parameters['weekends'], everyDay.slice(5)),
  ];
}

function halfOfWeek(times: unknown, days: readonly string[]): readonly unknown[] {
  return times === undefined ? [] : [window(times, days)];
}

function window(times: unknown, days: readonly string[]): unknown {
  const { startTime, stopTime } = objectOf(times) ?? {};
  return { start: `${String(startTime)}:00`, end: `${String(stopTime)}:00`, days };
}
