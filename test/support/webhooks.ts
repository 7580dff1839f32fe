import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Context } from '../../src/io/context.ts';
import { createWebhookTools } from '../../src/io/webhook/node-webhook-tools.ts';
import { rehearsal } from './rehearsal.ts';

/** The management token of these tests. */
export const managementToken = 'amt-of-the-tests';

/** @returns what Smartcar would put into SC-Signature */
export function signatureOf(body: string | Uint8Array, token = managementToken): string {
  return createHmac('sha256', token).update(body).digest('hex');
}

/** A state directory that goes with the test. */
export function stateHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'connect-cli-webhooks-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Real sockets, real cryptography, a state directory of the test's own. */
export function webhookContext(
  given: Partial<Context> & { readonly home?: string; readonly input?: string } = {},
): Partial<Context> {
  const { home = stateHome(), input = '', ...rest } = given;
  const env = { SMARTCAR_APP_MANAGEMENT_TOKEN: managementToken, CONNECT_CLI_HOME: home };
  return rehearsal({
    env,
    webhooks: createWebhookTools({ env, platform: 'linux', stdin: Readable.from([Buffer.from(input)]) }),
    ...rest,
  });
}

/** A request as a receiver got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a receiver says; `never` leaves the sender waiting, `end` says what becomes of the rest of its body. */
export type Reply =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly end?: 'never' | 'cut';
    }
  | 'never';

/** A developer's app. It keeps everything that it got. */
export async function startApp(
  reply: (request: Received) => Reply | Promise<Reply> = () => ({ status: 200 }),
): Promise<{ readonly url: string; readonly port: number; readonly received: Received[]; close(): void }> {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { method = '', url = '', rawHeaders, headers } = request;
      const got = { method, url, rawHeaders, headers, body: Buffer.concat(chunks) };
      received.push(got);
      const answer = await reply(got);
      if (answer === 'never') return;
      response.writeHead(answer.status, answer.headers ?? {});
      if (answer.end === undefined) return void response.end(answer.body ?? '');
      response.write(answer.body ?? '', () => {
        if (answer.end === 'cut') response.destroy();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  return { url: `http://localhost:${port}/hook`, port, received, close };
}

/** A port of this machine on which nothing listens. */
export async function deadPort(): Promise<number> {
  const app = await startApp();
  app.close();
  return app.port;
}
