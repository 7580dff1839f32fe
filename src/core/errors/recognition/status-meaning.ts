import type { ErrorFamily, Issuer } from '../knowledge/entry.ts';
import { findStatus, findStatusOf, issuerOf } from '../knowledge/lookup.ts';
import type { ErrorRef } from '../knowledge/ref.ts';
import { isForeignRequest } from './foreign.ts';
import { partyOf, type Party } from './party.ts';

/** Rows that a status can mean. */
interface Meaning {
  readonly refs: readonly ErrorRef[];
  /** The text shows who sent it. */
  readonly isCertain: boolean;
}

/**
 * @param at where the status stands in the text
 * @param sender who wrote its line
 * @returns what a status in running text means
 */
export function statusMeaning(
  status: number,
  { text, at, sender }: { text: string; at: number; sender: Party | null },
): Meaning {
  const around = text.slice(Math.max(0, at - 300), at + 300);
  const written = lineAround(text, at);
  const isOfToken = smartcarTokenEndpoint.test(around) || tokenPath.test(written);
  const special = specialStatus(status, written);
  if (special !== undefined) return special;
  const { refs, isCertain } = statusRefs(status, sender, isOfToken);
  return { refs: newApi.test(written) ? refs.filter(({ code }) => code !== 'owner_api_closed') : refs, isCertain };
}

/** What a status means in a line that tells of one place alone. */
function specialStatus(status: number, written: string): Meaning | undefined {
  if (status === 403 && oldApi.test(written)) {
    return { refs: [{ family: 'tesla', code: 'owner_api_closed' }], isCertain: true };
  }
  if (ownRedirect.test(written)) {
    const code = status === 404 || status === 405 ? 'redirect_route_missing' : 'own_server_failed';
    return { refs: [{ family: 'this-machine', code }], isCertain: true };
  }
  if (keyFile.test(written)) {
    return { refs: [{ family: 'tesla', code: 'public_key_download_failed' }], isCertain: true };
  }
  if (isForeignRequest(written)) return { refs: [], isCertain: false };
  const page = apiHost.test(written) ? undefined : pages.find(({ host }) => host.test(written));
  if (page === undefined) return undefined;
  return { refs: findStatusOf(status, page.issuer), isCertain: true };
}

/** The file that Tesla reads the key of an app from, on the host of the app. */
const keyFile = /\bhttps?:\/\/[^\s/]{1,253}\/\.well-known\/appspecific\/com\.tesla\.3p\.public-key\.pem/i;

/** Tesla's API of today. */
const newApi = /\bfleet-api\./i;

const apiHost = /\bapi\.smartcar\.com\b|\bfleet-api\.|\bowner-api\./i;

/** Hosts of pages for people: what they answer is no answer of an API. Without an issuer nothing is known of theirs. */
const pages: readonly { readonly host: RegExp; readonly issuer?: Issuer }[] = [
  { host: /\bhttps?:\/\/connect\.smartcar\.com\b/i, issuer: 'smartcar-connect' },
  { host: /\bhttps?:\/\/dashboard\.smartcar\.com\b/i },
  { host: /\bhttps?:\/\/(?:accounts|auth)\.tesla\.c(?:om|n)\b(?!\/oauth2\/v3\/token)/i, issuer: 'tesla-oauth' },
  { host: /\bhttps?:\/\/(?:www\.)?tesla\.com\b/i },
];

/** The redirect in the log of the app's own server. */
const ownRedirect = /\b(?:GET|POST) \/[^\s"?]*\?(?:[^\s"]*&)?(?:code|error|user_id)=[^\s"]*/;

/** Tesla's old Owner API refuses whole applications with this status, not single permissions. */
const oldApi = /\bowner-api\.(?:teslamotors\.com|vn\.cloud\.tesla\.cn)\b(?!\/oauth)/i;

/** @returns the line of a text that a place stands in, as far as 300 characters to either side. */
function lineAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 300), at);
  const behind = text.slice(at, at + 300);
  return before.slice(before.lastIndexOf('\n') + 1) + (behind.split('\n', 1)[0] ?? '');
}

/** A status of the token endpoint means other things than one of the API. */
const smartcarTokenEndpoint = /\b(?:auth|iam)\.smartcar\.com\b|\/oauth2?\/token\b/;

/** Tesla's: the next line of a log tells of another request. */
const tokenPath = /\/oauth2?(?:\/v\d)?\/token\b/;

/** Services that a bare status points to only where they are named. */
const namedOnly: ReadonlySet<ErrorFamily> = new Set(['third-party', 'oauth-token']);

/** A row about a token request, Smartcar's or Tesla's: it says nothing about a call to an API. */
function isOfTokens(ref: ErrorRef): boolean {
  return ref.family === 'oauth-token' || issuerOf(ref) === 'tesla-oauth';
}

/** @returns the rows that a status can mean: the sender's, or all where the text does not show who that is. */
export function statusRefs(status: number, sender: Party | null, isTokenEndpoint = false): Meaning {
  const refs = findStatus(status).filter((ref) => isOfTokens(ref) === isTokenEndpoint);
  if (sender !== null) return { refs: refs.filter((ref) => partyOf(issuerOf(ref)) === sender), isCertain: true };
  // Anybody sends statuses: that one table alone has a number does not show that it is from there.
  return { refs: refs.filter(({ family }) => !namedOnly.has(family) || isTokenEndpoint), isCertain: false };
}
