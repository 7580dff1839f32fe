/** When an event came first. */
export interface FirstDelivery {
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly deliveryId: string | null;
}

/** So many events are remembered; Smartcar sends one again within three minutes. */
const memory = 20_000;

/** Remembers the events of one run, the newest of them. */
export class RecentEvents {
  readonly #first = new Map<string, FirstDelivery>();

  /** @returns the first delivery of this event, if this is not it */
  meet(eventId: string, delivery: FirstDelivery): FirstDelivery | undefined {
    const before = this.#first.get(eventId);
    if (before !== undefined) return before;
    this.#first.set(eventId, delivery);
    if (this.#first.size > memory) {
      const [oldest] = this.#first.keys();
      if (oldest !== undefined) this.#first.delete(oldest);
    }
    return undefined;
  }
}
