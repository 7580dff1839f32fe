import type { Finding } from '../document.ts';
import { urlFindings, type UrlFindingKind } from '../findings/url-lint.ts';
import type { FoundLink } from './pasted-link.ts';

/** Which flow a link starts, told by its path. */
export type LinkFlow = 'authorize' | 'reauthenticate';

/** A link, decoded, as the checks look at it. */
export interface LintSubject {
  readonly url: URL;
  readonly flow: LinkFlow | undefined;
  /** Decoded values by name, in order; `+` and `%20` are both spaces. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Undecoded values by name: the first of each. */
  readonly raw: ReadonlyMap<string, string>;
  /** First value of a parameter; an empty one counts as absent. */
  get(name: string): string | undefined;
}

/** Decodes a found link for the checks. */
export function createLintSubject(link: FoundLink): LintSubject {
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of new URLSearchParams(link.rawQuery))
    values.set(name, [...(values.get(name) ?? []), value]);
  const get = (name: string): string | undefined => values.get(name)?.[0] || undefined;
  return { url: link.url, flow: flowOf(link.url), values, raw: rawValues(link.rawQuery), get };
}

function flowOf(url: URL): LinkFlow | undefined {
  const path = url.pathname.replace(/\/+$/, '');
  if (path === '/oauth/authorize') return 'authorize';
  return path === '/oauth/reauthenticate' ? 'reauthenticate' : undefined;
}

function rawValues(query: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', ...rest] = pair.split('=');
    if (!values.has(name)) values.set(name, rest.join('='));
  }
  return values;
}

/** Makes a finding of a known kind. */
export function urlFinding(kind: UrlFindingKind, ...evidence: readonly string[]): Finding {
  const { severity, title, fix } = urlFindings[kind];
  return { kind, severity, title, evidence, who: 'developer', fix, docs: `docs/findings/${kind}.md` };
}
