import { isLoopbackHost } from '../text/loopback-host.ts';

/** @returns true for a redirect URI that a server on this machine can catch. */
export function isLoopbackRedirect(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'http:' && isLoopbackHost(hostname);
}

// Both cases are spelt out: where a class ignores case, V8 asks ICU for the cases of each letter first.
const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;

/** @returns what is wrong with a redirect URI, one sentence, or `undefined`. */
export function redirectUriProblem(redirectUri: string): string | undefined {
  if (!URL.canParse(redirectUri) || !scheme.test(redirectUri)) {
    return `"${redirectUri}" is not an absolute address.`;
  }
  if (redirectUri.includes('#')) return `"${redirectUri}" carries a fragment, which a redirect URI must not have.`;
  const { username, password } = new URL(redirectUri);
  return username === '' && password === '' ? undefined : 'A redirect URI must not carry a user name or password.';
}
