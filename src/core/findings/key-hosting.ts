import { isFailure, type Finding } from '../document.ts';
import { keyAddressCheck } from './checks/key-address.ts';
import { keyAgentCheck } from './checks/key-agent.ts';
import { keyBlockCheck } from './checks/key-block.ts';
import { keyBytesCheck } from './checks/key-bytes.ts';
import { keyCertificateCheck } from './checks/key-certificate.ts';
import type { KeyCheck } from './checks/key-check.ts';
import { keyCurveCheck } from './checks/key-curve.ts';
import { keyDomainCheck } from './checks/key-domain.ts';
import { keyHtmlCheck } from './checks/key-html.ts';
import { keyIdentityCheck } from './checks/key-identity.ts';
import { keyLinkCheck } from './checks/key-link.ts';
import { keySizeCheck } from './checks/key-size.ts';
import { keyStabilityCheck } from './checks/key-stability.ts';
import { keyStatusCheck } from './checks/key-status.ts';
import { keyStrayCheck } from './checks/key-stray.ts';
import { keyTwinCheck } from './checks/key-twin.ts';
import type { KeyHostFacts, PublicKeyReading } from './key-facts.ts';

/** The fifteen checks of a hosted public key, in the order in which a fetch meets them. */
const keyChecks: readonly KeyCheck[] = [
  keyDomainCheck,
  keyAddressCheck,
  keyCertificateCheck,
  keyStatusCheck,
  keySizeCheck,
  keyHtmlCheck,
  keyBlockCheck,
  keyCurveCheck,
  keyBytesCheck,
  keyAgentCheck,
  keyStabilityCheck,
  keyStrayCheck,
  keyIdentityCheck,
  keyTwinCheck,
  keyLinkCheck,
];

/** How one check went. */
export interface KeyCheckResult {
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
