import type { KeyAnswer, KeyFetch } from '../key-facts.ts';
import { keyFinding } from '../key-findings.ts';
import { answerOf, type KeyCheck } from './key-check.ts';

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
      : [keyFinding('key-agent-dependent', [`program: ${describe(first)}`, `browser: ${describe(asBrowser)}`])];
  },
};

/** Bodies that were not read whole end at random places: they are not compared. */
function sameBody(one: KeyAnswer | undefined, other: KeyAnswer | undefined): boolean {
  return one?.ended !== 'complete' || one.digest === other?.digest;
}

function describe(fetch: KeyFetch): string {
  return fetch.answered ? `status ${fetch.answer.status}, ${fetch.answer.size} bytes` : fetch.failure;
}
