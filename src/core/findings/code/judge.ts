import { readCode, type CodeFacts, type ScanOptions } from '../../code-scan/scan.ts';
import type { Mention } from '../../code-scan/mention.ts';
import type { Finding } from '../finding.ts';
import { codeChecks } from './checks.ts';

/** The comparison, what a scope derived from the code would have to cover, and what was found. */
export interface JudgedCode extends Pick<CodeFacts, 'scan' | 'wanted'> {
  readonly findings: readonly Finding[];
}

/** Runs every check over what a code base mentions. */
export function judgeCode(mentions: readonly Mention[], options: ScanOptions): JudgedCode {
  const facts = readCode(mentions, options);
  return { scan: facts.scan, wanted: facts.wanted, findings: codeChecks.flatMap((check) => check(facts)) };
}
