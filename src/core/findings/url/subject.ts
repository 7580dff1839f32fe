import type { FoundLink } from '../../connect/pasted-link.ts';

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

/** @returns true for the flow that revokes by make instead of renewing one vehicle. */
export function isMakeFlow(subject: LintSubject): boolean {
  return subject.flow === 'reauthenticate' && subject.get('vehicle_id') === undefined;
}
