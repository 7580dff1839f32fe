import { apiErrorTypes } from '../knowledge/smartcar-api.ts';
import { findApiError, findApiType } from '../knowledge/api-lookup.ts';
import { findWords } from '../knowledge/lookup.ts';
import type { ErrorRef } from '../knowledge/ref.ts';
import { cleanText } from './clean.ts';
import { readDetails } from './details.ts';
import type { ErrorReading, LinkKind } from './reading.ts';

/**
 * Reads an address that people paste in place of an error: a page of Smartcar's documentation about one, the link of
 * a virtual key, a link to Connect or to Tesla's sign-in.
 * @returns `undefined` if it is another address
 */
export function readLink(text: string): ErrorReading | undefined {
  const compact = text.trim().replace(/^(?=(?:www\.)?(?:smartcar\.com\/docs|tesla\.com\/_ak)\/)/i, 'https://');
  if (compact.length > 16_000 || /\s/.test(compact) || !/^https?:\/\//i.test(compact) || !URL.canParse(compact)) {
    return undefined;
  }
  const url = new URL(compact);
  const documented = documentedErrors(url);
  if (documented.length > 0) return { text: shown(url), refs: documented, details: {} };
  if (isKeyLink(url)) {
    return { text: shown(url), refs: [{ family: 'tesla', code: 'key_link' }], details: readDetails(compact) };
  }
  const link = kindOf(url);
  return link === undefined ? undefined : { text: shown(url), refs: [], details: {}, link };
}

/** Without query and fragment: they can hold a state or a code. */
function shown(url: URL): string {
  return cleanText(`${url.origin}${url.pathname}`);
}

/** `https://smartcar.com/docs/errors/api-errors/permission-errors#null`, and the older places of such pages. */
function documentedErrors(url: URL): readonly ErrorRef[] {
  if (!/(?:^|\.)smartcar\.com$/.test(url.hostname) || !url.pathname.includes('/docs')) return [];
  const names = url.pathname.split('/').map((part) => part.replace(/\.(?:md|html)$/, '').replace(/-errors?$/, ''));
  const anchor = url.hash.slice(1).split(/[/?]/)[0] ?? '';
  for (const name of names.toReversed()) {
    const type = name.replaceAll('-', '_').toUpperCase();
    if (!Object.hasOwn(apiErrorTypes, type)) continue;
    const apiError = findApiError(type, anchor.replaceAll('-', '_'));
    return apiError === undefined || (anchor === '' && findApiType(type).length > 1) ? findApiType(type) : [apiError];
  }
  const ofAnchor = findApiType(anchor);
  if (ofAnchor.length > 0) return ofAnchor;
  return [anchor, ...names.toReversed()].map((name) => redirectError(name)).find((refs) => refs.length > 0) ?? [];
}

function redirectError(name: string): readonly ErrorRef[] {
  const code = name.replaceAll('-', '_');
  return findWords(code).filter(({ family }) => family === 'connect-redirect' && code !== 'none');
}

function isKeyLink(url: URL): boolean {
  return /^(?:www\.)?tesla\.com$/.test(url.hostname) && url.pathname.startsWith('/_ak/');
}

function kindOf(url: URL): LinkKind | undefined {
  const { hostname, pathname } = url;
  if (hostname === 'dashboard.smartcar.com' || hostname.startsWith('developer.tesla.')) {
    return hostname === 'dashboard.smartcar.com' ? 'dashboard' : 'documentation';
  }
  if (/(?:^|\.)smartcar\.com$/.test(hostname)) return pathname.includes('/oauth/') ? 'connect' : 'documentation';
  if (/^(?:fleet-)?auth\.(?:prd\.vn\.cloud\.)?tesla\.c(?:om|n)$/.test(hostname)) {
    return pathname.includes('/authorize') ? 'tesla-authorize' : 'tesla-consent';
  }
  return undefined;
}
