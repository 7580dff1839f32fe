import { setTimeout as wait } from 'node:timers/promises';
import type { SandboxHandler, SandboxResponse } from './message.ts';

/**
 * The handler in the shape of `fetch`, without a socket. Redirects are answered, not followed.
 * @throws TypeError for an address of another origin: nothing leaves the process
 */
export async function answerFetch(
  { handle, origin }: { readonly handle: SandboxHandler; readonly origin: string },
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(typeof input === 'string' ? new URL(input, origin) : input, init);
  const url = new URL(request.url);
  if (url.origin !== origin) throw new TypeError(`The sandbox answers for ${origin}, not for ${url.origin}.`);
  const first = handle({
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });
  const answer = (await first.later) ?? first;
  if (answer.delayMs !== undefined) await wait(answer.delayMs, undefined, { signal: request.signal });
  const isEmpty = bodiless.has(answer.status) || request.method === 'HEAD';
  const body = bodyOf(answer);
  return new Response(isEmpty ? null : body, { status: answer.status, headers: answer.headers });
}

/** With these a Response takes no body, not even an empty one. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

function bodyOf({ body, bodyDelayMs, cutAfter }: SandboxResponse): string | ReadableStream<Uint8Array> {
  if (cutAfter !== undefined) return cutBody(body, cutAfter);
  return bodyDelayMs === undefined ? body : lateBody(body, bodyDelayMs);
}

function cutBody(text: string, cutAfter: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new TypeError('The connection was cut.'));
      else controller.enqueue(bytes.subarray(0, Math.max(0, Math.min(cutAfter, bytes.length - 1))));
      isSent = true;
    },
  });
}

function lateBody(text: string, delay: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await wait(delay);
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}
