import { smartcarEditions } from '../../core/providers/smartcar/editions.ts';
import type { Settings } from './state.ts';

/**
 * Days on which Smartcar's published behaviour changed.
 * Where only a month or an announcement is known, the first day of it stands.
 */
const since = {
  /** `scope` and `redirect_uri` may be left out. */
  optionalParameters: '2025-01-01',
  /** Connect itself asks for the virtual key. */
  keyPage: '2025-05-20',
  /** `user_id` comes back with the redirect (announcement of API v3). */
  userIdInRedirect: '2026-04-22',
  /** One checkbox per permission on the grant screen, no filter by capability. */
  permissionCheckboxes: '2026-06-16',
  /** `external_id` and `response_type=none` on the authorize URL (SDK releases of July 2026). */
  externalId: '2026-07-01',
} as const;

/** A behaviour that can be switched by date. */
export type DatedBehaviour = keyof typeof since;

/** @returns true when the behaviour was in force on the day that is played. */
export function inForce(settings: Pick<Settings, 'asOf'>, behaviour: DatedBehaviour): boolean {
  return settings.asOf === undefined || settings.asOf >= since[behaviour];
}

/** @returns the mapping edition that was in force on a day; the newest without one. */
export function editionAsOf(asOf: string | undefined): string {
  const [oldest, ...later] = smartcarEditions;
  return (later.findLast(({ since: day = '' }) => asOf === undefined || day <= asOf) ?? oldest).id;
}
