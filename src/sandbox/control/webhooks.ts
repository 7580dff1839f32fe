import { eventMode } from '../../core/providers/smartcar/webhook.ts';
import type { Application, SandboxState } from '../state/state.ts';
import { deliverBody, verifyBody } from './bodies.ts';
import { ControlInputError, readBody } from './fields.ts';
import { findVehicle } from './find.ts';
import { isLoopbackUrl } from '../http/loopback.ts';
import { sendHttp, type PlainResponse } from '../http/client.ts';
import { sign, webhookUserAgent } from '../webhooks/sign.ts';
import { recordDelivery } from '../state/webhook-deliveries.ts';
import { webhookCar } from './webhook-car.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What came of one request to a webhook's callback. */
interface Delivery {
  readonly sent: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly answer: { readonly status: number; readonly contentType: string | null; readonly body: string } | null;
  /** Sentences about what Smartcar would not accept; none if all is well. */
  readonly problems: readonly string[];
}

/** Smartcar waits as long (smartcar.com/docs/api-reference/webhooks/delivery-behavior, 2026-02). */
const timeoutMs = 15_000;

/**
 * Sends the VERIFY event to a callback on this machine and checks the answer. Source of both forms:
 * smartcar.com/docs/integrations/webhooks/callback-verification (2026).
 * @throws ControlInputError for a callback that is not on this machine
 */
export async function verifyWebhook(
  state: SandboxState,
  application: Application,
  fields: Fields,
): Promise<Delivery & { readonly verified: boolean; readonly challenge: string; readonly expected: string }> {
  const { url, version, challenge = state.ids.uuid() } = readBody(verifyBody, fields);
  checkCallback(url);
  const event = verifyEvent(state, application, { version, challenge });
  const expected = sign(application.managementToken, challenge);
  const delivery = await deliver(application, url, JSON.stringify(event));
  const problems = [...delivery.problems, ...checkAnswer(delivery.answer, expected)];
  record(state, { url, event, delivery, isTaken: problems.length === 0 });
  return { verified: problems.length === 0, challenge, expected, ...delivery, problems };
}

function verifyEvent(
  state: SandboxState,
  application: Application,
  { version, challenge }: { readonly version: '4.0' | '2.0'; readonly challenge: string },
): unknown {
  if (version === '2.0')
    return { version, webhookId: application.webhookId, eventName: 'verify', payload: { challenge } };
  return { eventId: state.ids.uuid(), eventType: 'VERIFY', data: { challenge }, meta: meta(state, application) };
}

function meta(state: SandboxState, application: Application): Readonly<Record<string, unknown>> {
  return {
    version: '4.0',
    webhookId: application.webhookId,
    webhookName: application.webhook.name,
    deliveryId: state.ids.uuid(),
    deliveredAt: new Date(state.now()).toISOString(),
  };
}

function checkAnswer(answer: Delivery['answer'], expected: string): readonly string[] {
  if (answer === null) return [];
  const problems: string[] = [];
  if (answer.status !== 200) problems.push(`The status is ${answer.status}, not 200.`);
  if (!/^application\/json\b/i.test(answer.contentType ?? ''))
    problems.push('The content-type is not application/json.');
  const challenge = readChallenge(answer.body);
  if (challenge === undefined) problems.push('The body is not a JSON object with a text "challenge".');
  else if (challenge !== expected)
    problems.push(
      '"challenge" is not the HMAC-SHA256 of the challenge in lower-case hex, keyed with the management token.',
    );
  return problems;
}

