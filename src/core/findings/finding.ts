import type { Actor, NextStep, Severity } from '../document.ts';
import { codeFindings } from './code/kinds.ts';
import { connectionFindings } from './connection/kinds.ts';
import type { FindingInfo } from './info.ts';
import type { Sentence } from '../formats.ts';
import { keyFindings } from './key/kinds.ts';
import { urlFindings } from './url/kinds.ts';
import { webhookFindings } from './webhook/kinds.ts';

const tables = { ...connectionFindings, ...keyFindings, ...urlFindings, ...codeFindings, ...webhookFindings } as const;

/** Every kind of finding there is. Kinds are public contract: add, never rename. */
export type FindingKind = keyof typeof tables;

/** What each kind says. */
export const findingInfos: Readonly<Record<FindingKind, FindingInfo>> = tables;

/** One thing found out by a check. */
export interface Finding {
  /** Stable kebab-case name; `connect-cli explain-error <kind>` explains it. */
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** One sentence. */
  readonly title: Sentence;
  /** What was seen, as short facts. */
  readonly evidence: readonly string[];
  readonly who: Actor;
  /** What to do, one or two sentences. */
  readonly fix: Sentence;
  /** Place that explains it, from the root of the package: file and anchor. */
  readonly docs: string;
  /** The exact next step, where one command or address does it. */
  readonly next?: NextStep | undefined;
}

/** What a check knows better than the table of its kinds. */
export interface FindingExtras {
  readonly title?: string | undefined;
  readonly who?: Actor | undefined;
  readonly fix?: string | undefined;
  readonly next?: NextStep | undefined;
}

/**
 * The only way to make a finding.
 * @param evidence what was seen this time, as short facts
 */
export function finding(kind: FindingKind, evidence: readonly string[], extras: FindingExtras = {}): Finding {
  const info = findingInfos[kind];
  return {
    kind,
    severity: info.severity,
    title: extras.title ?? info.title,
    evidence,
    who: extras.who ?? info.who ?? 'developer',
    fix: extras.fix ?? info.fix,
    docs: findingDocs(kind),
    next: extras.next,
  };
}

/** @returns where the package explains a kind of finding: file and anchor, from the root of the package. */
export function findingDocs(kind: FindingKind): string {
  return `docs/findings.md#${kind}`;
}

/** @returns true from severity `error` up. */
export function isFailure({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity === 'error' || severity === 'critical';
}
