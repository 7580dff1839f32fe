import { removeConnection } from './connections.ts';
import { stableUuid } from './ids.ts';
import type { Application, Connection, SandboxState } from './state.ts';
import type { WebhookSubscription } from './webhook.ts';

type Subscribed = Pick<WebhookSubscription, 'webhookId' | 'userId' | 'vehicleId'>;

function keyOf({ vehicleId, webhookId, userId }: Subscribed): string {
  return `${vehicleId} ${webhookId} ${userId}`;
}

/** Subscribes one owner's car to a webhook. Doing it twice changes nothing. */
export function subscribe(state: SandboxState, subscribed: Subscribed): WebhookSubscription {
  const key = keyOf(subscribed);
  const known = state.webhookSubscriptions.get(key);
  if (known !== undefined) return known;
  const { webhookId, userId, vehicleId } = subscribed;
  const made = { id: stableUuid(`subscription ${key}`), webhookId, userId, vehicleId, createdAt: state.now() };
  state.webhookSubscriptions.set(key, made);
  return made;
}

/** @returns the subscription of one owner's car to a webhook. */
export function findSubscription(state: SandboxState, subscribed: Subscribed): WebhookSubscription | undefined {
  return state.webhookSubscriptions.get(keyOf(subscribed));
}

/** Ends a subscription. */
export function unsubscribe(state: SandboxState, subscribed: Subscribed): void {
  state.webhookSubscriptions.delete(keyOf(subscribed));
}

/** @returns the subscriptions to an application's webhook, oldest first. */
export function subscriptionsOf(
  state: SandboxState,
  { webhookId }: Pick<Application, 'webhookId'>,
): readonly WebhookSubscription[] {
  return [...state.webhookSubscriptions.values()].filter((one) => one.webhookId === webhookId);
}

/** Ends a connection for good, and the subscription of its car with it. Connecting again does not go through here. */
export function disconnect(state: SandboxState, connection: Connection): void {
  removeConnection(state, connection);
  const webhookId = state.applications.get(connection.applicationId)?.webhookId;
  if (webhookId !== undefined) unsubscribe(state, { webhookId, ...connection });
}
