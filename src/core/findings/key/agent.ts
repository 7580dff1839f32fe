import { finding } from '../finding.ts';
import type { KeyAnswer, KeyFetch } from './facts.ts';
import { answerOf, type KeyCheck } from './check.ts';

/** Hosts behind a bot protection answer browsers and turn programs away. */
export const keyAgentCheck: KeyCheck = {
  id: 'K10',
  title: 'a program gets what a browser gets',
  check: ({ first, asBrowser }) => {
    if (first === null || asBrowser === null) return undefined;
    const [program, browser] = [answerOf(first), answerOf(asBrowser)];
    if (program === undefined && browser === undefined) return [];
    const same = program?.status === browser?.status && program?.ended === browser?.ended && sameBody(program, browser);
    return same
      ? []
      : [finding('key-agent-dependent', [`program: ${describe(first)}`, `browser: ${describe(asBrowser)}`])];
  },
};

/** Bodies that were not read whole end at random places: they are not compared. */
function sameBody(program: KeyAnswer | undefined, browser: KeyAnswer | undefined): boolean {
  return program?.ended !== 'complete' || program.digest === browser?.digest;
}

function describe(fetch: KeyFetch): string {
  return fetch.answered ? `status ${fetch.answer.status}, ${fetch.answer.size} bytes` : fetch.failure;
}
