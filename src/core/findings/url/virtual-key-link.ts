import { parseKeyDomain } from '../../tesla/key-domain.ts';
import { finding, type Finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** Tesla's link that adds the key of a domain. */
export const virtualKeyLinkCheck: LintCheck = ({ kind, url, values }) => {
  if (kind !== 'tesla-virtual-key') return [];
  const domain = /\/_ak\/([^/]*)/i.exec(url.pathname)?.[1] ?? '';
  const others = [...values.keys()].filter((name) => name !== 'vin');
  return [...domainFindings(domain), ...(others.length === 0 ? [] : [finding('url-virtual-key-parameters', others)])];
};

function domainFindings(domain: string): readonly Finding[] {
  const reading = parseKeyDomain(domain);
  if (!reading.ok) {
    return [finding('url-virtual-key-domain', [domain === '' ? 'no domain behind /_ak/' : domain, reading.reason])];
  }
  const title = `This is the link with which an owner adds the virtual key of ${domain}.`;
  const next = { command: `connect-cli virtual-key check ${domain}`, why: 'checks the key that Tesla fetches there' };
  return [finding('url-not-connect', [], { title, next })];
}
