import { connect, type Socket } from 'node:net';

/** An answer, taken apart no further than a test needs. */
export interface RawResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends exactly these bytes, as no HTTP client would, and reads until the other side closes. */
export async function sendRaw(port: number, bytes: string, host = '127.0.0.1'): Promise<RawResponse> {
  const socket = await openSocket(port, host);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.on('error', () => undefined);
    socket.write(bytes);
  });
  return parseResponse(Buffer.concat(chunks).toString('utf8'));
}

/** A GET with exactly these headers; `Host` is right unless given. */
export function get(
  port: number,
  target: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawResponse> {
  return request('GET', port, target, headers);
}

export function request(
  method: string,
  port: number,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<RawResponse> {
  const lines = Object.entries({ Host: `localhost:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return sendRaw(port, `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** @returns a connected socket that sends nothing by itself */
export function openSocket(port: number, host = '127.0.0.1'): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

function parseResponse(text: string): RawResponse {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map(
    (line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
  );
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers: new Map(headers), body: rest.join('\r\n\r\n') };
}
