import type { Finding } from '../finding.ts';
import { findLink } from '../../connect/pasted-link.ts';
import { severities, type Document } from '../../document.ts';
import type { WebAddress } from '../../formats.ts';
import { parseScope, type AskedPermission } from '../../permissions/scope.ts';
import { redacted } from '../../secret.ts';
import type { Suggest } from './check.ts';
import { connectChecks, foreignChecks, parameterChecks, writingChecks } from './checks.ts';
import type { LinkKind } from './link-kind.ts';
import { mask } from './masking.ts';
import { createLintSubject, type LinkFlow, type LintSubject } from './subject.ts';

/** The document of `url lint`. */
export interface UrlLint extends Document {
  readonly kind: 'url-lint';
  /** The link in one piece; codes and secrets on it are redacted. */
  readonly url: WebAddress;
  /** What the link is. Links of Connect and of Tesla's consent are judged; of the others it is said what they are. */
  readonly linkKind: LinkKind;
  readonly flow: LinkFlow | null;
  /** Decoded; a parameter that stands more than once is a list. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly permissions: readonly AskedPermission[];
  /** The worst first. */
  readonly findings: readonly Finding[];
}

/** What is known besides the link. */
export interface LintSurroundings {
  readonly suggest?: Suggest | undefined;
  /** Where Connect is by the settings, beside Smartcar's own host and this machine. */
  readonly connectOrigin?: string | undefined;
}

/**
 * Says what a link is, takes it apart and says what is wrong with it.
 * @returns `undefined` when the text holds no address
 */
export function lintConnectUrl(
  text: string,
  { suggest = () => undefined, connectOrigin }: LintSurroundings = {},
): UrlLint | undefined {
  const link = findLink(text);
  if (link === undefined) return undefined;
  const subject = createLintSubject(link, connectOrigin);
  const findings = findAll(subject, suggest).map(withoutHidden);
  return {
    schemaVersion: 1,
    kind: 'url-lint',
    url: subject.shown,
    linkKind: subject.kind,
    flow: subject.flow ?? null,
    parameters: shownParameters(subject),
    permissions: permissionsOn(subject),
    findings: findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    warnings: [],
    next: findings.flatMap(({ next }) => next ?? []),
  };
}

function withoutHidden(finding: Finding): Finding {
  return { ...finding, title: mask(finding.title).text, evidence: finding.evidence.map((fact) => mask(fact).text) };
}

function findAll(subject: LintSubject, suggest: Suggest): readonly Finding[] {
  const isConnect = subject.kind === 'connect' || subject.kind === 'reauthenticate';
  const checks = [...writingChecks, ...(isConnect ? connectChecks : foreignChecks)];
  const whole = checks.flatMap((check) => check(subject, suggest));
  // What a cut link lacks behind the cut is not known.
  if (!isConnect || subject.isCut) return whole;
  const readable = parameterChecks.filter(({ parameters }) => !parameters.some((name) => subject.isUnreadable(name)));
  return [...whole, ...readable.flatMap(({ check }) => check(subject, suggest))];
}

/** Tesla's scopes and an unreadable scope are no permissions of Smartcar. */
function permissionsOn(subject: LintSubject): readonly AskedPermission[] {
  const isOurs = subject.kind === 'connect' || subject.kind === 'reauthenticate';
  return isOurs && !subject.isUnreadable('scope') ? parseScope([mask(subject.get('scope') ?? '').text]).asked : [];
}

/** Decoded names and values, without codes and secrets. */
function shownParameters({ values }: LintSubject): UrlLint['parameters'] {
  return Object.fromEntries(
    [...values].map(([name, list]) => {
      const shown = list.map((value) => shownValue(name, value));
      return [mask(name).text, shown.length === 1 ? (shown[0] ?? '') : shown];
    }),
  );
}

function shownValue(name: string, value: string): string {
  const pair = mask(`${name}=${value}`).text;
  return pair.startsWith(`${name}=`) ? pair.slice(name.length + 1) : redacted;
}
