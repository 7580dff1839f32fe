import type { Severity } from '../../core/document.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { actorName } from './error-explanation.ts';

/** @returns the sign before a finding of that severity. */
export function severityMark(severity: Severity, { color, glyphs, plain }: Style): string {
  // The severity stands there in words as well.
  if (plain) return glyphs.bullet;
  return {
    info: color.blue(glyphs.bullet),
    warning: color.yellow(glyphs.warn),
    error: color.red(glyphs.bad),
    critical: color.red.bold(glyphs.bad),
  }[severity];
}

/** One finding: what, what was seen, who mends it and how. */
export function renderFinding(finding: Finding, style: Style, indent = ''): string {
  const inner = `${indent}    `;
  return [
    item(style, `${indent}${severityMark(finding.severity, style)}`, `${finding.severity}: ${finding.title}`),
    ...finding.evidence.map((fact) => style.color.dim(paragraph(style, printable(fact), inner))),
    paragraph(style, `Who: ${actorName(finding.who)}. ${finding.fix}`, inner),
  ].join('\n');
}
