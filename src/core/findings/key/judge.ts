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
    findings: withoutEchoes(judged.flatMap(({ findings }) => findings ?? [])),
  };
}

/** What tells why no PEM file is found. All of them are failures: what is left out below must not be the only one. */
const causes: ReadonlySet<string> = new Set([
  'key-escaped-lines',
  'key-one-line',
  'key-is-openssh',
  'key-is-jwk',
  'key-is-der',
  'key-is-certificate',
  'key-is-source',
  'key-conflict-marks',
  'key-not-unpacked',
]);

/** What only says once more that there is no PEM file, where the cause is told. */
const echoes: ReadonlySet<string> = new Set(['key-missing', 'key-unreadable', 'key-text-around', 'key-line-ends']);

function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  return findings.some(({ kind }) => causes.has(kind)) ? findings.filter(({ kind }) => !echoes.has(kind)) : findings;
}

function outcomeOf(findings: readonly Finding[] | undefined): KeyCheckResult['outcome'] {
  if (findings === undefined) return 'skipped';
  if (findings.some(isFailure)) return 'failed';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'passed';
}
