import { sendHttp } from '../http/client.ts';
import { isLoopbackUrl } from '../http/loopback.ts';
import type { SandboxHandler } from '../http/message.ts';
import type { Application, SandboxState } from '../state/state.ts';
import { recordDelivery, type WebhookDeliveryRecord } from '../state/webhook-deliveries.ts';
import type { SandboxEvent } from './events.ts';
import { noticeChanges, type Noticed } from './notice.ts';
import { sign, webhookUserAgent } from './sign.ts';

/** Sends what owners do to subscribed cars to the callback of the application. */
export interface DeliveryQueue {
  /** @returns a handler after each of whose answers what is due is sent */
  watch(handle: SandboxHandler): SandboxHandler;
  /** Sends what has happened since, and what is due again. */
  deliverDue(): void;
  close(): void;
}

/** Milliseconds before each try (smartcar.com/docs/api-reference/webhooks/delivery-behavior, 2026-02). */
const waits = [0, 25_000, 50_000, 100_000] as const;
/** So long the receiver may take, in milliseconds; from the same page. */
const timeoutMs = 15_000;

interface Pending {
  readonly record: WebhookDeliveryRecord;
  readonly application: Application;
  readonly event: SandboxEvent;
  /** On the sandbox's clock. */
  due: number;
  isUnderWay: boolean;
}

/** Retries follow the sandbox's clock: advancing it makes them due. */
export function createDeliveryQueue(state: SandboxState): DeliveryQueue {
  const pending = new Set<Pending>();
  const timers = new Set<NodeJS.Timeout>();
  const closing = new AbortController();

  const enqueue = ({ application, event }: Noticed): void => {
    const { webhook } = application;
    const isError = event.eventType === 'VEHICLE_ERROR';
    const url = isError ? (webhook.errorCallbackUri ?? webhook.callbackUri) : webhook.callbackUri;
    // The sandbox reaches nothing beyond this machine.
    if (!isLoopbackUrl(url)) return;
    const { eventId, eventType, vehicleId, tells } = event;
    const record: WebhookDeliveryRecord = { eventId, eventType, vehicleId, url, tells, tries: [], outcome: 'pending' };
    recordDelivery(state, record);
    pending.add({ record, application, event, due: state.now(), isUnderWay: false });
  };

  const attempt = async (delivery: Pending): Promise<void> => {
    delivery.isUnderWay = true;
    const { record, application, event } = delivery;
    const at = state.now();
    const deliveryId = state.ids.uuid();
    const body = JSON.stringify(eventBody(application, event, { deliveryId, at }));
    const signature = sign(application.managementToken, body);
    const status = await post(record.url, { body, signature, closing: closing.signal });
    record.tries.push({ at, deliveryId, signature, status });
    delivery.isUnderWay = false;
    if (status !== null && status >= 200 && status < 300) return end(delivery, 'delivered');
    const wait = waits[record.tries.length];
    if (wait === undefined) return end(delivery, 'dropped');
    delivery.due = state.now() + wait;
    lookLater(wait);
  };

  const end = (delivery: Pending, outcome: WebhookDeliveryRecord['outcome']): void => {
    delivery.record.outcome = outcome;
    pending.delete(delivery);
  };

  const lookLater = (wait: number): void => {
    if (closing.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      deliverDue();
    }, wait).unref();
    timers.add(timer);
  };

  const deliverDue = (): void => {
    if (closing.signal.aborted) return;
    if (state.webhookSubscriptions.size > 0 || state.watchedSubscriptions.size > 0)
      for (const noticed of noticeChanges(state)) enqueue(noticed);
    for (const one of pending) if (!one.isUnderWay && one.due <= state.now()) void attempt(one);
  };

  return {
    watch: (handle) => (request) => {
      const response = handle(request);
      deliverDue();
      // What is answered later may have changed something only then.
      const later = response.later?.finally(deliverDue);
      return later === undefined ? response : { ...response, later };
    },
    deliverDue,
    close: () => {
      closing.abort();
      for (const timer of timers) clearTimeout(timer);
      pending.clear();
    },
  };
}

function eventBody(
  { webhookId, webhook }: Application,
  { eventId, eventType, vehicleId, fields, meta }: SandboxEvent,
  { deliveryId, at }: { readonly deliveryId: string; readonly at: number },
): Readonly<Record<string, unknown>> {
  const head = { version: '4.0', deliveryId, deliveredAt: at, webhookId, webhookName: webhook.name };
  return { eventId, eventType, vehicleId, ...fields, meta: { ...head, ...meta } };
}

/** @returns the status, or null where nothing answered in time */
async function post(
  url: string,
  { body, signature, closing }: { readonly body: string; readonly signature: string; readonly closing: AbortSignal },
): Promise<number | null> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': webhookUserAgent,
    'sc-signature': signature,
  };
  const signal = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]);
  try {
    const { status } = await sendHttp({ method: 'POST', url, headers, body, signal });
    return status;
  } catch {
    return null;
  }
}
