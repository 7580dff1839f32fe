import type { ErrorFamily } from '../knowledge/entry.ts';
import { findStatus, issuerOf } from '../knowledge/lookup.ts';
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
  return specialStatus(status, written) ?? statusRefs(status, sender, isOfToken);
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
  return isForeignRequest(written) ? { refs: [], isCertain: false } : undefined;
}

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

/** @returns the rows that a status can mean: the sender's, or all where he is not known. */
export function statusRefs(status: number, sender: Party | null, isTokenEndpoint = false): Meaning {
  const refs = findStatus(status).filter((ref) => isOfTokens(ref) === isTokenEndpoint);
  const own = refs.filter((ref) => partyOf(issuerOf(ref)) === sender);
  if (own.length > 0) return { refs: own, isCertain: true };
  if (sender === 'other' || sender === 'third-party') return { refs: [], isCertain: false };
  const open = refs.filter(({ family }) => !namedOnly.has(family) || isTokenEndpoint);
  const parties = new Set(open.map((ref) => partyOf(issuerOf(ref))));
  return { refs: open, isCertain: parties.size === 1 && sender === null };
}
