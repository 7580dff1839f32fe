import type { DeliveryTry, WebhookDeliveryRecord } from '../../state/webhook-deliveries.ts';
import { utc } from '../../pages/labels.ts';
import { html, type Html } from '../../pages/html.ts';
import { actionForm, domId, field, fold, select } from './form.ts';
import type { InspectorView } from './view.ts';

const listed = 25;

/** What the sandbox sent to webhooks: every try with its signature, and what came back. */
export function deliveriesSection(view: InspectorView): Html {
  const { webhookDeliveries } = view.state;
  const shown = webhookDeliveries.slice(-listed).toReversed();
  return html`<section class="panel" id="webhooks" aria-labelledby="webhooks-title" data-live tabindex="-1">
    <div class="head">
      <h2 id="webhooks-title">Webhook deliveries <span class="count">${webhookDeliveries.length}</span></h2>
    </div>
    ${shown.length === 0 ? html`<p class="quiet">Nothing was sent yet. A subscribed car is told of by itself; below an event is sent by order.</p>` : undefined}
    ${shown.map((delivery) => deliveryRow(view, delivery))}
    ${fold(view, { id: 'webhook-send', summary: html`Send an event`, body: sendForm(view) })}
    ${fold(view, { id: 'webhook-verify', summary: html`Verify a callback`, body: verifyForm(view) })}
  </section>`;
}

const tones = { pending: 'tag warn', delivered: 'tag good', dropped: 'tag bad' } as const;

function deliveryRow(view: InspectorView, delivery: WebhookDeliveryRecord): Html {
  const { eventId, eventType, tells, url, tries, outcome, vehicleId } = delivery;
  return fold(view, {
    id: domId('delivery', eventId),
    className: 'card-row line-row',
    summary: html`<span class="who"
        ><strong class="mono">${eventType}</strong> <span class="quiet mono">${tells.join(', ')}</span></span
      >
      <span class="verdict"
        ><span class="quiet">${tries.length} ${tries.length === 1 ? 'try' : 'tries'}</span>
        <span class="${tones[outcome]}">${outcome}</span></span
      >`,
    body: html`<dl class="facts">
        <dt>Sent to</dt>
        <dd class="mono">${url}</dd>
        <dt>Event</dt>
        <dd class="mono">${eventId}</dd>
        <dt>Car</dt>
        <dd class="mono">${vehicleId === '' ? 'none' : vehicleId}</dd>
      </dl>
      <ol class="tries">
        ${tries.map(tryRow)}
      </ol>
      ${outcome === 'pending' && tries.length > 0 ? html`<p class="quiet">Tried again 25, 50 and 100 seconds later on the sandbox’s clock: move it on to make the next try due.</p>` : undefined}`,
  });
}

function tryRow({ at, deliveryId, signature, status }: DeliveryTry): Html {
  return html`<li>
    <span>${utc(at)} · ${status === null ? 'nothing answered' : html`answered <strong>${status}</strong>`}</span>
    <span class="quiet mono">delivery ${deliveryId}</span> <span class="quiet mono">SC-Signature ${signature}</span>
  </li>`;
}

function sendForm(view: InspectorView): Html {
  const connections = [...view.state.connections.values()].slice(-50).toReversed();
  const cars = [...new Set(connections.map(({ vehicleId }) => vehicleId))];
  return actionForm(view, {
    id: 'webhook-send-run',
    operation: 'POST webhooks/deliver',
    label: 'Send it',
    fields: html`${field({ id: 'webhook-send-url', name: 'url', label: 'Callback on this machine', type: 'url', value: view.application.webhook.callbackUri, required: true })}
    ${select({
      id: 'webhook-send-car',
      name: 'vehicleId',
      label: 'VEHICLE_STATE of',
      options: [
        ...cars.map((id) => ({ value: id, text: nameOf(view, id) })),
        { value: '', text: 'no car: the event below' },
      ],
    })}
    ${field({ id: 'webhook-send-event', name: 'event:json', label: 'Or an event of your own, as JSON', rows: 3 })}`,
    at: 'webhooks',
    open: 'webhook-send',
    layout: 'stacked',
  });
}

function nameOf({ state }: InspectorView, id: string): string {
  const car = state.vehicles.get(id);
  return car === undefined ? id : `${car.year} ${car.model}, ${car.vin}`;
}

function verifyForm(view: InspectorView): Html {
  return actionForm(view, {
    id: 'webhook-verify-run',
    operation: 'POST webhooks/verify',
    label: 'Verify it',
    fields: html`${field({ id: 'webhook-verify-url', name: 'url', label: 'Callback on this machine', type: 'url', value: view.application.webhook.callbackUri, required: true })}
    ${select({
      id: 'webhook-verify-version',
      name: 'version',
      label: 'Form of the event',
      options: [
        { value: '4.0', text: '4.0: eventType VERIFY' },
        { value: '2.0', text: '2.0: eventName verify' },
      ],
    })}
    ${field({ id: 'webhook-verify-challenge', name: 'challenge', label: 'Challenge', hint: 'Made up where empty.' })}`,
    at: 'webhooks',
    open: 'webhook-verify',
    layout: 'stacked',
  });
}
