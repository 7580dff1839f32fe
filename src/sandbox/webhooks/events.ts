import { signalCodes, smartcarSignals } from '../../core/providers/smartcar/signals.ts';
import { eventMode } from '../../core/providers/smartcar/webhook.ts';
import type { SandboxWebhookCar } from '../../io/sandbox-control.ts';
import { findApiError } from '../state/api-errors.ts';

/** An event without what differs from attempt to attempt. */
export interface SandboxEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly vehicleId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
  /** What it tells, for the inspector. */
  readonly tells: readonly string[];
}

/** A trouble that began or ended. */
export interface TroubleChange {
  readonly error: string;
  readonly state: 'ERROR' | 'RESOLVED';
  readonly signals: readonly string[];
}

/**
 * VEHICLE_STATE of a car that was just subscribed. Sources: smartcar.com/docs/integrations/webhooks/responses and
 * …/api-reference/webhooks/events/vehicle-state (2026-02), whose places for `triggers` differ: both are filled.
 */
export function firstDelivery(eventId: string, { user, vehicle, signals }: SandboxWebhookCar): SandboxEvent {
  return {
    eventId,
    eventType: 'VEHICLE_STATE',
    vehicleId: vehicle.id,
    fields: {
      // Those of the newer page are signals, which started nothing here; samples of receivers read a name of each.
      data: { user, vehicle, triggers: [], signals },
      triggers: [{ type: 'FIRST_DELIVERY' }],
    },
    meta: { mode: eventMode(vehicle.mode), signalCount: signals.length },
    tells: ['FIRST_DELIVERY'],
  };
}

/** VEHICLE_ERROR. Source: smartcar.com/docs/api-reference/webhooks/events/vehicle-error (2026-02). */
export function troubleEvent(
  eventId: string,
  { user, vehicle }: SandboxWebhookCar,
  changes: readonly TroubleChange[],
): SandboxEvent {
  return {
    eventId,
    eventType: 'VEHICLE_ERROR',
    vehicleId: vehicle.id,
    fields: { data: { user, vehicle, errors: changes.map(errorBody) } },
    meta: { mode: eventMode(vehicle.mode) },
    tells: changes.map(({ error, state }) => `${error} ${state}`),
  };
}

function errorBody({ error, state, signals }: TroubleChange): Readonly<Record<string, unknown>> {
  const [type = '', code] = error.split(':');
  const info = findApiError(error);
  const known = new Set(signals);
  const head = { type, code: code === 'null' || code === undefined ? null : code, state };
  const concerned = signalCodes
    .filter((one) => known.has(one))
    .map((one) => ({ code: one, name: smartcarSignals[one].name, group: smartcarSignals[one].group }));
  if (state === 'RESOLVED') return { ...head, description: 'The error is over.', signals: concerned };
  return {
    ...head,
    description: info?.description ?? error,
    suggestedUserMessage: info?.suggestedUserMessage ?? 'Your car cannot be reached at the moment.',
    docURL: `https://smartcar.com/docs/errors/api-errors/${type.toLowerCase().replaceAll('_', '-')}-errors`,
    resolution: { type: info?.resolution ?? null },
    signals: concerned,
  };
}
