import { findConnection } from '../state/connections.ts';
import type { Account, Application, Connection, SandboxState, Vehicle } from '../state/state.ts';
import type { WebhookSubscription } from '../state/webhook.ts';
import { reportCar } from './car.ts';
import { firstDelivery, troubleEvent, type SandboxEvent, type TroubleChange } from './events.ts';

/** An event, and the application whose webhook it belongs to. */
export interface Noticed {
  readonly application: Application;
  readonly event: SandboxEvent;
}

/** @returns the events that follow from what owners did since the last call; the state remembers what was told */
export function noticeChanges(state: SandboxState): readonly Noticed[] {
  forgetEnded(state);
  const applications = [...state.applications.values()].filter(({ webhook }) => webhook.isEnabled);
  return [...state.webhookSubscriptions.values()].flatMap((subscription) => {
    const application = applications.find(({ webhookId }) => webhookId === subscription.webhookId);
    return application === undefined ? [] : noticeSubscription(state, application, subscription);
  });
}

/** A car that is subscribed anew gets its first delivery again. */
function forgetEnded(state: SandboxState): void {
  const present = new Set([...state.webhookSubscriptions.values()].map(({ id }) => id));
  for (const id of state.watchedSubscriptions.keys()) if (!present.has(id)) state.watchedSubscriptions.delete(id);
}

function noticeSubscription(
  state: SandboxState,
  application: Application,
  { id, userId, vehicleId }: WebhookSubscription,
): readonly Noticed[] {
  const connection = findConnection(state, { applicationId: application.id, vehicleId, userId });
  const vehicle = state.vehicles.get(vehicleId);
  if (connection === undefined || vehicle === undefined) return [];
  const seen = causes(state.accounts.get(connection.accountId), connection, vehicle);
  const before = state.watchedSubscriptions.get(id);
  if (before?.seen === seen) return [];
  const car = reportCar(state, application, { connection, vehicle });
  const troubles = new Map(car.troubles.map(({ error, signals }) => [error, signals]));
  state.watchedSubscriptions.set(id, { seen, troubles });
  const changes = compare(before?.troubles ?? new Map(), troubles);
  return [
    ...(before === undefined ? [firstDelivery(state.ids.uuid(), car)] : []),
    ...(changes.length === 0 ? [] : [troubleEvent(state.ids.uuid(), car, changes)]),
  ].map((event) => ({ application, event }));
}

/** Reading all signals of all subscribed cars after each request would cost too much: only where one of these changed. */
function causes(account: Account | undefined, connection: Connection, vehicle: Vehicle): string {
  return JSON.stringify([
    account?.consents.smartcar?.boxes,
    account?.vehicles.has(vehicle.id),
    account?.problem,
    connection.permissions,
    connection.legacy,
    vehicle.keys,
  ]);
}

type Troubles = ReadonlyMap<string, readonly string[]>;

function compare(before: Troubles, now: Troubles): readonly TroubleChange[] {
  const lost = (from: Troubles, to: Troubles, state: TroubleChange['state']): readonly TroubleChange[] =>
    [...from].flatMap(([error, signals]) => {
      const others = new Set(to.get(error));
      const changed = signals.filter((signal) => !others.has(signal));
      // An error of the account concerns no signal: it is there or not.
      return changed.length > 0 || !to.has(error) ? [{ error, state, signals: changed }] : [];
    });
  return [...lost(now, before, 'ERROR'), ...lost(before, now, 'RESOLVED')];
}
