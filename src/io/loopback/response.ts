import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { pageStyle } from './page-style.ts';

const styleHash = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`;

/** Sent with everything: nothing is stored, framed, referred, sniffed or loaded from elsewhere. */
const fixedHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': `default-src 'none'; style-src ${styleHash}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
} as const;

/** What {@link sendPage} works on. */
export interface SendPageInput {
  readonly response: ServerResponse;
  readonly status: number;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Answers and lets go of the connection: a browser's open socket must not outlive the wait. */
export function sendPage({ response, status, html, headers = {} }: SendPageInput): void {
  const body = Buffer.from(html, 'utf8');
  response.writeHead(status, {
    ...fixedHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(body.length),
    connection: 'close',
    ...headers,
  });
  response.end(body);
}

/** Answers with a status and headers alone, and closes the connection. */
export function sendEmpty(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...fixedHeaders, 'content-length': '0', connection: 'close', ...headers });
  response.end();
}
