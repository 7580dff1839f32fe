import { finding } from '../finding.ts';
import type { KeyFetch, KeyHostFacts } from './facts.ts';
import { answerOf, type KeyCheck } from './check.ts';

/** Hosts behind bot protection answer browsers but refuse programs, or some of them. */
export const keyAgentCheck: KeyCheck = {
  id: 'K10',
  title: 'all common clients get the same answer',
  check: ({ first, clients }) => {
    if (first === null || clients.length === 0) return undefined;
    const asked = [{ client: 'connect-cli', fetch: first }, ...clients];
    if (new Set(asked.map(({ fetch }) => signature(fetch))).size === 1) return [];
    return [finding('key-agent-dependent', [...turnedAway(asked), ...asked.map(describe)])];
  },
};

type Asked = { readonly client: string; readonly fetch: KeyHostFacts['clients'][number]['fetch'] };

/** Names those who are refused what others get. */
function turnedAway(asked: readonly Asked[]): readonly string[] {
  const served = asked.filter(({ fetch }) => answerOf(fetch)?.status === 200);
  if (served.length === 0 || served.length === asked.length) return [];
  const refused = asked.filter((one) => !served.includes(one)).map(({ client }) => client);
  return [`turned away: ${refused.join(', ')}`];
}

/** What two answers are told apart by. Bodies that were not read whole end at random places: they are not compared. */
function signature(fetch: KeyFetch): string {
  if (!fetch.answered) return 'none';
  const { status, ended, digest } = fetch.answer;
  return `${status} ${ended} ${ended === 'complete' ? digest : ''}`;
}

function describe({ client, fetch }: Asked): string {
  return `${client}: ${fetch.answered ? `status ${fetch.answer.status}, ${fetch.answer.size} bytes` : fetch.failure}`;
}
