import { finding, type Finding } from '../finding.ts';
import type { KeyAnswer, KeyFetch } from './facts.ts';
import { answerOf, quote, type KeyCheck } from './check.ts';

const day = 24 * 60 * 60;

/** A host that answers differently from one fetch to the next fails now and then only. */
export const keyStabilityCheck: KeyCheck = {
  id: 'K11',
  title: 'every fetch gives the same, without cookies',
  check: ({ first, repeats }) => {
    const answer = answerOf(first);
    if (first === null || answer === undefined) return undefined;
    const findings: Finding[] = [];
    const seen = [first, ...repeats].map(describe);
    if (new Set(seen).size > 1) findings.push(finding('key-unstable', seen));
    if (answer.setsCookie) findings.push(finding('key-cookie-challenge', [`status ${answer.status} with Set-Cookie`]));
    if (cachedFor(answer) > day) findings.push(finding('key-cached-long', [quote(answer.cacheControl ?? '')]));
    return findings;
  },
};

/** Enough to tell two answers apart. Bodies that were not read whole count by how they ended. */
function describe(fetch: KeyFetch): string {
  if (!fetch.answered) return fetch.failure;
  const { status, ended, digest } = fetch.answer;
  return ended === 'complete' ? `status ${status}, SHA-256 ${digest.slice(0, 12)}` : `status ${status}, ${ended}`;
}

/** Seconds for which shared caches may keep the answer. */
function cachedFor({ cacheControl }: KeyAnswer): number {
  const text = cacheControl ?? '';
  const age = /\bs-maxage=(\d+)/i.exec(text) ?? /\bmax-age=(\d+)/i.exec(text);
  return age === null ? 0 : Number(age[1]);
}
