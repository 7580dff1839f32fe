import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event that was rightly signed. */
export interface ReceivedEvent {
  readonly eventType: string;
  readonly body: unknown;
}

/**
 * A webhook callback, written from Smartcar's pages on verification and delivery: VERIFY is answered with the hashed
 * challenge, everything else must carry `SC-Signature`, the HMAC-SHA256 of the raw body in hex.
 */
export class WebhookReceiver {
  readonly events: ReceivedEvent[] = [];
  /** Deliveries with a wrong signature or none. */
  refused = 0;
  readonly #managementToken: string;
  readonly #server: Server;

  constructor(managementToken: string) {
    this.#managementToken = managementToken;
    this.#server = createServer((request, response) => void this.#receive(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/webhook`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const body = JSON.parse(raw.toString('utf8')) as { eventType: string; data?: { challenge?: string } };
    if (body.eventType === 'VERIFY') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ challenge: this.#sign(body.data?.challenge ?? '') }));
    } else if (this.#isSigned(raw, request.headers['sc-signature'])) {
      this.events.push({ eventType: body.eventType, body });
      response.end();
    } else {
      this.refused += 1;
      response.writeHead(401).end();
    }
  }

  #sign(text: string | Buffer): string {
    return createHmac('sha256', this.#managementToken).update(text).digest('hex');
  }

  #isSigned(raw: Buffer, signature: string | readonly string[] | undefined): boolean {
    const expected = Buffer.from(this.#sign(raw));
    const given = Buffer.from(String(signature));
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
