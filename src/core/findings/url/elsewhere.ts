import type { NextStep } from '../../document.ts';
import { parseKeyDomain } from '../../tesla/key-domain.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import type { LinkKind } from './link-kind.ts';
import type { LintSubject } from './subject.ts';

/** Links that are none of Connect's: what each is, and the command that has more to say about it. */
const elsewhere: Readonly<Partial<Record<LinkKind, { readonly title: string; readonly next?: NextStep | undefined }>>> =
  {
    redirect: { title: 'This is a response: the address the owner was sent back to.' },
    'tesla-authorize': {
      title:
        "This is Tesla's own consent link. Smartcar and Texture send owners to one of theirs; it is not a Connect link.",
      next: { command: 'connect-cli explain-scopes --scope "<permissions>"', why: 'shows the boxes that Tesla offers' },
    },
    'tesla-consent': {
      title: "This is Tesla's page on which an owner changes or removes what one application may do.",
      next: { command: 'connect-cli guide consent', why: 'says which boxes to tick there' },
    },
    'tesla-account': {
      title: "This is a page of the owner's Tesla account.",
      next: { command: 'connect-cli guide consent', why: 'says where the boxes are and which to tick' },
    },
    dashboard: { title: 'This is a page for developers, not a link for owners.' },
    documentation: { title: 'This is a page of documentation, not a link for owners.' },
    api: {
      title: 'This is an address for programs, not for browsers.',
      next: { command: 'connect-cli explain-error "<its answer>"', why: 'explains what it answered' },
    },
    other: { title: 'This is not a Connect link, so it was not checked.' },
  };

/** Says what a link is that is not Connect's. */
export const elsewhereCheck: LintCheck = (subject: LintSubject) => {
  const page = pageOf(subject);
  const inner = subject.kind === 'other' ? wrappedLink(subject) : undefined;
  if (inner !== undefined) return [finding('url-not-connect', [`${inner}=…`], wrapper(inner))];
  return page === undefined ? [] : [finding('url-not-connect', [], page)];
};

type Elsewhere = { readonly title: string; readonly fix?: string | undefined; readonly next?: NextStep | undefined };

function pageOf(subject: LintSubject): Elsewhere | undefined {
  const { kind, url, values } = subject;
  if (kind === 'tesla-public-key') return publicKeyPage(url.hostname);
  const isOAuth = kind === 'other' && (/\/authorize\/?$/.test(url.pathname) || values.has('response_type'));
  return isOAuth ? oauthPage(url.host) : elsewhere[kind];
}

function publicKeyPage(domain: string): Elsewhere {
  return {
    title: `This is the address at which Tesla fetches the public key of ${domain}.`,
    next: parseKeyDomain(domain).ok
      ? { command: `connect-cli virtual-key check ${domain}`, why: 'checks the key as Tesla fetches it' }
      : undefined,
  };
}

function oauthPage(host: string): Elsewhere {
  return {
    title: `This is an OAuth link of another host, ${host}, and not of Connect, so it was not checked.`,
    fix: 'If that host stands in for Connect, name its origin in SMARTCAR_CONNECT_ORIGIN.',
  };
}

/** @returns the parameter that holds a link of ours, or a redirect with its code: mail filters and search engines wrap links in one of their own. */
function wrappedLink({ values, hidden }: LintSubject): string | undefined {
  const ofUs = [...values].find(([, [value = '']]) =>
    /^https?:\/\/(?:connect\.smartcar|auth\.tesla|(?:www\.)?tesla)\.com\//.test(value),
  )?.[0];
  return ofUs ?? hidden.find(({ kind, within }) => kind === 'code' && within !== undefined)?.within;
}

function wrapper(name: string): { readonly title: string; readonly next: NextStep } {
  return {
    title: `This is someone else's link around the one that matters, which is in its parameter ${name}.`,
    next: { command: `connect-cli url lint "<the value of ${name}>"`, why: 'checks the link inside' },
  };
}
