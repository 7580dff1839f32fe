import { finding } from '../finding.ts';
import { parsePem } from '../../tesla/pem.ts';
import type { KeyAnswer, KeyFetch } from './facts.ts';
import { answerOf, type KeyCheck } from './check.ts';

/** The key counts for one name; on the other there may be an old one. */
export const keyTwinCheck: KeyCheck = {
  id: 'K14',
  title: 'the hosts with and without www. agree',
  check: ({ first, twin, domain }) => {
    if (twin === null) return undefined;
    const there = servedKey(twin.fetch);
    if (there === undefined) return [];
    const here = first === null ? undefined : servedKey(first);
    if (here === undefined) {
      const next = {
        command: `connect-cli virtual-key check ${twin.domain}`,
        why: 'Check the host that serves the key.',
      };
      return [finding('key-on-twin', [`${twin.domain} serves a key`, `${domain} does not`], { next })];
    }
    return here === there ? [] : [finding('key-twin-differs', [domain, twin.domain])];
  },
};

/** The one PUBLIC KEY block of a good answer, without blanks. */
function servedKey(fetch: KeyFetch): string | undefined {
  const answer: KeyAnswer | undefined = answerOf(fetch);
  if (answer?.status !== 200) return undefined;
  const block = parsePem(answer.body).blocks.find(({ label }) => label === 'PUBLIC KEY');
  return block?.text.replace(/\s+/g, '');
}
