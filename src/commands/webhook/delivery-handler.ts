import { finding, type Finding } from '../../core/findings/finding.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import type { MappingEdition } from '../../core/providers/provider.ts';
import { answerChallenge } from '../../core/webhook/challenge.ts';
import { checkSignature } from '../../core/webhook/check-signature.ts';
import { signatureFindings } from '../../core/webhook/check.ts';
import type { WebhookEventDocument } from '../../core/webhook/documents.ts';
import { readEvent, type WebhookEvent } from '../../core/webhook/event.ts';
import { explainEvent } from '../../core/webhook/explain-event.ts';
import { rawHeader } from '../../core/webhook/raw-header.ts';
import { signatureHeader, type WebhookSigner } from '../../core/webhook/signer.ts';
import type { Context } from '../../io/context.ts';
import type { DeliveryAnswer, DeliveryStore, IncomingDelivery, KeptDelivery, WebhookTarget } from '../../io/webhook.ts';
import { forward } from './forward.ts';
import { RecentEvents } from './recent-events.ts';

/** What the handler works with. */
export interface DeliveryHandlerOptions {
  readonly signer: WebhookSigner;
  readonly edition: MappingEdition;
  readonly store: DeliveryStore;
  /** The app behind the listener. */
  readonly target: WebhookTarget | undefined;
  /** Resolves when the line has left. */
  readonly print: (event: WebhookEventDocument) => Promise<void>;
  readonly onPrintFailure: (error: unknown) => void;
  /** Told once when deliveries cannot be kept. */
  readonly onStoreFailure: (error: unknown) => void;
}

/** Answers deliveries, one by one and several at a time. */
export interface DeliveryHandler {
  answer(delivery: IncomingDelivery): Promise<DeliveryAnswer>;
  /** Resolves when everything that was answered is kept and printed. */
  settled(): Promise<void>;
}

type Signature = WebhookEventDocument['signature'];

/** A delivery with what is known of it before anything is done. */
interface Judged {
  readonly delivery: IncomingDelivery;
  readonly id: string;
  readonly event: WebhookEvent;
  readonly signature: Signature;
}

/** What the line of a delivery says beside what the delivery says itself. */
type Said = Pick<WebhookEventDocument, 'findings' | 'next' | 'forwarded'>;

/** Bodies beyond that are not tried in other forms: a sender of forged ones would keep the processor busy. In bytes. */
const longestAnalysed = 64 * 1024;

/** A longer delivery is kept before it is answered: a slow disk must not gather many of them. In bytes. */
const longestUnkept = 4096;

/** Lines that a slow reader may leave waiting before a delivery is answered only after its own; VERIFY has more room. */
const longestBacklog = { event: 1000, verify: 10_000 } as const;

/** Takes deliveries: answers VERIFY, refuses what is not rightly signed, hands the rest to the app. */
export function createDeliveryHandler(
  ctx: Pick<Context, 'webhooks' | 'clock' | 'random'>,
  options: DeliveryHandlerOptions,
): DeliveryHandler {
  const { signer, target } = options;
  const recent = new RecentEvents();
  const record = createRecord(options);
  const note = async (judged: Judged, findings: readonly Finding[]): Promise<void> => {
    const kept = record.keep(judged);
    if (judged.delivery.body.bytes.length > longestUnkept) await kept;
    await record.print(judged, { findings, next: [], forwarded: null }, kept);
  };

  return {
    async answer(delivery) {
      const judged = judge(delivery, signer, ctx.random.uuid());
      const { event, signature } = judged;
      if (signature === 'invalid') {
        await note(judged, faults(delivery, event, signer));
        return refusal(401, 'The signature does not match.');
      }
      const challenge = answerChallenge(event, signature === 'valid', signer);
      if (challenge.kind === 'answer') {
        await note(judged, []);
        return { status: 200, headers: jsonHeaders, body: challenge.body };
      }
      if (challenge.kind === 'refuse') {
        await note(judged, [finding('webhook-challenge-refused', [])]);
        return refusal(400, 'This challenge could be an event, and it is not signed.');
      }
      if (signature === 'missing') {
        await note(judged, faults(delivery, event, signer));
        return refusal(401, 'There is no SC-Signature.');
      }
      return take(judged);
    },
    settled: record.settled,
  };

  async function take(judged: Judged): Promise<DeliveryAnswer> {
    const { delivery, event } = judged;
    const explained = explainEvent(event, { provider: smartcar, edition: options.edition });
    const findings = [...notJson(event), ...repeated(recent, judged), ...explained.findings];
    const forwarding = target === undefined ? undefined : forward(ctx, target, delivery);
    const [forwarded] = await Promise.all([forwarding, record.keep(judged)]);
    await record.print(judged, { findings, next: explained.next, forwarded: forwarded?.forwarding ?? null });
    return forwarded?.answer ?? { status: 200, headers: jsonHeaders, body: '{}' };
  }
}

