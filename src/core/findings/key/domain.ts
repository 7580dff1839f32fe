import { finding } from '../finding.ts';
import { parseKeyDomain } from '../../tesla/key-domain.ts';
import { quote, type KeyCheck } from './check.ts';

/** The form of the domain, before anything is asked of the network. */
export const keyDomainCheck: KeyCheck = {
  id: 'K1',
  title: 'the domain has the form that Tesla accepts',
  check: ({ domain }) => {
    const reading = parseKeyDomain(domain);
    if (reading.ok) return [];
    const next =
      reading.suggestion === null
        ? undefined
        : { command: `connect-cli virtual-key check ${reading.suggestion}`, why: 'Check the bare domain.' };
    return [finding('key-domain-form', [quote(domain), reading.reason], { next })];
  },
};
