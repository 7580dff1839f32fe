import { admitCallback } from '../core/connect/admission.ts';
import type { Callback } from '../core/connect/callback.ts';
import { checkFilled, checkText } from './input.ts';

/** A redirect that belongs to the attempt, or why it is not taken. */
export type ReadRedirect =
  | { readonly ok: true; readonly result: Callback }
  | {
      readonly ok: false;
      /**
       * `other-state` and `no-state`: it does not belong to this attempt; `duplicate-parameter`: one of the two is
       * forged; `no-parameters`, `no-outcome`: it brings neither a code, a user id nor an error; `from-tesla`: its code is
       * one of Tesla's own, for an application at Tesla; `html-escaped`: `&amp;` stands in place of `&`.
       */
      readonly reason:
        | 'no-parameters'
        | 'no-state'
        | 'other-state'
        | 'duplicate-parameter'
        | 'no-outcome'
        | 'from-tesla'
        | 'html-escaped';
    };

const longestAddress = 16_000;

/**
 * Reads the redirect of Connect. Nothing of it is looked at before its state was compared with the one that was kept.
 * @param redirect the address (`location.href`, a request's `url`) or its query
 * @param kept the state that this session put on its Connect URL
 * @throws ConsentError INPUT_REQUIRED for an empty state, INVALID_VALUE for what is not a text or too long
 */
export function readRedirect(redirect: string, kept: { readonly state: string }): ReadRedirect {
  // Callers in plain JavaScript can leave it out; a state that is missing is refused as an empty one is.
  const state = checkFilled((kept as Partial<typeof kept> | undefined)?.state, 'state', longestAddress);
  const admission = admitCallback(queryOf(checkText(redirect, 'redirect', longestAddress)), state);
  if (admission.accepted) return { ok: true, result: withSafeLink(admission.callback) };
  return { ok: false, reason: admission.reason === 'no-key' ? 'no-outcome' : admission.reason };
}

function queryOf(redirect: string): string {
  const start = redirect.indexOf('?');
  const isAddress = /^(?:[a-z][a-z0-9+.-]*:\/)?\//i.test(redirect);
  return (start === -1 ? (isAddress ? '' : redirect) : redirect.slice(start + 1)).replace(/#.*$/s, '');
}

/** A page puts this address into a link: what is no web address is left out, and stays in `raw`. */
function withSafeLink(callback: Callback): Callback {
  const { virtualKeyUrl } = callback;
  const isSafe = virtualKeyUrl !== null && URL.canParse(virtualKeyUrl) && new URL(virtualKeyUrl).protocol === 'https:';
  return { ...callback, virtualKeyUrl: isSafe ? virtualKeyUrl : null };
}
