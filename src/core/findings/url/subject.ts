import type { FoundLink, LinkWriting } from '../../connect/pasted-link.ts';
import { isOfConnect, linkKindOf, type LinkKind } from './link-kind.ts';
import { mask, type HiddenValue } from './masking.ts';
import { unreadableReason } from './unreadable.ts';

/** Which flow a link starts, told by its path. */
export type LinkFlow = 'authorize' | 'reauthenticate';

/** A link, decoded, as the checks look at it. */
export interface LintSubject {
  readonly url: URL;
  readonly kind: LinkKind;
  readonly flow: LinkFlow | undefined;
  readonly writing: LinkWriting;
  /** The address in one piece, without its codes and secrets. */
  readonly shown: string;
  /** Codes and secrets, wherever in the address they stand. */
  readonly hidden: readonly HiddenValue[];
  /** Decoded values by name, in order; `+` and `%20` are both spaces. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Undecoded values by name: the first of each. */
  readonly raw: ReadonlyMap<string, string>;
  /** The link ends after the parameter with which links begin, as it does where a shell takes `&` for its own. */
  readonly isCut: boolean;
  /** First value of a parameter; an empty one counts as absent. */
  get(name: string): string | undefined;
  /** The value is a placeholder, the word of an unset variable or encoded twice: nothing more can be said of it. */
  isUnreadable(name: string): boolean;
}

const firstParameters: ReadonlySet<string> = new Set(['response_type', 'client_id', 'application_id', 'code']);

/**
 * Decodes a found link for the checks.
 * @param connectOrigin where Connect is by the settings
 */
export function createLintSubject(
  { url, rawQuery, fragment, writing }: FoundLink,
  connectOrigin?: string,
): LintSubject {
  const values = valuesOf(rawQuery);
  const get = (name: string): string | undefined => values.get(name)?.[0] || undefined;
  const address = writtenOut(url, rawQuery);
  const { hidden } = mask(`${address}#${fragment}`);
  const hasCode = hidden.some(({ kind: why, within }) => why === 'code' && within === undefined);
  const names = [...values.keys(), ...new URLSearchParams(fragment).keys(), ...(hasCode ? ['code'] : [])];
  const isConnect = url.origin === connectOrigin || isOfConnect(url, get('scope') ?? '');
  const kind = linkKindOf(url, { names: new Set(names), isConnect });
  const isCut = values.size === 1 && firstParameters.has([...values.keys()].join(''));
  const isUnreadable = (name: string): boolean => unreadableReason(name, get(name) ?? '') !== undefined;
  const flow = kind === 'connect' || kind === 'reauthenticate' ? flowOf(url) : undefined;
  const shown = mask(address).text;
  return { url, shown, hidden, kind, flow, writing, values, raw: rawValues(rawQuery), isCut, get, isUnreadable };
}

function writtenOut(url: URL, rawQuery: string): string {
  const pairs = rawQuery.split('&').filter((pair) => pair !== '');
  const address = `${url.protocol}//${url.host}${url.pathname}`;
  return pairs.length === 0 ? address : `${address}?${pairs.join('&')}`;
}

function flowOf(url: URL): LinkFlow | undefined {
  const path = url.pathname.replace(/\/+$/, '');
  if (path === '/oauth/authorize') return 'authorize';
  return path === '/oauth/reauthenticate' ? 'reauthenticate' : undefined;
}

function valuesOf(query: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  }
  return values;
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
