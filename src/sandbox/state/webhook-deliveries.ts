/** One try to deliver an event. */
export interface DeliveryTry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly deliveryId: string;
  readonly signature: string;
  /** Null where nothing answered. */
  readonly status: number | null;
}

/** An event that the sandbox sends, by itself or by order of the control API. */
export interface WebhookDeliveryRecord {
  readonly eventId: string;
  readonly eventType: string;
  readonly vehicleId: string;
  readonly url: string;
  /** What it tells, such as `PERMISSION:null ERROR`. */
  readonly tells: readonly string[];
  readonly tries: DeliveryTry[];
  outcome: 'pending' | 'delivered' | 'dropped';
}

/** Deliveries that the state keeps. */
const kept = 200;

/** Remembers a delivery; the oldest make way. */
export function recordDelivery(
  state: { readonly webhookDeliveries: WebhookDeliveryRecord[] },
  record: WebhookDeliveryRecord,
): void {
  state.webhookDeliveries.push(record);
  if (state.webhookDeliveries.length > kept) state.webhookDeliveries.shift();
}

/** What the owner of a subscribed car was last seen to allow, and which troubles were told of. */
export interface WatchedSubscription {
  /** Everything that the troubles follow from, as one text. */
  readonly seen: string;
  /** `TYPE:CODE` → signals. */
  readonly troubles: ReadonlyMap<string, readonly string[]>;
}
