import { signalCodes, smartcarSignals, type SignalCode } from '../../../core/providers/smartcar/signals.ts';
import type { Application } from '../../state/state.ts';
import type { WebhookSettings } from '../../state/webhook.ts';
import { refuse, succeed, type Outcome } from '../call/outcome.ts';
import { isoTime } from './answer.ts';
import { refusePathV3, type V3Call } from './call.ts';
import { answerList, readFilter } from './list.ts';

/** `GET /webhooks` and `/webhooks/{id}`. Webhooks are made in the Dashboard: the API has no POST. */
export function answerWebhooks(call: V3Call, id: string | undefined): Outcome {
  if (call.request.method !== 'GET') return refusePathV3(call);
  if (id === undefined) return listWebhooks(call);
  return id === call.application.webhookId
    ? succeed({ data: webhookResource(call) }, '200: webhook')
    : refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such webhook');
}

/** Filters of smartcar.com/docs/api-reference/list-webhooks (2026): texts fit in part and in any case. */
function listWebhooks(call: V3Call): Outcome {
  const { asked, application } = call;
  const [isEnabled, autoSubscribe] = ['isEnabled', 'autoSubscribe'].map((name) =>
    readFilter(asked, `filter[${name}]`, ['true', 'false']),
  );
  for (const filter of [isEnabled, autoSubscribe]) if (typeof filter === 'object') return filter;
  const { webhook } = application;
  const fits =
    contains(webhook.name, asked.get('filter[name]')) &&
    contains(webhook.callbackUri, asked.get('filter[callbackUri]')) &&
    (isEnabled === undefined || isEnabled === String(webhook.isEnabled)) &&
    (autoSubscribe === undefined || autoSubscribe === String(webhook.autoSubscribe));
  return answerList(call, {
    path: 'webhooks',
    all: fits ? [webhook] : [],
    toResource: () => webhookResource(call),
    size: 50,
    filterNames: ['name', 'callbackUri', 'isEnabled', 'autoSubscribe'],
  });
}

function contains(text: string, part: string | null): boolean {
  return part === null || text.toLowerCase().includes(part.toLowerCase());
}

/** Fields of smartcar.com/docs/api-reference/get-webhook (2026). */
function webhookResource({ state, application }: { state: V3Call['state']; application: Application }): unknown {
  const { name, callbackUri, errorCallbackUri, isEnabled, autoSubscribe, createdAt }: WebhookSettings =
    application.webhook;
  return {
    id: application.webhookId,
    type: 'webhook',
    attributes: {
      name,
      callbackUri,
      isEnabled,
      triggers: triggers.map(signalName),
      data: signalCodes.map(signalName),
      errorCallbackUri: errorCallbackUri ?? callbackUri,
      autoSubscribe,
    },
    links: { self: `${state.settings.origin}/v3/webhooks/${application.webhookId}` },
    meta: { createdAt: isoTime(createdAt) },
  };
}

/** What the webhook of the sandbox reacts to. */
const triggers: readonly SignalCode[] = ['tractionbattery-stateofcharge', 'charge-ischarging', 'closure-islocked'];

function signalName(code: SignalCode): unknown {
  const { group, name } = smartcarSignals[code];
  return { group, name, code };
}
