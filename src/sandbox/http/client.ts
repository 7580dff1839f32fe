import http from 'node:http';
import { BoundedText } from './bounded-text.ts';

/** One request over loopback HTTP. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PlainResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** In milliseconds, until the answer is there whole: who drips its bytes is given up as well. */
const timeoutMs = 60_000;

/** Of an answer, in bytes: more than the state of a hundred thousand cars. */
const longestAnswer = 256 * 1024 * 1024;

/** Sends a request; redirects are not followed. Rejects when nothing answers. */
export function sendHttp(request: PlainRequest): Promise<PlainResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request(
      request.url,
      {
        method: request.method,
        agent: false,
        headers: request.headers,
        signal: request.signal,
      },
      (response) => {
        const body = new BoundedText(longestAnswer);
        response.on('data', (piece: Buffer) => {
          body.add(piece);
          if (body.isTooLong) outgoing.destroy(new Error('the answer is too long'));
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: body.text() }),
        );
      },
    );
    outgoing.once('upgrade', (_, socket) => {
      socket.destroy();
      reject(new Error('the answer is not HTTP'));
    });
    const timer = setTimeout(() => outgoing.destroy(new Error('the answer took too long')), timeoutMs);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}
