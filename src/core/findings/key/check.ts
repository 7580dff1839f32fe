import type { Finding } from '../finding.ts';
import { privateKeyForm } from '../../tesla/private-key.ts';
import type { KeyAnswer, KeyFetch, KeyHostFacts, PublicKeyReading } from './facts.ts';

/** One check of a hosted key. */
export interface KeyCheck {
  /** `K` and its place in the list. */
  readonly id: string;
  /** What is checked, as a short claim that holds when all is well. */
  readonly title: string;
  /** @returns what was found, or `undefined` when the facts do not allow the check. */
  readonly check: (facts: KeyHostFacts, expected: PublicKeyReading | null) => readonly Finding[] | undefined;
}

/** @returns the answer of a fetch, or `undefined`. */
export function answerOf(fetch: KeyFetch | null | undefined): KeyAnswer | undefined {
  return fetch?.answered === true ? fetch.answer : undefined;
}

/** @returns the first answer if it is a 200: only then its body is what Tesla would read. */
export function servedFile(facts: KeyHostFacts): KeyAnswer | undefined {
  const answer = answerOf(facts.first);
  return answer?.status === 200 ? answer : undefined;
}

/** @returns the form of a private key in the answer, under whatever compression it lies, or `undefined`. */
export function privateKeyIn({ body, inner }: Pick<KeyAnswer, 'body' | 'inner'>): string | undefined {
  return privateKeyForm(body) ?? privateKeyForm(inner ?? '');
}

/** A name or header from outside, cut and without control characters, in quotes. */
export function quote(text: string): string {
  const clean = text.replace(/\p{Cc}+/gu, ' ');
  return `"${clean.length > 200 ? `${clean.slice(0, 200)}…` : clean}"`;
}
