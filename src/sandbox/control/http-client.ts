import http from 'node:http';

/** One request over loopback HTTP. */
export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface PlainResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** @returns true for plain HTTP on this machine. Credentials in front of the host and other names do not pass. */
export function isLoopbackUrl(url: string): boolean {
  return /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=[/?#]|$)/i.test(url) && URL.canParse(url);
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
        headers: {
          ...request.headers,
          ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }),
        },
        ...(request.signal === undefined ? {} : { signal: request.signal }),
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
