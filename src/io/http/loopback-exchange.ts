import { request as startRequest, type IncomingMessage } from 'node:http';
import type { HttpRequest, HttpResponse } from '../context.ts';
import { flattenHeaders, readBody } from './body.ts';

/** One exchange with a server on this machine, such as the sandbox: no TLS, no proxy, no undici to load. */
export async function exchangeOnLoopback(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
  const response = await send(request, signal);
  const status = response.statusCode ?? 0;
  return { status, headers: flattenHeaders(response.headers), body: await readBody(response, status) };
}

function send(request: HttpRequest, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const body = request.body === undefined ? undefined : Buffer.from(request.body, 'utf8');
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const outgoing = startRequest(request.url, {
      method: request.method,
      headers: { ...request.headers, ...length },
      // A connection that is kept open would hold the process, or a sandbox that wants to stop.
      agent: false,
      signal,
    });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
    // Without a listener, whoever switches to another protocol is hung up on, and nobody is told.
    outgoing.once('upgrade', (_, socket) => {
      socket.destroy();
      reject(Object.assign(new Error('switched to another protocol'), { code: 'SWITCHED_PROTOCOL' }));
    });
    outgoing.end(body);
  });
}
