import type { Finding } from '../finding.ts';
import type { LintSubject } from './subject.ts';

/** Names the nearest of the candidates, if one is near enough. */
export type Suggest = (text: string, candidates: readonly string[]) => string | undefined;

/** One thing to look at on a link. */
export type LintCheck = (subject: LintSubject, suggest: Suggest) => readonly Finding[];

/** @returns true for a value that is there and is none of the accepted ones. */
export function isNoneOf(value: string | undefined, accepted: readonly string[]): boolean {
  return value !== undefined && !accepted.includes(value);
}

/** A check of some parameters, left out where one of them stands for nothing: that is told once, as what it is. */
export interface ParameterCheck {
  readonly parameters: readonly string[];
  readonly check: LintCheck;
}
