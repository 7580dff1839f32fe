import type { UrlLint } from '../../core/findings/url/lint.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { cellWidth, padCells } from '../terminal/cells.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { severityMark } from './findings.ts';

/** A pasted link, taken apart: its parameters one a line, then what was found. */
export function renderUrlLint(document: UrlLint, style: Style): string {
  const { color } = style;
  const names = Object.keys(document.parameters).map(printable);
  const width = names.reduce((most, name) => Math.min(longestName, Math.max(most, cellWidth(name))), 0);
  const parameters = Object.entries(document.parameters).map(([name, value]) =>
    parameter(padCells(printable(name), width), value, style),
  );
  return [
    `${color.bold(titles[document.linkKind])}  ${color.dim(printable(document.url.split('?')[0] ?? ''))}`,
    ...parameters,
    ...permissionLines(document, style),
    '',
    ...(document.findings.length === 0
      ? [item(style, color.green(style.glyphs.ok), 'Nothing wrong with it.')]
      : document.findings.map((finding) => renderFinding(finding, style))),
  ].join('\n');
}

/** In cells: no parameter that anybody documents is longer. One that is longer pushes its own value aside, not all. */
const longestName = 24;

const titles = {
  connect: 'Connect link',
  reauthenticate: 'Re-authentication link',
  redirect: 'Response to a redirect URI',
  'tesla-authorize': "Tesla's own consent link",
  'tesla-virtual-key': 'Virtual key link',
  'tesla-public-key': 'Public key of a domain',
  'tesla-consent': "Tesla's consent management",
  'tesla-account': 'Page of the Tesla account',
  dashboard: 'Page for developers',
  documentation: 'Page of documentation',
  api: 'Address for programs',
  other: 'A link, but not of Connect',
} as const;

function parameter(name: string, value: string | readonly string[], style: Style): string {
  const text = printable(typeof value === 'string' ? value : value.join(' | '));
  return `  ${style.color.cyan(name)}  ${text}`;
}

function permissionLines({ permissions }: UrlLint, style: Style): readonly string[] {
  if (permissions.length === 0) return [];
  const lines = permissions.map(({ name, required }) =>
    item(style, `  ${style.glyphs.bullet}`, required ? `${name} (required)` : name),
  );
  return ['', style.color.bold(`Permissions: ${permissions.length}`), ...lines];
}

function renderFinding(finding: Finding, style: Style): string {
  const head = item(style, severityMark(finding.severity, style), `${finding.severity}: ${finding.title}`);
  const evidence = finding.evidence.map((fact) => paragraph(style, `seen: ${printable(fact)}`, '    '));
  const command = finding.next?.command;
  const next = command === undefined ? [] : [paragraph(style, `next: ${printable(command)}`, '    ')];
  return [head, ...evidence, paragraph(style, `fix: ${finding.fix}`, '    '), ...next].join('\n');
}
