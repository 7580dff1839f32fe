import { applicationOfManagementToken, bearerToken } from './access.ts';
import { refuse, succeed, type ApiCall, type Outcome } from './outcome.ts';
import { refuseToken } from './call.ts';
import type { VehicleCall } from './vehicle-call.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Subscribes a car to the application's webhook, with the owner's token. */
export function answerSubscription({ state, application, vehicle }: VehicleCall, webhookId: string): Outcome {
  if (!uuid.test(webhookId)) return refuse('VALIDATION:null', 'the webhook id is no UUID');
  // Which error an unknown webhook meets is not published.
  if (webhookId !== application.webhookId)
    return refuse('RESOURCE_NOT_FOUND:PATH', 'the application has no such webhook');
  state.webhookSubscriptions.add(`${vehicle.id} ${webhookId}`);
  return succeed({ webhookId, vehicleId: vehicle.id }, '200: subscribed');
}

/** Ends a subscription, with the application management token. */
export function answerUnsubscription(call: ApiCall, vehicleId: string, webhookId: string): Outcome {
  const application = applicationOfManagementToken(call.state, bearerToken(call.request));
  if (application === undefined) return refuseToken(call);
  if (!uuid.test(webhookId)) return refuse('VALIDATION:null', 'the webhook id is no UUID');
  if (!call.state.webhookSubscriptions.delete(`${vehicleId} ${webhookId}`))
    return refuse('RESOURCE_NOT_FOUND:PATH', 'the car is not subscribed to that webhook');
  return succeed({ status: 'success' }, '200: unsubscribed');
}
