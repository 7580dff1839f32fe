/** What a pasted line turned out to be. */
export type PastedRedirect =
  | { readonly ok: true; readonly query: string }
  /** One sentence that says what is wrong and what to paste. */
  | { readonly ok: false; readonly problem: string };

// Terminals wrap pasted text in these when bracketed paste is on.
const bracketedPaste = /\u001b\[20[01]~/g;
/** Blanks of every kind, and what chats and mail programs slip in unseen. */
const invisible = /[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
const opening = /^(?:Location:|["'<`(\u201c\u2018\u00ab\u201e])+/i;
// Tried where a run of them begins alone: a run of thousands would cost its square.
const closing = /(?<!["'>`)\u201d\u2019\u00bb\u201c.,;!])["'>`)\u201d\u2019\u00bb\u201c.,;!]+$/;

/** Longest text that is read: servers stop far below this, and beyond it a text is a file, not an address. */
const longestPaste = 64 * 1024;

const wholeUrl = 'Paste the whole URL from the address bar: a code alone has no state.';

/**
 * Reads the address that the browser landed on, however it was copied: in quotes or brackets, broken over lines, with
 * `&amp;` or a shell's backslashes, without its scheme, or its query alone, which is taken for the registered redirect
 * URI. A bare code is refused: it carries no state, so nobody could tell whether it belongs to this attempt.
 * @param redirectUri the redirect URI of the attempt
 */
export function parsePastedRedirect(text: string, redirectUri: string): PastedRedirect {
  if (text.length > longestPaste)
    return problem(`That is not an address: it has more than ${longestPaste} characters. ${wholeUrl}`);
  const expected = new URL(redirectUri);
  const address = completed(cleaned(text, expected), expected);
  if (address === undefined || !URL.canParse(address)) return problem(`That is not a full address. ${wholeUrl}`);
  const pasted = new URL(address);
  if (/\/oauth\/(authorize|reauthenticate)$/.test(pasted.pathname)) {
    return problem('That is the link that starts Connect. Paste the URL that the browser lands on at the end.');
  }
  if (!sameTarget(pasted, expected)) {
    if (withoutSlash(pasted) === withoutSlash(expected)) {
      return problem(
        `That address differs from the redirect URI ${redirectUri} by a slash at the end of its path, and Connect compares it exactly: make the link, the Dashboard and --redirect-uri agree.`,
      );
    }
    return problem(`That address does not begin with the redirect URI ${redirectUri}.`);
  }
  return { ok: true, query: pasted.search.slice(1) };
}

function problem(sentence: string): PastedRedirect {
  return { ok: false, problem: sentence };
}

/** Takes off what copying put around the address, the sentence around it too. */
function cleaned(text: string, { protocol }: URL): string {
  const bare = withoutProse(text)
    .replace(bracketedPaste, '')
    .replace(invisible, '')
    .replace(/\\(?=[?&=])/g, '')
    .replaceAll('&amp;', '&')
    .replace(opening, '')
    .replace(closing, '');
  const start = bare.indexOf(`${protocol}//`);
  return start > 0 && !/[?=]/.test(bare.slice(0, start)) ? bare.slice(start) : bare;
}

/**
 * Drops the words behind an address, as in "… and shows an error". One word alone stays: it can be the end of an address
 * that was broken over lines.
 */
function withoutProse(text: string): string {
  const words = text.trimEnd().split(/[ \t]+/);
  const last = words.findLastIndex((word) => !/^[A-Za-z']+[.,;!?]*$/.test(word));
  const isFollowed = words.length - 1 - last >= 2 && /[?&=]/.test(words[last] ?? '');
  return isFollowed ? words.slice(0, last + 1).join(' ') : text;
}

/** @returns the address with what the redirect URI lends it; `undefined` for what is neither an address nor a query */
function completed(text: string, { protocol, host, pathname }: URL): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  if (text.startsWith('//')) return `${protocol}${text}`;
  const origin = `${protocol}//${host}`;
  if (text.startsWith('/')) return `${origin}${text}`;
  if (/^[?&]?[a-z_]+=/i.test(text)) return `${origin}${pathname}?${text.replace(/^[?&]/, '')}`;
  return /[/?]/.test(text) ? `${protocol}//${text}` : undefined;
}

/** @returns the address up to its query, without the slash at its end */
function withoutSlash({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname.replace(/\/$/, '')}`;
}

function sameTarget(pasted: URL, expected: URL): boolean {
  // Custom schemes have no origin to compare, so the parts are compared one by one.
  return (
    pasted.protocol === expected.protocol && pasted.host === expected.host && pasted.pathname === expected.pathname
  );
}
