import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AcceptedCallback, CallbackAdmission } from '../../core/connect/admission.ts';
import type { CallbackPage, LoopbackOptions } from '../context.ts';
import type { TurnedAway, TurnedAwayCounts } from '../../core/connect/turned-away.ts';
import { admit, type Site } from './admit.ts';
import { sendNotice } from './notices.ts';
import { createPendingTabs, type PendingTabs } from './pending-tabs.ts';
import { renderNotice } from './page.ts';
import { sendEmpty, sendPage } from './response.ts';
import type { SocketPool } from './sockets.ts';

/** One wait for one answer of Connect. Knows nothing of ports. */
export interface Attempt {
  handle(request: IncomingMessage, response: ServerResponse, site: Site): void;
  /** Counts a request that never became one. */
  count(reason: TurnedAway): void;
  /** Says where the short link leads. */
  setEntry(url: string): void;
  callback(signal: AbortSignal): Promise<AcceptedCallback>;
  rejected(): TurnedAwayCounts;
  /** Tells of every request that was turned away, earlier kinds included. */
  watch(listener: (reason: TurnedAway) => void): void;
  finish(page: CallbackPage): Promise<void>;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Creates the state of one attempt: it takes the first true callback and counts what it turned away. */
export function createAttempt(options: Pick<LoopbackOptions, 'accept'>, sockets: SocketPool): Attempt {
  const counts = new Map<TurnedAway, number>();
  const tabs = createPendingTabs(sockets);
  const answer = createFirstAnswer();
  let entry: string | undefined;
  let isEntered = false;

  let announce: (reason: TurnedAway) => void = () => undefined;
  const count = (reason: TurnedAway): void => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    announce(reason);
  };
  const refuse = (response: ServerResponse, status: number, reason: TurnedAway): void => {
    count(reason);
    sendNotice(response, status, reason);
  };

  const receive = ({ request, response }: Exchange, query: string, site: Site): void => {
    const admission = judge(options.accept, query);
    if (!admission.accepted) return refuse(response, 400, admission.reason);
    if (!answer.give(admission.callback)) return refuse(response, 409, 'repeated');
    tabs.expect(request, response);
    sendEmpty(response, 303, { location: site.outcomePath });
  };

  const enter = (response: ServerResponse): void => {
    if (isEntered) return refuse(response, 404, 'spent-link');
    if (answer.given()) return refuse(response, 410, 'repeated');
    if (entry !== undefined) {
      isEntered = true;
      return sendEmpty(response, 302, { location: entry });
    }
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
    setEntry: (url) => void (entry = url),
    callback: (signal) => answer.wait(signal),
    rejected: () => counts,
    watch(listener) {
      announce = listener;
      for (const reason of counts.keys()) listener(reason);
    },
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
  tabs.serve(request, response, { nextPath: site.finalPath, wait: kind === 'final' ? 'long' : 'short' });
}

/** A judge that throws has not accepted: a hostile query must not end the wait that way either. */
function judge(accept: LoopbackOptions['accept'], query: string): CallbackAdmission {
  try {
    return accept(query);
  } catch {
    return { accepted: false, reason: 'other-state' };
  }
}

function countHostLines(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
}

interface FirstAnswer {
  /** @returns false if there was one before */
  give(answer: AcceptedCallback): boolean;
  given(): boolean;
  wait(signal: AbortSignal): Promise<AcceptedCallback>;
}

function createFirstAnswer(): FirstAnswer {
  let first: AcceptedCallback | undefined;
  let announce: (answer: AcceptedCallback) => void;
  const arrival = new Promise<AcceptedCallback>((resolve) => {
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
