import { signalCodes, smartcarSignals, type SignalCode } from '../../core/providers/smartcar/signals.ts';
import type { SandboxWebhookCar } from '../../io/sandbox-control.ts';
import { listSignals } from '../api/v3/signals.ts';
import { userKey } from '../state/connections.ts';
import { decideGrant } from '../state/grants.ts';
import type { Application, Connection, SandboxState, Vehicle } from '../state/state.ts';

type Signal = SandboxWebhookCar['signals'][number];
type Trouble = SandboxWebhookCar['troubles'][number];

/** @returns what a webhook has to tell of a connected car at this moment */
export function reportCar(state: SandboxState, application: Application, connection: Connection): SandboxWebhookCar {
  const vehicle = vehicleOf(state, connection);
  const signals = readSignals(state, application, connection);
  return {
    webhook: { id: application.webhookId, name: application.webhook.name },
    user: { id: connection.userId, externalId: state.externalIds.get(userKey(application.id, connection.userId)) },
    vehicle: {
      id: vehicle.id,
      make: vehicle.make,
      model: vehicle.model,
      year: vehicle.year,
      mode: connection.mode,
      powertrainType: vehicle.powertrain,
    },
    signals,
    troubles: [...signalTroubles(signals), ...keyTrouble(application, connection, vehicle)],
  };
}

function vehicleOf(state: SandboxState, connection: Connection): Vehicle {
  const vehicle = state.vehicles.get(connection.vehicleId);
  if (vehicle === undefined) throw new Error(`no vehicle ${connection.vehicleId}`);
  return vehicle;
}

/** Signals that the whole grant has; those of other permissions stand there with PERMISSION, as recorded deliveries have them. */
function readSignals(state: SandboxState, application: Application, connection: Connection): readonly Signal[] {
  const told = new Map(grantedSignals(state, application, connection).map((signal) => [signal.code, signal]));
  return signalCodes.map((code) => told.get(code) ?? failed(code, refusal(state, connection, code)));
}

function grantedSignals(state: SandboxState, application: Application, connection: Connection): readonly Signal[] {
  const at = state.now();
  const outcome = listSignals({
    state,
    application,
    connection,
    vehicle: vehicleOf(state, connection),
    account: state.accounts.get(connection.accountId),
    userId: connection.userId,
    at,
    requestId: state.ids.uuid(),
    request: { method: 'GET', path: '', query: '', headers: {}, body: '' },
    token: { applicationId: application.id, userId: connection.userId, expiresAt: at },
    asked: new URLSearchParams(),
  });
  return outcome.ok ? signalsOf(outcome.body) : [];
}

function signalsOf(body: unknown): readonly Signal[] {
  const data: unknown = typeof body === 'object' && body !== null && 'data' in body ? body.data : [];
  return Array.isArray(data)
    ? data.map((one: { attributes: Signal; meta: Readonly<Record<string, unknown>> }) => ({
        ...one.attributes,
        meta: inMilliseconds(one.meta),
      }))
    : [];
}

/** Answers of the API have ISO texts where deliveries have milliseconds. `fetchedAt` is the newer page's name of `retrievedAt`. */
function inMilliseconds(meta: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const milliseconds = (value: unknown): unknown => (typeof value === 'string' ? Date.parse(value) : value);
  const [oemUpdatedAt, retrievedAt] = [milliseconds(meta['oemUpdatedAt']), milliseconds(meta['retrievedAt'])];
  return { oemUpdatedAt, retrievedAt, fetchedAt: retrievedAt };
}

function failed(code: SignalCode, error: { readonly type: string; readonly code: string | null }): Signal {
  const { name, group } = smartcarSignals[code];
  return { code, name, group, status: { value: 'ERROR', error } };
}

/** What every read of this connection is refused with, or that this signal's permission is missing. */
function refusal(state: SandboxState, connection: Connection, code: SignalCode) {
  const decision = decideGrant(state, connection, smartcarSignals[code].permission ?? 'read_extended_vehicle_info');
  const why = decision.granted ? undefined : decision.why;
  if (why === 'access-removed') return { type: 'CONNECTED_SERVICES_ACCOUNT', code: 'PERMISSION' };
  if (why === 'vehicle-missing') return { type: 'CONNECTED_SERVICES_ACCOUNT', code: 'VEHICLE_MISSING' };
  return { type: 'PERMISSION', code: null };
}

function signalTroubles(signals: readonly Signal[]): readonly Trouble[] {
  const troubles = new Map<string, string[]>();
  for (const { code, status } of signals) {
    const error = errorOf(status);
    if (error !== undefined) troubles.set(error, [...(troubles.get(error) ?? []), code]);
  }
  return [...troubles].map(([error, codes]) => ({ error, signals: codes }));
}

function errorOf(status: unknown): string | undefined {
  const error: unknown = typeof status === 'object' && status !== null && 'error' in status ? status.error : undefined;
  if (typeof error !== 'object' || error === null || !('type' in error)) return undefined;
  const code = 'code' in error ? error.code : null;
  return `${String(error.type)}:${code === null ? 'null' : String(code)}`;
}

/** A car that takes commands only with a key, and an application that may command it. */
function keyTrouble(application: Application, connection: Connection, vehicle: Vehicle): readonly Trouble[] {
  const commands = connection.permissions.some((name) => name.startsWith('control_'));
  const isMissing = vehicle.needsKey && !vehicle.keys.includes(application.virtualKeyDomain);
  return commands && isMissing ? [{ error: 'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED', signals: [] }] : [];
}
