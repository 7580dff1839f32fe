/** What a text is that was given as the domain of a virtual key. */
export type DomainReading =
  | { readonly ok: true; readonly domain: string }
  | { readonly ok: false; readonly reason: string; readonly suggestion: string | null };

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * Tesla takes a bare host name: lower case, no scheme, port or path, with a dot, and no address.
 * @example parseKeyDomain('https://Key.Example.com/') // refused, suggests key.example.com
 */
export function parseKeyDomain(text: string): DomainReading {
  const problem = domainProblem(text);
  if (problem === undefined) return { ok: true, domain: text };
  const bare = bareHost(text);
  return {
    ok: false,
    reason: problem,
    suggestion: domainProblem(bare) === undefined ? bare : null,
  };
}

function domainProblem(text: string): string | undefined {
  if (text === '') return 'The domain is empty.';
  if (/[\s\p{Cc}]/u.test(text)) return 'A domain has no blanks or control characters.';
  if (text.includes('://')) return 'Tesla takes the domain without a scheme such as https://.';
  if (text.includes('/')) return 'Tesla takes the domain without a path or a trailing slash.';
  if (/[?#@]/.test(text)) return 'Tesla takes the bare domain, without query, fragment or user name.';
  if (/^\[|:.*:/.test(text) || /^\d+(\.\d+){3}$/.test(text)) return 'Tesla takes a domain name, not an IP address.';
  if (text.includes(':')) return 'Tesla takes the domain without a port.';
  if (/[^\0-\x7f]/.test(text)) return 'Write an international domain in its ASCII form, which begins with xn--.';
  if (text !== text.toLowerCase()) return 'Tesla takes the domain in lower case only.';
  return nameProblem(text);
}

function nameProblem(text: string): string | undefined {
  if (text === 'localhost' || text.endsWith('.localhost')) return 'Tesla cannot reach localhost.';
  if (text.endsWith('.')) return 'Leave out the dot at the end of the domain.';
  if (!text.includes('.')) return 'A public domain has a dot in it.';
  if (text.length > 253) return 'A domain has at most 253 characters.';
  if (!text.split('.').every((part) => label.test(part))) {
    return 'A domain consists of letters, digits and hyphens between dots.';
  }
  return /\.\d+$/.test(text) ? 'A domain does not end in a number.' : undefined;
}

function bareHost(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '');
}

/** `example.com` ↔ `www.example.com`: the host that owners and redirects confuse with this one. */
export function twinDomain(domain: string): string {
  return domain.startsWith('www.') ? domain.slice(4) : `www.${domain}`;
}
