import { parseCallback, type Callback } from './callback.ts';
import { sameState } from './state.ts';

declare const admitted: unique symbol;

/**
 * A callback that belongs to the attempt. Only this module makes one, so that nothing can be concluded from a callback
 * whose state was not checked.
 */
export type AcceptedCallback = Callback & { readonly [admitted]: true };

/** Why a callback is not taken. */
export type CallbackRefusal = 'duplicate-parameter' | 'state';

/** What became of a query that reached the redirect URI. */
export type CallbackAdmission =
  | { readonly accepted: true; readonly callback: AcceptedCallback }
  | { readonly accepted: false; readonly reason: CallbackRefusal };

/**
 * Takes the query of a redirect, or a pasted one, if it carries the state of the attempt. Neither code nor error is
 * looked at before.
 * @param query with or without its `?`
 */
export function admitCallback(query: string, state: string): CallbackAdmission {
  const parsed = parseCallback(query);
  if (!parsed.ok) return refuse('duplicate-parameter');
  if (!sameState(state, parsed.callback.state)) return refuse('state');
  return accept(parsed.callback);
}

/** Parameter by which Texture hands over the key to one customer's devices. */
export const scopedKeyParameter = 'texture_scoped_key';

/**
 * Takes a redirect of Texture, which carries no state: the one-time value in the path of the redirect URI, which the
 * server or the paste compared, stands in its place. The query must bring one key, or say why there is none.
 */
export function admitScopedKey(query: string): CallbackAdmission {
  const keys = new URLSearchParams(query).getAll(scopedKeyParameter);
  const parsed = parseCallback(query);
  if (!parsed.ok || keys.length > 1) return refuse('duplicate-parameter');
  return keys.length === 1 || parsed.callback.error !== null ? accept(parsed.callback) : refuse('state');
}

function accept(callback: Callback): CallbackAdmission {
  // The one place where the brand is given.
  return { accepted: true, callback: callback as AcceptedCallback };
}

function refuse(reason: CallbackRefusal): CallbackAdmission {
  return { accepted: false, reason };
}