/** What is left of deliveries: each kept in a file and printed in a line. */
interface DeliveryRecord {
  keep(judged: Judged): Promise<void>;
  /** Resolves at once, unless too much is waiting to be read. */
  print(judged: Judged, said: Said, kept?: Promise<void>): Promise<void>;
  settled(): Promise<void>;
}

function createRecord(options: DeliveryHandlerOptions): DeliveryRecord {
  const printing = new Set<Promise<void>>();
  let isStoreBroken = false;
  return {
    async keep(judged) {
      try {
        await options.store.keep(describeKept(judged, options.target));
      } catch (error) {
        if (!isStoreBroken) options.onStoreFailure(error);
        isStoreBroken = true;
      }
    },
    async print(judged, said, kept) {
      const backlog = judged.event.challenge === null ? longestBacklog.event : longestBacklog.verify;
      // Without the body, which would stay in memory for as long as nobody reads.
      const document = describe(judged, said);
      const work = (async () => {
        await kept;
        await options.print(document);
      })().catch(options.onPrintFailure);
      printing.add(work);
      const printed = work.then(() => void printing.delete(work));
      if (printing.size > backlog) await printed;
    },
    async settled() {
      while (printing.size > 0) await Promise.all(printing);
    },
  };
}

function describeKept({ delivery, id, event, signature }: Judged, target: WebhookTarget | undefined): KeptDelivery {
  return {
    id,
    receivedAt: delivery.receivedAt,
    signature,
    eventId: event.eventId,
    eventType: event.eventType,
    userId: event.userId,
    vehicleId: event.vehicleId,
    headers: delivery.headers,
    body: delivery.body.bytes,
    forwardTo: target?.url ?? null,
  };
}

function notJson({ isJson }: WebhookEvent): readonly Finding[] {
  return isJson ? [] : [finding('webhook-not-json', [])];
}

const jsonHeaders = ['Content-Type', 'application/json'] as const;

function refusal(status: number, error: string): DeliveryAnswer {
  return { status, headers: jsonHeaders, body: JSON.stringify({ error }) };
}

function judge(delivery: IncomingDelivery, signer: WebhookSigner, uuid: string): Judged {
  const { body, headers } = delivery;
  const sentSignature = rawHeader(headers, signatureHeader)?.trim() ?? '';
  const signature =
    sentSignature === '' ? 'missing' : signer.isSame(sentSignature, signer.sign(body.bytes)) ? 'valid' : 'invalid';
  // Twelve digits are short enough to type and enough to tell millions apart.
  return { delivery, id: uuid.replaceAll('-', '').slice(0, 12), event: readEvent(body.text), signature };
}

function faults({ body, headers }: IncomingDelivery, event: WebhookEvent, signer: WebhookSigner): readonly Finding[] {
  const signature = rawHeader(headers, signatureHeader);
  if (body.bytes.length > longestAnalysed && signature !== undefined)
    return [finding('webhook-wrong-token-or-body', [`${body.bytes.length} bytes: too long to try other forms`])];
  return signatureFindings(checkSignature(body, signature, signer), event);
}

function repeated(recent: RecentEvents, { event, delivery }: Judged): readonly Finding[] {
  if (event.eventId === null) return [];
  const receivedAt = new Date(delivery.receivedAt).toISOString();
  const first = recent.meet(event.eventId, { receivedAt, deliveryId: event.deliveryId });
  if (first === undefined) return [];
  const { deliveryId } = event;
  return [
    finding('webhook-repeated', [
      `event: ${event.eventId}`,
      `first: ${first.receivedAt}${first.deliveryId === null ? '' : `, delivery ${first.deliveryId}`}`,
      ...(deliveryId === null ? [] : [`now: delivery ${deliveryId}`]),
    ]),
  ];
}

function describe({ delivery, id, event, signature }: Judged, said: Said): WebhookEventDocument {
  return {
    schemaVersion: 1,
    kind: 'webhook-event',
    id,
    receivedAt: new Date(delivery.receivedAt).toISOString(),
    eventId: event.eventId,
    eventType: event.eventType,
    signature,
    userId: event.userId,
    vehicleId: event.vehicleId,
    findings: said.findings,
    forwarded: said.forwarded,
    warnings: [],
    next: said.next,
  };
}
