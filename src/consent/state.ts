import { sameState as compare } from '../core/connect/state.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** 43 characters of six bits hold 256 bits and two to spare. */
const length = 43;

/**
 * A random `state` for one Connect URL: 258 bits of the platform's cryptographic source, in letters that need no
 * encoding. Keep it where only this browser's session can reach it, such as a cookie with `HttpOnly`.
 */
export function createState(): string {
  // 64 letters divide 256: every letter is as likely as every other.
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet.charAt(byte % 64)).join('');
}

/**
 * Compares the state of a redirect with the one that was kept, in time that does not depend on where they differ.
 * @returns false for an empty or missing state on either side
 */
export function sameState(kept: string | null | undefined, received: string | null | undefined): boolean {
  if (typeof kept !== 'string' || kept === '' || typeof received !== 'string') return false;
  return compare(kept, received);
}