function readChallenge(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const answerBody: unknown =
      typeof value === 'object' && value !== null && 'challenge' in value ? value.challenge : undefined;
    return typeof answerBody === 'string' ? answerBody : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Sends a signed event to a callback on this machine: the one that is given, or a VEHICLE_STATE of a connected car.
 * @throws ControlInputError for a callback that is not on this machine, ControlNotFound for a car that is not connected
 */
export async function deliverEvent(
  state: SandboxState,
  application: Application,
  fields: Fields,
): Promise<Delivery & { readonly delivered: boolean }> {
  const { url, event: ordered, vehicleId } = readBody(deliverBody, fields);
  checkCallback(url);
  if (ordered === undefined && vehicleId === undefined) throw new ControlInputError('"vehicleId" is missing.');
  const event = ordered ?? vehicleState(state, application, vehicleId ?? '');
  const delivery = await deliver(application, url, JSON.stringify(event));
  const status = delivery.answer?.status;
  const isTaken = status !== undefined && status >= 200 && status < 300;
  const problems = [
    ...delivery.problems,
    ...(status === undefined || isTaken ? [] : [`The status is ${status}; only 2xx counts as delivered.`]),
  ];
  record(state, { url, event, delivery, isTaken });
  return { delivered: problems.length === 0, ...delivery, problems };
}

/** What was sent by order, and whether the callback took it. */
interface Sent {
  readonly url: string;
  readonly event: unknown;
  readonly delivery: Delivery;
  readonly isTaken: boolean;
}

// By order there is one try; what the sandbox sends by itself is tried again (webhooks/delivery-queue.ts).
function record(state: SandboxState, { url, event, delivery, isTaken }: Sent): void {
  const { eventId, eventType, vehicleId, eventName } = Object(event) as Readonly<Record<string, unknown>>;
  const id = typeof eventId === 'string' ? eventId : state.ids.uuid();
  const signature = delivery.sent.headers['sc-signature'] ?? '';
  recordDelivery(state, {
    eventId: id,
    eventType: text(eventType) ?? text(eventName)?.toUpperCase() ?? 'EVENT',
    vehicleId: text(vehicleId) ?? '',
    url,
    tells: ['by order'],
    tries: [
      { at: state.now(), deliveryId: deliveryIdOf(event) ?? id, signature, status: delivery.answer?.status ?? null },
    ],
    outcome: isTaken ? 'delivered' : 'dropped',
  });
}

function deliveryIdOf(event: unknown): string | undefined {
  const { meta: head } = Object(event) as { readonly meta?: unknown };
  return text((Object(head) as { readonly deliveryId?: unknown }).deliveryId);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function vehicleState(state: SandboxState, application: Application, name: string): unknown {
  const { id } = findVehicle(state, name);
  const { user, vehicle, signals } = webhookCar(state, application, id);
  const data = { user, vehicle, triggers: [], signals };
  return {
    eventId: state.ids.uuid(),
    eventType: 'VEHICLE_STATE',
    vehicleId: id,
    data,
    triggers: [{ type: 'FIRST_DELIVERY' }],
    meta: {
      ...meta(state, application),
      deliveredAt: state.now(),
      mode: eventMode(vehicle.mode),
      signalCount: signals.length,
    },
  };
}

async function deliver(application: Application, url: string, body: string): Promise<Delivery> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': webhookUserAgent,
    'sc-signature': sign(application.managementToken, body),
  };
  const sent = { headers, body };
  try {
    const response = await sendHttp({ method: 'POST', url, headers, body, signal: AbortSignal.timeout(timeoutMs) });
    return { sent, answer: describe(response), problems: [] };
  } catch (error) {
    const why = error instanceof Error && error.name === 'TimeoutError' ? 'within 15 seconds' : `(${codeOf(error)})`;
    return { sent, answer: null, problems: [`Nothing answered at ${url} ${why}.`] };
  }
}

function describe({ status, headers, body }: PlainResponse): Delivery['answer'] {
  return { status, contentType: headers['content-type'] ?? null, body: body.slice(0, 10_000) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

// The sandbox reaches nothing beyond this machine.
function checkCallback(url: string): void {
  if (isLoopbackUrl(url)) return;
  throw new ControlInputError(
    `"${url}" is not on this machine: a callback is http:// with localhost, 127.0.0.1 or [::1].`,
  );
}
