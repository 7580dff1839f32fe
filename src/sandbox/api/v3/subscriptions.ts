import { findConnection } from '../../state/connections.ts';
import { findSubscription, subscribe, subscriptionsOf, unsubscribe } from '../../state/subscriptions.ts';
import type { WebhookSubscription } from '../../state/webhook.ts';
import { refuse, succeed, type Outcome } from '../call/outcome.ts';
import { isoTime } from './answer.ts';
import { readAttributes } from './attributes.ts';
import { refuseBadRequest, refuseFormat, refusePathV3, type V3Call } from './call.ts';
import { answerList, readFilter } from './list.ts';
import { vehicleAttributes } from './vehicle.ts';

/** `GET` and `POST /subscriptions`, `GET` and `DELETE /subscriptions/{id}`. */
export function answerSubscriptions(call: V3Call, id: string | undefined): Outcome {
  const { method } = call.request;
  if (id === undefined) {
    if (method === 'POST') return createSubscription(call);
    return method === 'GET' ? listSubscriptions(call) : refusePathV3(call);
  }
  if (method !== 'GET' && method !== 'DELETE') return refusePathV3(call);
  const match = subscriptionsOf(call.state, call.application).find((one) => one.id === id);
  if (match === undefined) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such subscription');
  if (method === 'GET') return succeed({ data: subscriptionResource(call, match) }, '200: subscription');
  unsubscribe(call.state, match);
  return succeed(undefined, '204: unsubscribed', { status: 204 });
}

/** Filters and page sizes of smartcar.com/docs/api-reference/list-subscriptions (2026). */
function listSubscriptions(call: V3Call): Outcome {
  const { asked, state, application } = call;
  const mode = readFilter(asked, 'filter[vehicle.mode]', ['live', 'simulated']);
  if (typeof mode === 'object') return mode;
  const fits = (subscription: WebhookSubscription): boolean =>
    (['userId', 'webhookId', 'vehicleId'] as const).every((name) => {
      const wanted = asked.get(`filter[${name}]`);
      return wanted === null || wanted === subscription[name];
    }) &&
    (mode === undefined || findConnection(state, { applicationId: application.id, ...subscription })?.mode === mode);
  return answerList(call, {
    path: 'subscriptions',
    all: subscriptionsOf(state, application).filter(fits),
    toResource: (one) => subscriptionResource(call, one),
    size: 25,
    filterNames: ['userId', 'webhookId', 'vehicleId', 'vehicle.mode'],
  });
}

const needed = ['webhookId', 'userId', 'vehicleId'] as const;

/** The answer says only that it is under way (smartcar.com/docs/api-reference/create-subscription, 2026). */
function createSubscription(call: V3Call): Outcome {
  const { state, application } = call;
  const sent = readAttributes(call.request.body);
  if (sent === undefined) return refuseFormat('body', 'must be a JSON object');
  const { webhookId, userId, vehicleId } = sent.attributes;
  if (typeof webhookId !== 'string' || typeof userId !== 'string' || typeof vehicleId !== 'string') {
    const wrong = needed.find((name) => typeof sent.attributes[name] !== 'string') ?? 'data';
    return refuseBadRequest(wrong, sent.attributes[wrong] === undefined ? 'is missing' : 'must be a text');
  }
  if (webhookId !== application.webhookId) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such webhook');
  if (findConnection(state, { applicationId: application.id, vehicleId, userId }) === undefined)
    return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'the car is not connected to the application by this owner');
  const asked = { webhookId, userId, vehicleId };
  if (findSubscription(state, asked) !== undefined)
    return refuse('CONFLICT:CONFLICT', 'the car of this owner is subscribed already');
  subscribe(state, asked);
  const body = { meta: { message: 'subscription creation in progress' } };
  return succeed(body, `202: subscribed${sent.remark}`, { status: 202 });
}

/**
 * Fields of smartcar.com/docs/api-reference/get-subscription (2026). Its sample gives owner and car the type "webhook",
 * which we take for an oversight.
 */
function subscriptionResource({ state, application }: V3Call, subscription: WebhookSubscription): unknown {
  const { id, webhookId, userId, vehicleId } = subscription;
  const base = `${state.settings.origin}/v3`;
  const createdAt = isoTime(subscription.createdAt);
  const related = (type: string, of: string, path: string): unknown => ({
    data: { type, id: of },
    links: { related: `${base}/${path}/${of}` },
  });
  const connection = findConnection(state, { applicationId: application.id, vehicleId, userId });
  const vehicle = state.vehicles.get(vehicleId);
  return {
    type: 'subscription',
    id,
    attributes: { vehicle: vehicle && connection ? vehicleAttributes(vehicle, connection) : null },
    meta: { createdAt, updatedAt: createdAt },
    relationships: {
      webhook: related('webhook', webhookId, 'webhooks'),
      user: related('user', userId, 'users'),
      vehicle: related('vehicle', vehicleId, 'vehicles'),
    },
    links: { self: `${base}/subscriptions/${id}` },
  };
}
