import type { Clock, HttpRequest, HttpResponse, HttpTransport } from '../../src/io/context.ts';

/** What the scripted server does next: answers, or fails. */
export type ScriptedAnswer = Partial<HttpResponse> | Error;

export interface ScriptedHttp {
  readonly http: HttpTransport;
  readonly requests: readonly HttpRequest[];
}

/** Answers request after request from a list; one too many fails the test. */
export function scriptHttp(answers: readonly ScriptedAnswer[]): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    http: async (request) => {
      const answer = answers[requests.length];
      requests.push(request);
      if (answer === undefined) throw new Error(`unexpected request ${request.method} ${request.url}`);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: {}, body: '', ...answer };
    },
  };
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** A clock that stands still but while somebody sleeps, and keeps how long they slept. */
export function steppingClock(
  start = 0,
): Clock & { readonly slept: readonly number[]; advance(milliseconds: number): void } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    advance: (milliseconds) => void (now += milliseconds),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}
