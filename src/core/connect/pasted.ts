/** What a pasted line turned out to be. */
export type PastedRedirect =
  | { readonly ok: true; readonly query: string }
  /** One sentence that says what is wrong and what to paste. */
  | { readonly ok: false; readonly problem: string };

// Terminals wrap pasted text in these when bracketed paste is on.
const bracketedPaste = /\u001b\[20[01]~/g;

/**
 * Reads the address that the browser landed on. Only the whole address counts: a bare code
 * carries no state, so nobody could tell whether it belongs to this attempt.
 * @param redirectUri the redirect URI of the attempt
 */
export function parsePastedRedirect(text: string, redirectUri: string): PastedRedirect {
  const address = text
    .replace(bracketedPaste, '')
    .replace(/\s+/g, '')
    .replace(/^["'<`]|["'>`]$/g, '');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(address) || !URL.canParse(address)) {
    return {
      ok: false,
      problem: 'That is not a whole address. Paste the whole URL from the address bar: a code alone carries no state.',
    };
  }
  const pasted = new URL(address);
  if (/\/oauth\/(authorize|reauthenticate)$/.test(pasted.pathname)) {
    return {
      ok: false,
      problem: 'That is the link that starts Connect. Paste the URL that the browser lands on at the end.',
    };
  }
  if (pasted.search === '')
    return {
      ok: false,
      problem: 'That address has no parameters. Paste the whole URL, with everything after the "?".',
    };
  if (!sameTarget(pasted, new URL(redirectUri))) {
    return { ok: false, problem: `That address does not begin with the redirect URI ${redirectUri}.` };
  }
  return { ok: true, query: pasted.search.slice(1) };
}

function sameTarget(pasted: URL, expected: URL): boolean {
  // Custom schemes have no origin to compare, so the parts are compared one by one.
  return (
    pasted.protocol === expected.protocol && pasted.host === expected.host && pasted.pathname === expected.pathname
  );
}
