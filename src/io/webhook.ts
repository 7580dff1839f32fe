import type { Secret } from '../core/secret.ts';
import type { WebhookBody, WebhookSigner } from '../core/webhook/signer.ts';

/** Header names and values in turn, as they stand on the wire: case, order and repetitions are kept. */
export type RawHeaders = readonly string[];

/** A delivery that reached the path of the receiver whole. */
export interface IncomingDelivery {
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly headers: RawHeaders;
  readonly body: WebhookBody;
}

/** What the sender of a delivery is told. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: string | Uint8Array;
}

/** Where a receiver listens, and what it does with a delivery. */
export interface ReceiverOptions {
  /** 0 asks for any free port. */
  readonly port: number;
  /** Exact path, with its leading slash. */
  readonly path: string;
  /** What must not wait behind other deliveries; told from the body by next to no work. */
  readonly isUrgent: (body: WebhookBody) => boolean;
  /** Never rejects. Several deliveries are answered at the same time. */
  readonly answer: (delivery: IncomingDelivery) => Promise<DeliveryAnswer>;
  /** Told of each request that became no delivery. */
  readonly onDropped: (reason: DroppedRequest) => void;
}

/** Why a request became no delivery: where it went, what it was, or what the receiver could not bear. */
export type DroppedRequest =
  | 'path'
  | 'method'
  | 'too-large'
  | 'crowded'
  | 'broken'
  | 'oversized'
  | 'unfinished'
  | 'malformed'
  | 'half-open';

/** A receiver that listens on this machine alone. */
export interface WebhookReceiver {
  readonly url: string;
  /** Takes nothing new; resolves once every delivery that came whole was answered. */
  close(): Promise<void>;
}

/** A judged address: the name in it is not looked up again. */
export interface WebhookTarget {
  readonly url: string;
  readonly addresses: readonly { readonly address: string; readonly family: number }[];
}

/** One POST to a receiver. Redirects are not followed, proxies not used. */
export interface OutgoingDelivery {
  readonly target: WebhookTarget;
  /** Sent as they are; Host and Content-Length of the target and the body take the place of given ones. */
  readonly headers: RawHeaders;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a receiver answered. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Uint8Array;
  readonly milliseconds: number;
}

/** A delivery that is kept to be sent again. Headers that carry secrets are not in it. */
export interface KeptDelivery {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly signature: 'valid' | 'invalid' | 'missing';
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly userId: string | null;
  readonly vehicleId: string | null;
  readonly headers: RawHeaders;
  readonly body: Uint8Array;
  /** Where the listener sent it. */
  readonly forwardTo: string | null;
}

/** The newest deliveries, in the state directory. */
export interface DeliveryStore {
  /**
   * Resolves when it is written; makes room by dropping the oldest.
   * @throws CliError STORE_UNAVAILABLE
   */
  keep(delivery: KeptDelivery): Promise<void>;
  /** @returns the oldest first */
  list(): Promise<readonly KeptDelivery[]>;
}

/** Everything about webhooks that needs the network, the disk or cryptography. */
export interface WebhookTools {
  /**
   * Reads the bytes of a file, or of standard input where no path is given.
   * @throws CliError NOT_FOUND or INVALID_VALUE
   */
  readBody(path?: string): Promise<WebhookBody>;
  createSigner(managementToken: Secret): Promise<WebhookSigner>;
  /** @throws CliError PORT_UNAVAILABLE */
  listen(options: ReceiverOptions): Promise<WebhookReceiver>;
  /**
   * Looks a name up, once, and judges where it leads. No connection is opened.
   * @throws CliError INVALID_VALUE for no http address, SECURITY for one outside this machine and private networks,
   *   NETWORK for a name that does not resolve
   */
  resolveTarget(url: string, options: { readonly allowPublic: boolean }): Promise<WebhookTarget>;
  /** @throws CliError NETWORK when no answer came, TIMED_OUT when it took too long */
  send(delivery: OutgoingDelivery): Promise<ReceiverAnswer>;
  openDeliveries(): Promise<DeliveryStore>;
}
