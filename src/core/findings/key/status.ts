import { finding, type FindingKind } from '../finding.ts';
import type { NextStep } from '../../document.ts';
import { parseKeyDomain } from '../../tesla/key-domain.ts';
import type { KeyAnswer } from './facts.ts';
import { quote, type KeyCheck } from './check.ts';

/** No page says that redirects are followed, and in the field they broke pairing: none is allowed. */
export const keyStatusCheck: KeyCheck = {
  id: 'K4',
  title: 'the exact address answers 200, without a redirect',
  check: ({ first, url }) => {
    if (first === null) return undefined;
    if (!first.answered) return [finding(noAnswerKind(first.failure), [first.failure])];
    const { status, location } = first.answer;
    if (status === 200) return [];
    if (status < 300 || status > 399) {
      const isPlain = statusKind(first.answer) === 'key-status' && status !== 404;
      return [finding(statusKind(first.answer), statusEvidence(first.answer, url), isPlain ? plainStatus : {})];
    }
    const seen = [`status ${status}`, `Location: ${location === null ? 'none' : quote(location)}`];
    return [finding('key-redirect', seen, { next: checkTarget(location, url), ...elsewhere(location, url) })];
  },
};

/** A status that does not speak of a missing file. */
const plainStatus = { fix: 'Serve the file itself at this exact path, with status 200.' } as const;

/** A redirect to another domain is no matter of www. */
function elsewhere(location: string | null, url: string): { readonly fix?: string } {
  const target = /^https?:\/\/([^/?#:]+)/.exec(location ?? '')?.[1];
  const own = new URL(url).hostname.replace(/^www\./, '');
  return target === undefined || target.replace(/^www\./, '') === own || target.endsWith(`.${own}`)
    ? {}
    : {
        fix: 'The redirect leads to another site, such as a login page or a parked domain: exclude this path from it, and serve the file with status 200.',
      };
}

/** A server that wants a certificate says so after the handshake of TLS 1.3, and during that of TLS 1.2. */
function noAnswerKind(failure: string): FindingKind {
  return /CERTIFICATE_REQUIRED|ALERT_(?:BAD|NO|UNKNOWN)_CERTIFICATE/.test(failure)
    ? 'key-client-certificate'
    : 'key-no-answer';
}

function statusKind({ status, authenticate, mitigated }: KeyAnswer): FindingKind {
  if (status === 401 || status === 407 || (authenticate ?? null) !== null) return 'key-status-login';
  if (status === 403 || status === 429 || (mitigated ?? null) !== null) return 'key-status-forbidden';
  return status >= 500 ? 'key-status-upstream' : 'key-status';
}

function statusEvidence({ status, authenticate, mitigated }: KeyAnswer, url: string): readonly string[] {
  const login = (authenticate ?? null) === null ? [] : [`WWW-Authenticate: ${quote(authenticate ?? '')}`];
  const wall = (mitigated ?? null) === null ? [] : [`cf-mitigated: ${quote(mitigated ?? '')}`];
  return [`status ${status}`, ...login, ...wall, url];
}

/** Where the redirect leads to another host, checking that host is the next step. */
function checkTarget(location: string | null, url: string): NextStep | undefined {
  if (location === null) return undefined;
  const host = /^https:\/\/([a-z0-9.-]+)(?:[/?#]|$)/.exec(location)?.[1];
  // Only a name that can hold a key is worth a check: an address, or a name of this machine, is somebody's trap.
  if (host === undefined || !parseKeyDomain(host).ok || url.startsWith(`https://${host}/`)) return undefined;
  return { command: `connect-cli virtual-key check ${host}`, why: 'Check the host that the redirect names.' };
}
