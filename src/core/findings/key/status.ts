import { finding } from '../finding.ts';
import type { NextStep } from '../../document.ts';
import { quote, type KeyCheck } from './check.ts';

/** No page says that redirects are followed, and in the field they broke pairing: none is allowed. */
export const keyStatusCheck: KeyCheck = {
  id: 'K4',
  title: 'the exact address answers 200, without a redirect',
  check: ({ first, url }) => {
    if (first === null) return undefined;
    if (!first.answered) return [finding('key-no-answer', [first.failure])];
    const { status, location } = first.answer;
    if (status === 200) return [];
    if (status < 300 || status > 399) return [finding('key-status', [`status ${status}`, url])];
    const seen = [`status ${status}`, `Location: ${location === null ? 'none' : quote(location)}`];
    return [finding('key-redirect', seen, { next: checkTarget(location, url) })];
  },
};

/** Where the redirect leads to another host, checking that host is the next step. */
function checkTarget(location: string | null, url: string): NextStep | undefined {
  if (location === null) return undefined;
  const host = /^https:\/\/([a-z0-9.-]+)(?:[/?#]|$)/.exec(location)?.[1];
  if (host === undefined || url.startsWith(`https://${host}/`)) return undefined;
  return { command: `connect-cli virtual-key check ${host}`, why: 'Check the host that the redirect names.' };
}
