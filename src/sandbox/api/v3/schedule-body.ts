import type { VehicleSchedule } from '../../state/condition.ts';
import type { JsonBody } from '../call/body.ts';
import { objectOf } from './attributes.ts';
import { ownValue } from '../../../core/text/keys.ts';

/** What is wrong with a schedule, as the end of a sentence that the field begins. */
export interface ScheduleFlaw {
  readonly field: string;
  readonly what: string;
}

const scheduleTypes = ['daily', 'weekly', 'workweek'] as const;

/** The weekdays of a weekly schedule, from Monday. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** @returns true for a kind of charge schedule that the API has a path for. */
export function isScheduleType(text: string): text is VehicleSchedule['scheduleType'] {
  return scheduleTypes.some((type) => type === text);
}

/**
 * Checks the attributes of a schedule. Published: the daily form (set-daily-charge-schedule, 2026), `days` by weekday
 * and `weekdays`, `weekends` (Smartcar's API file of 2026-09). The place is looked at by `refusePlace`. That a day holds `startTime` and `stopTime` as the
 * daily form does is an assumption.
 */
export function flawOfSchedule(
  scheduleType: VehicleSchedule['scheduleType'],
  attributes: JsonBody,
): ScheduleFlaw | undefined {
  const flaw = flawOfLocation(attributes['location']);
  if (flaw !== undefined) return flaw;
  if (scheduleType === 'daily') return flawOfWindow('', attributes);
  return scheduleType === 'weekly' ? flawOfDays(attributes['days']) : flawOfWorkweek(attributes);
}

function flawOfLocation(value: unknown): ScheduleFlaw | undefined {
  if (objectOf(value) !== undefined) return undefined;
  return { field: 'location', what: 'must be an object with latitude and longitude' };
}

function flawOfWindow(place: string, window: JsonBody): ScheduleFlaw | undefined {
  const wrong = ['startTime', 'stopTime'].find((name) => !isTime(ownValue(window, name)));
  return wrong === undefined ? undefined : { field: `${place}${wrong}`, what: 'must be a time as HH:mm' };
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && clock.test(value);
}

function flawOfDays(value: unknown): ScheduleFlaw | undefined {
  const days = Object.entries(objectOf(value) ?? {});
  if (days.length === 0) return { field: 'days', what: 'must name at least one weekday' };
  for (const [day, window] of days) {
    if (!weekdays.some((known) => known === day.toLowerCase()))
      return { field: 'days', what: `has "${day}", which is not a weekday` };
    const flaw = flawOfWindow(`days.${day}.`, objectOf(window) ?? {});
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function flawOfWorkweek(attributes: JsonBody): ScheduleFlaw | undefined {
  const dayFields = ['weekdays', 'weekends'].filter((name) => ownValue(attributes, name) !== undefined);
  if (dayFields.length === 0) return { field: 'weekdays', what: 'is missing, and weekends is missing as well' };
  for (const name of dayFields) {
    const flaw = flawOfWindow(`${name}.`, objectOf(ownValue(attributes, name)) ?? {});
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}
