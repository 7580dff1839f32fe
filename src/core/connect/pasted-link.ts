/** A link as it was found in running text. */
export interface FoundLink {
  readonly url: URL;
  /** The query as it was written, before any decoding, without `?`. */
  readonly rawQuery: string;
  /** What stands behind the first `#`. */
  readonly fragment: string;
  readonly writing: LinkWriting;
}

/** What had to be undone to read a link. Whatever opens the link as it is written trips over it. */
export interface LinkWriting {
  /** `&` as HTML, JSON or a shell write it, outside an attribute of HTML. */
  readonly hasEscapedAmpersands: boolean;
  readonly isInTypographicQuotes: boolean;
  /** The address as a whole was percent-encoded, with its `://`. */
  readonly isEncodedWhole: boolean;
  /** It begins with the host. */
  readonly lacksScheme: boolean;
  /** `&` in place of the first `?`, a second `?` or `;` in place of `&`. */
  readonly hasWrongSeparators: boolean;
  /** A `#` cuts parameters off. */
  readonly hasFragment: boolean;
  /** Something showed it in short: it ends with an ellipsis. */
  readonly isAbridged: boolean;
}

const noise = /^(?:HTTP\/[\d.]+ \d{3}.*|```\w*)$/i;
const continuedPermission = /^(?:\w+:)?(?:read|control)_\w+/;
const escapedAmpersand = /&(?:amp(?:;|%3B)|#0{0,4}38;|#x0{0,4}26;)(?:amp;){0,9}|\\u0026/gi;
const attribute = /\b(?:href|src|action|content|url)\s?=\s?["']$/i;

/** What stands around a link in a text, Markdown or HTML, with what closes it. */
const closers: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['>', '<'],
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['„', '“'],
  ['”', '”'],
  ['‘', '’'],
  ['‚', '‘'],
  ['’', '’'],
  ['«', '»'],
]);

/** Characters that a link is read from. Servers stop reading far below this; beyond it a text is a file, not a link. */
export const longestLink = 64 * 1024;

/**
 * Finds the link in what was pasted: one line, or the lines into which documents break it, with indents,
 * a status line before it, `Location:`, quotes, `&amp;` or a `?` followed by `&`.
 * @returns `undefined` when there is no absolute address in it, or when it is longer than {@link longestLink}
 */
export function findLink(text: string): FoundLink | undefined {
  if (text.length > longestLink) return undefined;
  // JSON can write a slash as \/.
  const joined = joinLines(text).replaceAll('\\/', '/');
  const whole = joined.replace(withoutScheme, '$&https://');
  const decoded = decodedWhole(whole);
  const readable = decoded ?? whole;
  const start = startOfLink(readable);
  if (start === undefined) return undefined;
  const before = readable.slice(Math.max(0, start - 20), start);
  const opening = before.slice(-1);
  const written = cutAtQuote(readable.slice(start), opening);
  const plain = written.replace(escapedAmpersand, '&').replace(/\\(?=[?&=])/g, '');
  // `#{…}` is a placeholder of Ruby, no fragment. A space inside a value is what the writer meant to be encoded.
  const [front = '', ...fragment] = plain.replaceAll('#{', '%23{').split('#');
  const separated = withSeparators(front);
  const address = separated.replaceAll(' ', '%20').replace(/(?:…|\.{3})$/, '');
  if (!URL.canParse(address)) return undefined;
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1) : '';
  return {
    url: new URL(address),
    rawQuery: query.replace(/^[?&]+/, ''),
    fragment: fragment.join('#'),
    writing: {
      hasEscapedAmpersands: plain !== written && !attribute.test(before),
      // Plain ones are of ASCII.
      isInTypographicQuotes: opening > '~' && closers.has(opening),
      isEncodedWhole: decoded !== undefined,
      lacksScheme: whole !== joined,
      hasWrongSeparators: separated !== front,
      hasFragment: fragment.some((part) => part.includes('=')),
      isAbridged: /(?:…|\.{3})$/.test(plain),
    },
  };
}

/** Hosts that a text can only mean as an address, at its beginning and without a scheme. */
const withoutScheme = /^["'`<“]{0,2}(?=(?:connect\.smartcar|auth\.tesla)\.com\/|(?:www\.)?tesla\.com\/_ak\/)/i;
const known = '(?:client_id|application_id|redirect_uri|response_type|scope|state|mode|make)=';
const secondSeparator = new RegExp(`[?;](?=${known})`, 'g');
const firstSeparator = new RegExp(`^([^?]*?)&(?=${known})`);

/** Puts `?` and `&` where they belong. */
function withSeparators(address: string): string {
  const begun = address.replace(firstSeparator, '$1?');
  const query = begun.indexOf('?') + 1;
  return query === 0 ? begun : begun.slice(0, query) + begun.slice(query).replace(secondSeparator, '&');
}

/** The redirect URI of a mobile app has a scheme of its own: such a link is the whole text, or it could be anything. */
const ofApp = /^["'`<“]{0,2}(?=[a-z][a-z0-9+.-]{1,60}:\/\/[^\s/?#]\S*[^\s]$)/i;

function startOfLink(text: string): number | undefined {
  const start = text.search(/https?:\/\//i);
  return start === -1 ? ofApp.exec(text)?.[0].length : start;
}

function joinLines(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !noise.test(line));
  const pieces: string[] = [];
  // Of what was joined, its end and whether it is in the scope tell enough: to look at all of it for each line costs its square.
  let end = '';
  let isInScope = false;
  for (const line of lines) {
    const piece: string = isInScope && isNextPermission(end, line) ? ` ${line}` : line;
    pieces.push(piece);
    const seen = end + piece;
    const parameter = seen.slice(Math.max(0, seen.lastIndexOf('&')));
    isInScope = (isInScope && !line.includes('&')) || /[?&]scope=/.test(parameter);
    end = seen.slice(-'&scope='.length);
  }
  return pieces.join('').trim();
}

/** An encoded address that begins the text is a link; further in, it is the value of a parameter. */
function decodedWhole(text: string): string | undefined {
  const match = /^["'`<“]?https?%3A%2F%2F\S*/i.exec(text);
  if (match === null) return undefined;
  try {
    return decodeURIComponent(match[0]);
  } catch {
    return undefined;
  }
}

/** A break between two permissions stood for a space; any other break stood for nothing. */
function isNextPermission(before: string, line: string): boolean {
  return !/(?:=|:|%20|\+)$/.test(before) && continuedPermission.test(line);
}

function cutAtQuote(text: string, before: string): string {
  const closing = closers.get(before);
  if (closing === undefined) return text.replace(/(?<!["'`>])["'`>]+$/, '');
  const end = text.indexOf(closing);
  return end === -1 ? text : text.slice(0, end);
}
