import type { Finding } from '../finding.ts';
import { findLink } from '../../connect/pasted-link.ts';
import { severities, type Document } from '../../document.ts';
import type { WebAddress } from '../../formats.ts';
import { parseScope, type AskedPermission } from '../../permissions/scope.ts';
import { redacted } from '../../secret.ts';
import type { Suggest } from './check.ts';
import { lintChecks } from './checks.ts';
import { secretParameters } from './parameters.ts';
import { createLintSubject, type LinkFlow } from './subject.ts';

/** The document of `url lint`. */
export interface UrlLint extends Document {
  readonly kind: 'url-lint';
  /** The link in one piece; secrets on it are redacted. */
  readonly url: WebAddress;
  readonly flow: LinkFlow | null;
  /** Decoded; a parameter that stands more than once is a list. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly permissions: readonly AskedPermission[];
  /** The worst first. */
  readonly findings: readonly Finding[];
}

/**
 * Takes a Connect link apart and says what is wrong with it.
 * @returns `undefined` when the text holds no address
 */
export function lintConnectUrl(text: string, suggest: Suggest = () => undefined): UrlLint | undefined {
  const link = findLink(text);
  if (link === undefined) return undefined;
  const subject = createLintSubject(link);
  const findings = lintChecks.flatMap((check) => check(subject, suggest));
  return {
    schemaVersion: 1,
    kind: 'url-lint',
    url: writtenOut(subject.url, link.rawQuery),
    flow: subject.flow ?? null,
    parameters: Object.fromEntries([...subject.values].map(([name, list]) => [name, shown(name, list)])),
    permissions: parseScope([subject.get('scope') ?? '']).asked,
    findings: findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    warnings: [],
    next: [],
  };
}

function shown(name: string, list: readonly string[]): string | readonly string[] {
  if (secretParameters.has(name)) return redacted;
  return list.length === 1 ? (list[0] ?? '') : list;
}

function writtenOut(url: URL, rawQuery: string): string {
  const pairs = rawQuery.split('&').filter((pair) => pair !== '');
  const safe = pairs.map((pair) => {
    const [name = ''] = [...new URLSearchParams(pair).keys()];
    return secretParameters.has(name) ? `${name}=${redacted}` : pair;
  });
  const address = `${url.protocol}//${url.host}${url.pathname}`;
  return safe.length === 0 ? address : `${address}?${safe.join('&')}`;
}
