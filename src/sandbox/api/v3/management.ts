import { stableUuid } from '../../state/ids.ts';
import { findConnection } from '../../state/connections.ts';
import type { Application } from '../../state/state.ts';
import { parseBody } from '../call/body.ts';
import { matrix } from '../car/compatibility.ts';
import { refuse, succeed, type Outcome } from '../call/outcome.ts';
import { listBody } from './answer.ts';
import { readPageV3, refuseFormat, refusePathV3, type V3Call } from './call.ts';

/**
 * The management half of v3: `/applications`, `/subscriptions`, `/webhooks`, and `/compatible-vehicles`.
 * Paths are from field reports of 2026-09; the attributes are not confirmed.
 */
export function answerManagementV3(call: V3Call, parts: readonly string[]): Outcome {
  if (call.token.userId !== undefined)
    return refuse('AUTHENTICATION:ACCESS_DENIED', "a user's token does not reach the management API");
  const [kind, id, sub] = parts;
  switch (kind) {
    case 'applications':
      return answerApplications(call, id, sub);
    case 'subscriptions':
      return answerSubscriptions(call, id);
    case 'webhooks':
      return answerWebhooks(call, id);
    case 'compatible-vehicles':
      return parts.length === 1 && isGet(call) ? answerCompatibleVehicles(call) : refusePathV3(call);
    default:
      return refusePathV3(call);
  }
}

function isGet({ request }: V3Call): boolean {
  return request.method === 'GET';
}

interface WholeList {
  readonly path: string;
  readonly all: readonly unknown[];
  /** Resources on a page that names no size. */
  readonly size?: number | undefined;
}

function list(call: V3Call, { path, all, size }: WholeList): Outcome {
  const page = readPageV3(call.asked, size);
  if ('error' in page) return page;
  const start = (page.number - 1) * page.size;
  const base = `${call.state.settings.origin}/v3/${path}`;
  return succeed(
    listBody({
      base,
      asked: call.asked,
      page,
      data: all.slice(start, start + page.size),
      totalCount: all.length,
    }),
    `200: ${all.length} ${path}`,
  );
}

function answerApplications(call: V3Call, id: string | undefined, sub: string | undefined): Outcome {
  const { application } = call;
  if (!isGet(call)) return refusePathV3(call);
  if (id === undefined) return list(call, { path: 'applications', all: [applicationResource(application)] });
  if (id !== application.id) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such application');
  if (sub === undefined) return succeed({ data: applicationResource(application) }, '200: application');
  if (sub !== 'secrets') return refusePathV3(call);
  // A secret is told once, when it is made: what is listed afterwards is its end.
  const secret = {
    id: stableUuid(`secret ${id}`),
    type: 'secret',
    attributes: { lastFour: application.apiClientSecret.slice(-4) },
  };
  return list(call, { path: `applications/${id}/secrets`, all: [secret] });
}

function applicationResource({ id, name, redirectUris }: Application): unknown {
  return { id, type: 'application', attributes: { name, redirectUris }, links: { self: `/applications/${id}` } };
}

function answerWebhooks(call: V3Call, id: string | undefined): Outcome {
  if (!isGet(call)) return refusePathV3(call);
  const webhook = {
    id: call.application.webhookId,
    type: 'webhook',
    attributes: { name: 'Sandbox webhook', status: 'ACTIVE' },
    links: { self: `/webhooks/${call.application.webhookId}` },
  };
  if (id === undefined) return list(call, { path: 'webhooks', all: [webhook] });
  return id === webhook.id
    ? succeed({ data: webhook }, '200: webhook')
    : refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such webhook');
}

interface Subscription {
  readonly id: string;
  readonly vehicleId: string;
  readonly webhookId: string;
}

function subscriptionsOf({ state, application }: V3Call): readonly Subscription[] {
  return [...state.webhookSubscriptions]
    .map((key) => {
      const [vehicleId = '', webhookId = ''] = key.split(' ');
      return { id: stableUuid(`subscription ${key}`), vehicleId, webhookId };
    })
    .filter(({ webhookId }) => webhookId === application.webhookId);
}

function subscriptionResource({ id, vehicleId, webhookId }: Subscription): unknown {
  return { id, type: 'subscription', attributes: { vehicleId, webhookId }, links: { self: `/subscriptions/${id}` } };
}

function answerSubscriptions(call: V3Call, id: string | undefined): Outcome {
  const { method } = call.request;
  if (id === undefined && method === 'POST') return subscribe(call);
  if (id === undefined && method === 'GET')
    return list(call, { path: 'subscriptions', all: subscriptionsOf(call).map(subscriptionResource) });
  const found = subscriptionsOf(call).find((one) => one.id === id);
  if (id !== undefined && found === undefined) return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'no such subscription');
  if (found === undefined || (method !== 'GET' && method !== 'DELETE')) return refusePathV3(call);
  if (method === 'GET') return succeed({ data: subscriptionResource(found) }, '200: subscription');
  call.state.webhookSubscriptions.delete(`${found.vehicleId} ${found.webhookId}`);
  return succeed(undefined, '204: unsubscribed', { status: 204 });
}

function subscribe(call: V3Call): Outcome {
  const body = parseBody(call.request.body) ?? {};
  const { vehicleId, webhookId } = body;
  if (typeof vehicleId !== 'string') return refuseFormat('vehicleId', 'is missing');
  if (webhookId !== call.application.webhookId) return refuseFormat('webhookId', "must be the application's webhook");
  if (findConnection(call.state, { applicationId: call.application.id, vehicleId }) === undefined)
    return refuse('RESOURCE_NOT_FOUND:NOT_FOUND', 'the car is not connected to the application');
  const key = `${vehicleId} ${call.application.webhookId}`;
  call.state.webhookSubscriptions.add(key);
  const made = { id: stableUuid(`subscription ${key}`), vehicleId, webhookId: call.application.webhookId };
  return succeed({ data: subscriptionResource(made) }, '201: subscribed', { status: 201 });
}

function answerCompatibleVehicles(call: V3Call): Outcome {
  const rows = Object.entries(matrix).flatMap(([make, models]) =>
    models.map((row) => ({
      id: stableUuid(`model ${make} ${row.model}`),
      type: 'compatible-vehicle',
      attributes: { make, model: row.model, powertrainType: row.type, startYear: row.startYear, endYear: row.endYear },
    })),
  );
  const make = call.asked.get('filter[make]')?.toUpperCase();
  return list(call, {
    path: 'compatible-vehicles',
    all: make === undefined ? rows : rows.filter((row) => row.attributes.make === make),
    size: 50,
  });
}
