/**
 * A state that says for which user a link was made, signed and with an end:
 * `c1.<key id>.<end, seconds since 1970 in base 36>.<user>.<HMAC-SHA256 in base64url>`. The signature is of all that
 * stands before its dot. In the user, every character but letters, digits, `_` and `-` is written as its UTF-8 bytes in
 * hex with a tilde before each: the whole needs no escape in a URL.
 */
const version = 'c1';

const form = /^c1\.([\w-]{8})\.([0-9a-z]{1,9})\.((?:[\w-]|~[0-9A-F]{2})+)\.([\w-]{43})$/;

/** Keys by which states are signed. The cryptography comes from outside: core has none. */
export interface StateKeys {
  /** Ids of the keys; the first one signs, all of them are accepted. */
  readonly ids: readonly [string, ...string[]];
  /** @returns HMAC-SHA256 in base64url. @param id one of `ids` */
  sign(id: string, content: string): string;
  /** Compares without telling by its duration how much was right. */
  isSame(given: string, expected: string): boolean;
}

/** Whose a state is, or why it is refused. */
export type StateCheck =
  | { readonly valid: true; readonly user: string; readonly expiresAt: number; readonly keyId: string }
  | { readonly valid: false; readonly reason: StateRefusal };

/** Why a state is refused: it has another form, was signed by a key that is not there, does not fit its signature, or is too old. */
export type StateRefusal = 'malformed' | 'other-key' | 'forged' | 'expired';

/** @param expiresAt milliseconds since 1970; the state counts until then, to the second */
export function buildState(keys: StateKeys, user: string, expiresAt: number): string {
  const [id] = keys.ids;
  const end = Math.floor(expiresAt / 1000).toString(36);
  const content = [version, id, end, encodeUser(user)].join('.');
  return `${content}.${keys.sign(id, content)}`;
}

/** @param now milliseconds since 1970 */
export function checkState(keys: StateKeys, state: string, now: number): StateCheck {
  const [, id = '', end = '', encoded = '', signature = ''] = form.exec(state) ?? [];
  if (id === '') return { valid: false, reason: 'malformed' };
  if (!keys.ids.includes(id)) return { valid: false, reason: 'other-key' };
  const expected = keys.sign(id, state.slice(0, state.lastIndexOf('.')));
  if (!keys.isSame(signature, expected)) return { valid: false, reason: 'forged' };
  const user = decodeUser(encoded);
  if (user === undefined) return { valid: false, reason: 'malformed' };
  const expiresAt = parseInt(end, 36) * 1000;
  return now < expiresAt ? { valid: true, user, expiresAt, keyId: id } : { valid: false, reason: 'expired' };
}

function encodeUser(user: string): string {
  return encodeURIComponent(user)
    .replace(/[.!~*'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '~');
}

function decodeUser(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('~', '%'));
  } catch {
    return undefined;
  }
}
