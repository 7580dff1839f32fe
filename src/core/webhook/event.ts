import { arrivedSignals } from '../providers/smartcar/arrived-signals.ts';
import { isUnknownPermission } from '../errors/knowledge/api-lookup.ts';
import { arrayField, asObject, objectField, parseJson, textField, type JsonObject } from '../text/json.ts';

/** An error that an event tells of, or the end of one. */
export interface EventError {
  /** Such as `CONNECTED_SERVICES_ACCOUNT`. */
  readonly type: string;
  /** Null where the event says null or nothing. */
  readonly code: string | null;
  readonly state: 'ERROR' | 'RESOLVED';
  /** Codes of the signals that it concerns, such as `location-preciselocation`. */
  readonly signals: readonly string[];
  /** Way out that came with the error; https alone. */
  readonly resolutionUrl: string | null;
}

/** What a delivery says. Every field is null where the body does not have it. */
export interface WebhookEvent {
  /** False where the body is not JSON text. */
  readonly isJson: boolean;
  readonly eventId: string | null;
  /** `VERIFY`, `VEHICLE_STATE`, `VEHICLE_ERROR`, or what else it says. */
  readonly eventType: string | null;
  readonly deliveryId: string | null;
  readonly userId: string | null;
  readonly vehicleId: string | null;
  readonly make: string | null;
  /** What VERIFY wants to have hashed. */
  readonly challenge: string | null;
  /** Of VEHICLE_ERROR, then of the signals that carry an error of their own. */
  readonly errors: readonly EventError[];
  /** Codes of the signals that came with a value. */
  readonly arrived: readonly string[];
}

/**
 * Reads a body of version 4.0, and VERIFY of version 2.0 (`eventName`, `payload.challenge`). What is not as published
 * reads as absent. Sources: smartcar.com/docs/api-reference/webhooks/events (2026-02), recorded deliveries (2026-06).
 */
export function readEvent(text: string | null): WebhookEvent {
  const value = text === null ? undefined : parseJson(text);
  const event = asObject(value);
  const data = objectField(event, 'data');
  const vehicle = objectField(data, 'vehicle');
  return {
    isJson: value !== undefined,
    eventId: textField(event, 'eventId') ?? null,
    eventType: readType(event),
    deliveryId: textField(objectField(event, 'meta'), 'deliveryId') ?? null,
    userId: textField(objectField(data, 'user'), 'id') ?? null,
    vehicleId: textField(vehicle, 'id') ?? textField(event, 'vehicleId') ?? null,
    make: textField(vehicle, 'make') ?? null,
    challenge: textField(data, 'challenge') ?? textField(objectField(event, 'payload'), 'challenge') ?? null,
    errors: [...arrayField(data, 'errors').flatMap(readError), ...arrayField(data, 'signals').flatMap(readSignalError)],
    arrived: arrivedSignals(data['signals']),
  };
}

function readType(event: JsonObject): string | null {
  const older = textField(event, 'eventName');
  return textField(event, 'eventType') ?? (older === 'verify' ? 'VERIFY' : older) ?? null;
}

function readError(value: unknown): readonly EventError[] {
  const error = asObject(value);
  const type = textField(error, 'type');
  if (type === undefined) return [];
  return [
    {
      ...nameOf(type, error),
      state: textField(error, 'state')?.toUpperCase() === 'RESOLVED' ? 'RESOLVED' : 'ERROR',
      signals: arrayField(error, 'signals').flatMap(signalCode),
    },
  ];
}

/** A signal of VEHICLE_STATE whose own read failed. */
function readSignalError(value: unknown): readonly EventError[] {
  const status = objectField(asObject(value), 'status');
  const error = objectField(status, 'error');
  const type = textField(error, 'type');
  if (textField(status, 'value')?.toUpperCase() !== 'ERROR' || type === undefined) return [];
  return [{ ...nameOf(type, error), state: 'ERROR', signals: signalCode(value) }];
}

function nameOf(type: string, error: JsonObject): Pick<EventError, 'type' | 'code' | 'resolutionUrl'> {
  const url = textField(objectField(error, 'resolution'), 'url');
  const code = textField(error, 'code') ?? null;
  return {
    type,
    code: isUnknownPermission(type, code) ? null : code,
    resolutionUrl: url !== undefined && /^https:\/\/[^\s\p{Cc}]+$/u.test(url) ? url : null,
  };
}

function signalCode(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const code = textField(asObject(value), 'code');
  return code === undefined ? [] : [code];
}
