/** A link as it was found in running text. */
export interface FoundLink {
  readonly url: URL;
  /** The query as it was written, before any decoding, without `?`. */
  readonly rawQuery: string;
}

const noise = /^(?:HTTP\/[\d.]+ \d{3}.*|```\w*)$/i;
const continuedPermission = /^(?:\w+:)?(?:read|control)_\w+/;

/** Characters that a link is read from. Servers stop reading far below this; beyond it a text is a file, not a link. */
export const longestLink = 64 * 1024;

/**
 * Finds the link in what was pasted: one line, or the lines into which documents break it, with indents,
 * a status line before it, `Location:`, quotes, `&amp;` or a `?` followed by `&`.
 * @returns `undefined` when there is no absolute address in it, or when it is longer than {@link longestLink}
 */
export function findLink(text: string): FoundLink | undefined {
  if (text.length > longestLink) return undefined;
  const joined = joinLines(text).replaceAll('&amp;', '&');
  const start = joined.search(/https?:\/\//i);
  if (start === -1) return undefined;
  const written = cutAtQuote(joined.slice(start), joined[start - 1]);
  // A space inside a value is what the writer meant to be encoded.
  const address = written.replace(/#.*$/, '').replaceAll(' ', '%20');
  if (!URL.canParse(address)) return undefined;
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1) : '';
  return { url: new URL(address), rawQuery: query.replace(/^[?&]+/, '') };
}

function joinLines(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !noise.test(line));
  return lines.reduce((joined, line) => joined + separator(joined, line) + line, '').trim();
}

/** A break between two permissions stood for a space; any other break stood for nothing. */
function separator(before: string, line: string): string {
  const isInScope = /[?&]scope=[^&]*$/.test(before) && !/(?:=|:|%20|\+)$/.test(before);
  return isInScope && continuedPermission.test(line) ? ' ' : '';
}

function cutAtQuote(text: string, before: string | undefined): string {
  const closing = before === '<' ? '>' : before;
  if (closing === undefined || !/["'`>]/.test(closing)) return text.replace(/["'`>]+$/, '');
  const end = text.indexOf(closing);
  return end === -1 ? text : text.slice(0, end);
}
