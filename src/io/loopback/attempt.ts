import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackPage, CallbackRequest, LoopbackOptions } from '../context.ts';
import { admit, type Refusal, type Site } from './admit.ts';
import { sendNotice } from './notices.ts';
import { createPendingTabs, type PendingTabs } from './pending-tabs.ts';
import { renderNotice } from './page.ts';
import { sendEmpty, sendPage } from './response.ts';
import type { SocketPool } from './sockets.ts';

/** One wait for one answer of Connect. Knows nothing of ports. */
export interface Attempt {
  handle(request: IncomingMessage, response: ServerResponse, site: Site): void;
  /** Counts a request that never became one. */
  count(reason: Refusal): void;
  callback(signal: AbortSignal): Promise<CallbackRequest>;
  rejected(): Readonly<Record<string, number>>;
  finish(page: CallbackPage): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Creates the state of one attempt: it takes the first true callback and counts what it turned away. */
export function createAttempt(options: Pick<LoopbackOptions, 'accept' | 'entry'>, sockets: SocketPool): Attempt {
  const counts = new Map<Refusal, number>();
  const tabs = createPendingTabs(sockets);
  const answer = createFirstAnswer();

  const count = (reason: Refusal): void => void counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const refuse = (response: ServerResponse, status: number, reason: Refusal): void => {
    count(reason);
    sendNotice(response, status, reason);
  };

  const receive = ({ request, response }: Exchange, query: string, site: Site): void => {
    if (!isAccepted(options.accept, query)) return refuse(response, 400, 'state');
    if (!answer.give({ query })) return refuse(response, 409, 'repeated');
    tabs.expect(request, response);
    sendEmpty(response, 303, { location: site.outcomePath });
  };

  const enter = (response: ServerResponse): void => {
    const target = options.entry();
    if (answer.given()) return refuse(response, 410, 'repeated');
    if (target !== undefined) return sendEmpty(response, 302, { location: target });
    sendPage({
      response,
      status: 503,
      html: renderNotice('One moment', 'connect-cli is still preparing the link. Reload this page.'),
    });
  };

  return {
    handle(request, response, site) {
      const admission = admit(
        {
          method: request.method ?? '',
          target: request.url ?? '',
          headers: request.headers,
          hostLines: countHostLines(request.rawHeaders),
        },
        site,
      );
      switch (admission.kind) {
        case 'refused':
          return refuse(response, admission.status, admission.reason);
        case 'icon':
          return sendEmpty(response, 204);
        case 'entry':
          return enter(response);
        case 'callback':
          return receive({ request, response }, admission.query, site);
        case 'outcome':
        case 'final':
          if (!answer.given()) return refuse(response, 404, 'path');
          return serveOutcome({ tabs, kind: admission.kind, request, response, site });
      }
    },
    count,
    callback: (signal) => answer.wait(signal),
    rejected: () => Object.fromEntries(counts),
    finish: (page) => tabs.finish(page),
  };
}

interface ServeOutcomeInput {
  readonly tabs: PendingTabs;
  readonly kind: 'outcome' | 'final';
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly site: Site;
}

function serveOutcome({ tabs, kind, request, response, site }: ServeOutcomeInput): void {
  tabs.serve(request, response, { nextPath: site.finalPath, patience: kind === 'final' ? 'long' : 'short' });
}

/** A judge that throws has not accepted: a hostile query must not end the wait that way either. */
function isAccepted(accept: (query: string) => boolean, query: string): boolean {
  try {
    return accept(query);
  } catch {
    return false;
  }
}

function countHostLines(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
}

interface FirstAnswer {
  /** @returns false if there was one before */
  give(answer: CallbackRequest): boolean;
  given(): boolean;
  wait(signal: AbortSignal): Promise<CallbackRequest>;
}

function createFirstAnswer(): FirstAnswer {
  let first: CallbackRequest | undefined;
  let announce: (answer: CallbackRequest) => void;
  const arrival = new Promise<CallbackRequest>((resolve) => {
    announce = resolve;
  });
  return {
    give(answer) {
      if (first !== undefined) return false;
      first = answer;
      announce(answer);
      return true;
    },
    given: () => first !== undefined,
    wait(signal) {
      return new Promise((resolve, reject) => {
        const abort = (): void => reject(signal.reason);
        if (signal.aborted) return abort();
        signal.addEventListener('abort', abort, { once: true });
        void arrival.then((answer) => {
          signal.removeEventListener('abort', abort);
          resolve(answer);
        });
      });
    },
  };
}
