import type { Expectation, FieldReport } from './report.ts';

/** `weak`: right, but something that the person needs is missing. `unknown`: the tool says that it does not know. */
export type Verdict = 'good' | 'weak' | 'wrong' | 'unknown';

/** What a command answered. */
export interface Answer {
  /** Everything that it printed. */
  readonly text: string;
  readonly codes: readonly string[];
  readonly issuer: string | null;
  readonly next: readonly string[];
  readonly isKnown: boolean;
  /** The answer says of itself that the sender is not certain. */
  readonly isUnsure: boolean;
}

/** Judges one answer; `missing` says what a weak or wrong one lacks or has too much. */
export function judge(answer: Answer, { expect }: FieldReport): { verdict: Verdict; missing: readonly string[] } {
  const wrong = faults(answer, expect);
  if (wrong.length > 0) return { verdict: 'wrong', missing: wrong };
  if (expect.unknown === true) return { verdict: 'good', missing: [] };
  if (!answer.isKnown) return { verdict: 'unknown', missing: [] };
  const missing = gaps(answer, expect);
  return { verdict: missing.length === 0 ? 'good' : 'weak', missing };
}

function faults(answer: Answer, { never = [], codes, issuer, unknown, unsure }: Expectation): readonly string[] {
  const said = never.filter((pattern) => new RegExp(pattern).test(answer.text)).map((pattern) => `says ${pattern}`);
  if (!answer.isKnown) return said;
  const isOther = codes !== undefined && !codes.some((code) => answer.codes.includes(code));
  const isOtherParty = issuer !== undefined && answer.issuer !== issuer && !answer.isUnsure;
  return [
    ...said,
    ...(unknown === true ? [`is sure of ${answer.codes.join()}`] : []),
    ...(isOther ? [`explains ${answer.codes.join()}`] : []),
    ...(isOtherParty ? [`names ${answer.issuer}`] : []),
    ...(unsure === true && !answer.isUnsure ? ['is sure of a sender'] : []),
  ];
}

function gaps(answer: Answer, { codes = [], issuer, next = [], says = [] }: Expectation): readonly string[] {
  return [
    ...codes.filter((code) => !answer.codes.includes(code)).map((code) => `code ${code}`),
    ...(issuer === undefined || answer.issuer === issuer ? [] : [`issuer ${issuer}`]),
    ...next.filter((part) => !answer.next.some((step) => step.includes(part))).map((part) => `next ${part}`),
    ...says.filter((pattern) => !new RegExp(pattern).test(answer.text)).map((pattern) => `says ${pattern}`),
  ];
}
