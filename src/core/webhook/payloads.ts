import { findEntry } from '../errors/knowledge/lookup.ts';
import { smartcarApiErrors } from '../errors/knowledge/smartcar-api.ts';
import { smartcarSignals, type SignalCode } from '../providers/smartcar/signals.ts';
import { eventMode } from '../providers/smartcar/webhook.ts';

/** A documented error: a key of the table, such as `PERMISSION:null`. */
export type ApiErrorName = keyof typeof smartcarApiErrors;

/** Who and which car an event is about. */
export interface EventSubject {
  readonly webhook: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly externalId?: string | undefined };
  readonly vehicle: {
    readonly id: string;
    readonly make: string;
    readonly model: string;
    readonly year: number;
    readonly mode: string;
    readonly powertrainType: string | null;
  };
}

/** What differs from attempt to attempt, but for the event's id. */
export interface EventStamp {
  readonly eventId: string;
  readonly deliveryId: string;
  /** Milliseconds since 1970. */
  readonly deliveredAt: number;
}

/** An event as it goes over the wire. */
export type EventBody = Readonly<Record<string, unknown>>;

/** VERIFY of version 4.0. Source: smartcar.com/docs/integrations/webhooks/callback-verification (2026-02). */
export function buildVerify(webhook: EventSubject['webhook'], challenge: string, stamp: EventStamp): EventBody {
  const { eventId, deliveryId, deliveredAt } = stamp;
  return {
    eventId,
    eventType: 'VERIFY',
    data: { challenge },
    meta: {
      version: '4.0',
      webhookId: webhook.id,
      webhookName: webhook.name,
      deliveryId,
      // A text here, and milliseconds on the other events: so are the samples.
      deliveredAt: new Date(deliveredAt).toISOString(),
    },
  };
}

/** A signal with its value, or with the error in place of it. */
export type SignalState = Readonly<Record<string, unknown>> & { readonly code: string };

/**
 * VEHICLE_STATE. The older page and recorded deliveries have `triggers` at the top, the newer page has `vehicleId`
 * there and `data.triggers`: all of them are sent, as no receiver minds a field that it does not know.
 * Sources: smartcar.com/docs/integrations/webhooks/responses, …/webhooks/events/vehicle-state (2026-02).
 */
export function buildVehicleState(
  subject: EventSubject,
  signals: readonly SignalState[],
  stamp: EventStamp & { readonly triggers: readonly SignalCode[] | 'first-delivery' },
): EventBody {
  const { triggers } = stamp;
  const names = triggers === 'first-delivery' ? [] : triggers.map(signalName);
  return {
    ...head('VEHICLE_STATE', subject, stamp),
    // Signals alone: samples of receivers read a name of each.
    data: { ...about(subject), triggers: names, signals },
    triggers:
      triggers === 'first-delivery'
        ? [{ type: 'FIRST_DELIVERY' }]
        : names.map((signal) => ({ type: 'SIGNAL_UPDATED', signal })),
    meta: { ...meta(subject, stamp), signalCount: signals.length },
  };
}

/** An error to tell of, and the signals that it concerns. */
export interface ErrorOrder {
  readonly error: ApiErrorName;
  readonly state: 'ERROR' | 'RESOLVED';
  readonly signals: readonly SignalCode[];
}

/** VEHICLE_ERROR. Source: smartcar.com/docs/api-reference/webhooks/events/vehicle-error (2026-02). */
export function buildVehicleError(subject: EventSubject, errors: readonly ErrorOrder[], stamp: EventStamp): EventBody {
  return {
    ...head('VEHICLE_ERROR', subject, stamp),
    data: { ...about(subject), errors: errors.map(errorBody) },
    meta: meta(subject, stamp),
  };
}

function head(eventType: string, subject: EventSubject, { eventId }: EventStamp): EventBody {
  return { eventId, eventType, vehicleId: subject.vehicle.id };
}

function about({ user, vehicle }: EventSubject): EventBody {
  return { user, vehicle };
}

function meta({ webhook, vehicle }: EventSubject, { deliveryId, deliveredAt }: EventStamp): EventBody {
  const { id: webhookId, name: webhookName } = webhook;
  return { version: '4.0', deliveryId, deliveredAt, webhookId, webhookName, mode: eventMode(vehicle.mode) };
}

/** @returns a signal as events name it */
function signalName(code: SignalCode): SignalState {
  const { name, group } = smartcarSignals[code];
  return { code, name, group };
}

/**
 * @param ingestedAt milliseconds since 1970
 * @returns a signal whose read failed, as recorded deliveries have it (2026-06): it carries no value, and PERMISSION,
 *   whose code is null in VEHICLE_ERROR, has `UNKNOWN`
 */
export function failedSignal(code: SignalCode, error: ApiErrorName, ingestedAt: number): SignalState {
  const name = splitName(error);
  const { cause, resolution } = smartcarApiErrors[error];
  const told = {
    type: name.type,
    code: name.code ?? 'UNKNOWN',
    title: titleOf(name.code ?? name.type),
    detail: cause,
    description: 'Deprecated. Use detail',
    resolution: { type: resolution ?? 'UNKNOWN_RESOLUTION_TYPE' },
  };
  return { ...signalName(code), status: { value: 'ERROR', error: told }, meta: { ingestedAt } };
}

/** "Vehicle Not Capable" for `VEHICLE_NOT_CAPABLE`, as most published titles are made. */
function titleOf(code: string): string {
  const words = code.toLowerCase().split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

function splitName(error: ApiErrorName): { readonly type: string; readonly code: string | null } {
  const [type = '', code] = error.split(':');
  return { type, code: code === 'null' || code === undefined ? null : code };
}

// The resolution is an object even where it says nothing: a public receiver calls a method on it. RESOLVED has none.
function errorBody({ error, state, signals }: ErrorOrder): EventBody {
  const entry = smartcarApiErrors[error];
  const known = findEntry({ family: 'smartcar-api', code: error });
  const named = signals.map(signalName);
  if (state === 'RESOLVED') {
    return { ...splitName(error), state, description: `${error} is over.`, signals: named };
  }
  return {
    ...splitName(error),
    state,
    description: entry.cause,
    suggestedUserMessage: known?.owner ?? 'The app cannot reach your car at the moment.',
    docURL: entry.docs,
    resolution: { type: entry.resolution },
    signals: named,
  };
}
