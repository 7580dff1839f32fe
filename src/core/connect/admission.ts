import { isEmptyCallback, isOfTesla, parseCallback, type Callback } from './callback.ts';
import { sameState } from './state.ts';
import type { TurnedAway } from './turned-away.ts';

declare const admitted: unique symbol;

/**
 * A callback that belongs to the attempt. Only this module makes one, so that nothing can be concluded from a callback
 * whose state was not checked.
 */
export type AcceptedCallback = Callback & { readonly [admitted]: true };

/** Why a callback is not taken. */
export type CallbackRefusal = Extract<
  TurnedAway,
  | 'no-parameters'
  | 'duplicate-parameter'
  | 'no-state'
  | 'html-escaped'
  | 'other-state'
  | 'no-outcome'
  | 'from-tesla'
  | 'no-key'
>;

/** What became of a query that reached the redirect URI. */
export type CallbackAdmission =
  | { readonly accepted: true; readonly callback: AcceptedCallback }
  | { readonly accepted: false; readonly reason: CallbackRefusal };

/**
 * Takes the query of a redirect, or a pasted one, if it carries the state of the attempt and a result of Connect: a code,
 * a user id or an error. None is looked at before the state.
 * @param query with or without its `?`
 */
export function admitCallback(query: string, state: string): CallbackAdmission {
  if (isEmpty(query)) return refuse('no-parameters');
  const parsed = parseCallback(query);
  if (!parsed.ok) return refuse('duplicate-parameter');
  const { callback } = parsed;
  const isEscaped = query.includes('&amp;');
  if (callback.state === null) return refuse(isEscaped ? 'html-escaped' : 'no-state');
  if (!sameState(state, callback.state)) return refuse('other-state');
  if (isEmptyCallback(callback)) return refuse(isEscaped ? 'html-escaped' : 'no-outcome');
  // An error ends the attempt whoever sent it; a code of Tesla's is no result of Connect.
  return callback.error === null && isOfTesla(callback.raw) ? refuse('from-tesla') : accept(callback);
}

/** Parameter by which Texture hands over the key to one customer's devices. */
export const scopedKeyParameter = 'texture_scoped_key';

/**
 * Takes a redirect of Texture, which carries no state: the one-time value in the path of the redirect URI, which the
 * server or the paste compared, stands in its place. The query must bring one key, or say why there is none.
 */
export function admitScopedKey(query: string): CallbackAdmission {
  if (isEmpty(query)) return refuse('no-parameters');
  const keys = new URLSearchParams(query).getAll(scopedKeyParameter);
  const parsed = parseCallback(query);
  if (!parsed.ok || keys.length > 1) return refuse('duplicate-parameter');
  const hasKey = keys.some((key) => key.trim() !== '');
  return hasKey || parsed.callback.error !== null ? accept(parsed.callback) : refuse('no-key');
}

function isEmpty(query: string): boolean {
  return query === '' || query === '?';
}

function accept(callback: Callback): CallbackAdmission {
  // The one place where the brand is given.
  return { accepted: true, callback: callback as AcceptedCallback };
}

function refuse(reason: CallbackRefusal): CallbackAdmission {
  return { accepted: false, reason };
}
