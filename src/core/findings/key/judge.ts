import { isFailure, type Finding } from '../finding.ts';
import { keyChecks } from './checks.ts';
import type { KeyHostFacts, PublicKeyReading } from './facts.ts';

/** How one check went. */
export interface KeyCheckResult {
  /** @pattern ^K\d+$ */
  readonly id: string;
  readonly title: string;
  /** `skipped`: an earlier failure, or a switch that was not given, left nothing to check. */
  readonly outcome: 'passed' | 'warning' | 'failed' | 'skipped';
}

/** Every check with its outcome, and what was found. */
export interface KeyHostJudgement {
  readonly checks: readonly KeyCheckResult[];
  readonly findings: readonly Finding[];
}

/**
 * Runs all checks over the facts.
 * @param expected the key that should be served, if one was named
 */
export function judgeKeyHost(facts: KeyHostFacts, expected: PublicKeyReading | null): KeyHostJudgement {
  const judged = keyChecks.map(({ id, title, check }) => ({ id, title, findings: check(facts, expected) }));
  return {
    checks: judged.map(({ id, title, findings }) => ({ id, title, outcome: outcomeOf(findings) })),
    findings: judged.flatMap(({ findings }) => findings ?? []),
  };
}

function outcomeOf(findings: readonly Finding[] | undefined): KeyCheckResult['outcome'] {
  if (findings === undefined) return 'skipped';
  if (findings.some(isFailure)) return 'failed';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'passed';
}
