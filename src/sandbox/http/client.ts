import http from 'node:http';

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

const timeoutMs = 30_000;

/** Sends a request; redirects are not followed. Rejects when nothing answers. */
export function sendHttp(request: PlainRequest): Promise<PlainResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request(
      request.url,
      {
        method: request.method,
        agent: false,
        timeout: timeoutMs,
        headers: request.headers,
        signal: request.signal,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('the answer took too long')));
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}
