import { hasUuidShape } from '../../state/ids.ts';
import type { Application } from '../../state/state.ts';
import { subscribe, subscriptionsOf, unsubscribe } from '../../state/subscriptions.ts';
import { applicationOfManagementToken, bearerToken } from '../call/access.ts';
import { refuse, succeed, type ApiCall, type Outcome } from '../call/outcome.ts';
import { refuseToken } from '../call/call.ts';
import type { VehicleCall } from '../call/vehicle-call.ts';

/** Subscribes a car to the application's webhook, with the owner's token. */
export function answerSubscription(call: VehicleCall, webhookId: string): Outcome {
  const { state, application, vehicle, connection } = call;
  if (webhookId !== application.webhookId)
    return refuseWebhook(application, webhookId, 'the application has no such webhook');
  subscribe(state, { webhookId, userId: connection.userId, vehicleId: vehicle.id });
  return succeed({ webhookId, vehicleId: vehicle.id }, '200: subscribed');
}

/** Ends a subscription, with the application management token. */
export function answerUnsubscription(call: ApiCall, vehicleId: string, webhookId: string): Outcome {
  const application = applicationOfManagementToken(call.state, bearerToken(call.request));
  if (application === undefined) return refuseToken(call);
  const subscriptions = subscriptionsOf(call.state, application).filter(
    (one) => one.webhookId === webhookId && one.vehicleId === vehicleId,
  );
  if (subscriptions.length === 0)
    return refuseWebhook(application, webhookId, 'the car is not subscribed to that webhook');
  for (const one of subscriptions) unsubscribe(call.state, one);
  return succeed({ status: 'success' }, '200: unsubscribed');
}

/** An id that is not a UUID is malformed, unless it is registered so; which error another unknown webhook meets is not published. */
function refuseWebhook(application: Application, webhookId: string, why: string): Outcome {
  return webhookId === application.webhookId || hasUuidShape(webhookId)
    ? refuse('RESOURCE_NOT_FOUND:PATH', why)
    : refuse('VALIDATION:null', 'the webhook id is not a UUID');
}
