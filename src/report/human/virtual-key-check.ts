import type { Finding } from '../../core/findings/finding.ts';
import type { KeyCheckResult } from '../../core/findings/key/judge.ts';
import type { KeyCheckDocument } from '../documents/key-check.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { severityMark } from './findings.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** The checks one a line, then what was found and how to mend it. */
export function renderKeyCheck(document: KeyCheckDocument, style: Style): string {
  const { color } = style;
  const parts = [
    color.bold(printable(document.domain)),
    color.dim(`  ${printable(document.url)}`),
    '',
    ...document.checks.map((check) => renderCheck(check, style)),
    '',
    ...document.findings.map((finding) => renderFinding(finding, style)),
    '',
    renderVerdict(document, style),
    paragraph(style, `The Tesla app shows owners: ${printable(document.dialog)}.`),
    paragraph(style, document.whoseKey),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

function renderVerdict({ passed, findings }: KeyCheckDocument, style: Style): string {
  const { color, glyphs } = style;
  if (!passed) return item(style, color.red(glyphs.bad), 'Owners cannot, or should not, add this key.');
  return findings.some(({ severity }) => severity === 'warning')
    ? item(style, color.yellow(glyphs.warn), 'The key can be read, but read the warnings above before owners add it.')
    : item(style, color.green(glyphs.ok), 'The key is served the way Tesla expects it.');
}

function renderCheck({ id, title, outcome }: KeyCheckResult, style: Style): string {
  const { color, glyphs } = style;
  const mark = {
    passed: color.green(glyphs.ok),
    warning: color.yellow(glyphs.warn),
    failed: color.red(glyphs.bad),
    skipped: color.dim(glyphs.line),
  }[outcome];
  const line = `${id.padEnd(3)} ${title}`;
  return item(style, mark, outcome === 'skipped' ? color.dim(`${line} (not checked)`) : line);
}

function renderFinding(finding: Finding, style: Style): string {
  return [
    item(style, severityMark(finding.severity, style), `${finding.severity}: ${finding.title}`),
    ...finding.evidence.map((fact) => `    ${style.color.dim(printable(fact))}`),
    paragraph(style, finding.fix, '    '),
  ].join('\n');
}
