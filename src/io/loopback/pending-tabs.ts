import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackPage } from '../context.ts';
import { renderOutcome, renderWaiting } from './page.ts';
import { sendPage } from './response.ts';
import type { SocketPool } from './sockets.ts';

/** How long the first request for the outcome is held before the waiting page is shown: long enough for a quick exchange. */
const shortWaitMs = 400;
/** How long the waiting page's own request is held; below the minute after which proxies and browsers give up. */
const longWaitMs = 25_000;
/** A browser that was sent on comes back within milliseconds; one that was closed never does. */
const returnWithinMs = 1_500;
/** Time for the last bytes of the page to leave. */
const flushWithinMs = 250;
/** Tabs that may wait at once. */
const maximumHeld = 32;

/** Holds the tabs that wait for the outcome. */
export interface PendingTabs {
  /** A browser was sent on and will ask for the outcome next. */
  expect(request: IncomingMessage, response: ServerResponse): void;
  /** Shows the outcome; if it isn't known yet, waits for it, then sends the waiting page, which asks again. */
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    options: { readonly nextPath: string; readonly wait: 'short' | 'long' },
  ): void;
  /** Tells all who wait; resolves when the page has left, or at once when nobody is expected. */
  finish(page: CallbackPage): Promise<void>;
}

/** Where browsers wait for the truth: no page says "success" before the outcome is known. */
export function createPendingTabs(sockets: SocketPool): PendingTabs {
  const held = new Map<ServerResponse, NodeJS.Timeout>();
  const deliveries: Promise<void>[] = [];
  let outcome: string | undefined;
  let expected = false;
  let announceDelivery: (() => void) | undefined;

  const deliver = (response: ServerResponse, html: string): void => {
    expected = false;
    deliveries.push(leaveOf(response, sockets));
    sendPage({ response, status: 200, html });
    announceDelivery?.();
  };
  const release = (response: ServerResponse): void => {
    clearTimeout(held.get(response));
    held.delete(response);
  };
  const expect = (request: IncomingMessage): void => {
    expected ||= isBrowser(request);
  };

  return {
    expect,
    serve(request, response, { nextPath, wait }) {
      if (outcome !== undefined) return deliver(response, outcome);
      const sendWaiting = (): void => {
        release(response);
        expect(request);
        sendPage({ response, status: 200, html: renderWaiting(nextPath) });
      };
      if (held.size >= maximumHeld) return sendWaiting();
      sockets.protect(response.socket);
      held.set(response, setTimeout(sendWaiting, wait === 'long' ? longWaitMs : shortWaitMs).unref());
      response.once('close', () => release(response));
    },
    async finish(page) {
      outcome = renderOutcome(page);
      const waiting = [...held.keys()];
      for (const response of waiting) {
        release(response);
        deliver(response, outcome);
      }
      if (expected) await within(returnWithinMs, (done) => (announceDelivery = done));
      await Promise.all(deliveries);
    },
  };
}

/** Resolves when the whole response has left and the other side has closed, or cannot be waited for any longer. */
function leaveOf(response: ServerResponse, sockets: SocketPool): Promise<void> {
  const { socket } = response;
  return new Promise((resolve) => {
    response.once('close', () => resolve(sockets.closed(socket, flushWithinMs)));
  });
}

/** Programs that fetch the callback (scripts, tests, a played owner) take the redirect as the end of it. */
function isBrowser({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-mode'] === 'navigate' || /text\/html/.test(headers.accept ?? '');
}

function within(milliseconds: number, start: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    start(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
