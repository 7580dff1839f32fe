import type { Finding } from '../../../src/core/findings/finding.ts';
import { renderFinding } from '../../../src/report/human/findings.ts';
import { createStyle } from '../../../src/report/terminal/style.ts';
import { captureOutput } from '../../support/context.ts';

/** A pipe of 80 columns. */
export const plainStyle = createStyle(captureOutput());

export function findingsForPeople(findings: readonly Finding[]): string {
  return findings.map((finding) => renderFinding(finding, plainStyle)).join('\n');
}
