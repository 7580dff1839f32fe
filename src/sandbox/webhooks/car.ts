import { signalCodes, smartcarSignals, type SignalCode } from '../../core/providers/smartcar/signals.ts';
import type { SandboxWebhookCar } from '../../io/sandbox-control.ts';
import { readSignals, type SignalReading } from '../api/v3/signals.ts';
import { userKey } from '../state/connections.ts';
import type { Application, Connection, SandboxState, Vehicle } from '../state/state.ts';

type Trouble = SandboxWebhookCar['troubles'][number];

/** @returns what a webhook has to tell of a connected car at this moment */
export function reportCar(
  state: SandboxState,
  application: Application,
  { connection, vehicle }: { readonly connection: Connection; readonly vehicle: Vehicle },
): SandboxWebhookCar {
  const at = state.now();
  const call = {
    state,
    application,
    connection,
    vehicle,
    account: state.accounts.get(connection.accountId),
    userId: connection.userId,
    at,
    requestId: state.ids.uuid(),
    request: { method: 'GET', path: '', query: '', headers: {}, body: '' },
    token: { applicationId: application.id, expiresAt: at },
    asked: new URLSearchParams(),
  };
  const readings = readSignals(call, signalCodes);
  return {
    webhook: { id: application.webhookId, name: application.webhook.name },
    user: { id: connection.userId, externalId: state.externalIds.get(userKey(application.id, connection.userId)) },
    vehicle: describeVehicle(vehicle, connection),
    signals: readings.map(eventSignal),
    troubles: [
      ...signalTroubles(readings.filter(({ code }) => isAsked(application, connection, code))),
      ...keyTrouble(application, connection, vehicle),
    ],
  };
}

/** A signal that the application never asked for is no trouble. */
function isAsked({ vehicleAccess }: Application, { permissions }: Connection, code: SignalCode): boolean {
  const { permission } = smartcarSignals[code];
  if (permission === null) return false;
  return permissions.includes(permission) || vehicleAccess.some(({ name }) => name === permission);
}

/** In every delivery (smartcar.com/docs/api-reference/signals/schema, 2026). */
function describeVehicle(vehicle: Vehicle, { mode }: Connection): SandboxWebhookCar['vehicle'] {
  const { id, make, model, year, powertrain } = vehicle;
  return { id, make, model, year, mode, powertrainType: powertrain };
}

/** Times are milliseconds in deliveries. `fetchedAt` is the newer page's name of `retrievedAt`. */
function eventSignal({ code, name, group, state, ingestedAt, oemUpdatedAt }: SignalReading) {
  const isTold = state.status.value === 'SUCCESS';
  const meta = isTold ? { ingestedAt, retrievedAt: ingestedAt, fetchedAt: ingestedAt, oemUpdatedAt } : { ingestedAt };
  return { code, name, group, ...state, meta };
}

function signalTroubles(readings: readonly SignalReading[]): readonly Trouble[] {
  const troubles = new Map<string, string[]>();
  for (const { code, state } of readings) {
    const error = errorOf(state.status);
    if (error !== undefined) troubles.set(error, [...(troubles.get(error) ?? []), code]);
  }
  return [...troubles].map(([error, signals]) => ({ error, signals }));
}

function errorOf(status: SignalReading['state']['status']): string | undefined {
  const error: unknown = 'error' in status ? status.error : undefined;
  if (typeof error !== 'object' || error === null || !('type' in error)) return undefined;
  const code = 'code' in error ? error.code : null;
  // Single reads write UNKNOWN where VEHICLE_ERROR has null.
  const isNull = code === null || (error.type === 'PERMISSION' && code === 'UNKNOWN');
  return `${String(error.type)}:${isNull ? 'null' : String(code)}`;
}

/** A car that takes commands only with a key, and an application that may command it. */
function keyTrouble(application: Application, connection: Connection, vehicle: Vehicle): readonly Trouble[] {
  const commands = connection.permissions.some((name) => name.startsWith('control_'));
  const isMissing = vehicle.needsKey && !vehicle.keys.includes(application.virtualKeyDomain);
  return commands && isMissing ? [{ error: 'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED', signals: [] }] : [];
}
