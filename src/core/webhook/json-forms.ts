/** How a serializer separates what it writes. */
interface Layout {
  readonly comma: string;
  readonly colon: string;
  /** One level of indentation; undefined writes everything on one line. */
  readonly indent?: string;
}

const layouts: readonly Layout[] = [
  { comma: ',', colon: ':' },
  // Python's json.dumps.
  { comma: ', ', colon: ': ' },
  { comma: ',', colon: ': ', indent: '  ' },
  { comma: ',', colon: ': ', indent: '    ' },
  { comma: ',', colon: ': ', indent: '\t' },
];

/**
 * How much longer indentation may make a text. It makes an event up to three times as long; a text of nothing but brackets
 * would grow with the square of its length, and whoever sends that needs no signature.
 */
const mostIndentation = 8;

const escapeCode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
const toAscii = (text: string): string => text.replace(/[\u007f-\uffff]/g, escapeCode);
const toAsciiUpper = (text: string): string =>
  text.replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
const escapeSlashes = (text: string): string => text.replaceAll('/', '\\/');
// Go escapes these for HTML.
const escapeMarkup = (text: string): string => text.replace(/[<>&\u2028\u2029]/g, escapeCode);

/** What serializers of several languages do to a string that is written with the least escapes. */
const escapes: readonly ((minimal: string) => string)[] = [
  (text) => text,
  toAscii,
  toAsciiUpper,
  escapeSlashes,
  // PHP's json_encode.
  (text) => escapeSlashes(toAscii(text)),
  escapeMarkup,
];

/**
 * Other ways in which the same JSON is written: spaces, line breaks, escapes. The order of keys and the spelling of
 * numbers stay, for they cannot be known once they are lost.
 * @param text valid JSON
 */
export function* serializedForms(text: string): Generator<string> {
  const tokens = tokenize(text);
  const strings = new Map(tokens.filter((token) => token.startsWith('"')).map((token) => [token, minimal(token)]));
  const asWritten = (token: string): string => token;
  const rewrites = escapes.map((escape) => (token: string): string => {
    const string = strings.get(token);
    return string === undefined ? token : escape(string);
  });
  const levels = indentedLevels(tokens);
  const possible = layouts.filter(({ indent = '' }) => levels * indent.length <= mostIndentation * text.length);
  for (const rewrite of [asWritten, ...rewrites]) {
    if (rewrite !== asWritten && isWithoutEffect(rewrite, strings)) continue;
    const rewritten = tokens.map(rewrite);
    for (const layout of possible) yield write(rewritten, layout);
  }
}

/** @returns how many levels of indentation the lines of a laid-out text have, all together */
function indentedLevels(tokens: readonly string[]): number {
  let [depth, levels] = [0, 0];
  for (const token of tokens) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (/^[{}[\],]$/.test(token)) levels += depth;
  }
  return levels;
}

function isWithoutEffect(rewrite: (token: string) => string, strings: ReadonlyMap<string, string>): boolean {
  return [...strings.keys()].every((token) => rewrite(token) === token);
}

function minimal(token: string): string {
  return JSON.stringify(JSON.parse(token));
}

function tokenize(text: string): readonly string[] {
  return text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
}

function write(tokens: readonly string[], { comma, colon, indent }: Layout): string {
  const parts: string[] = [];
  let depth = 0;
  const newLine = (): void => {
    if (indent !== undefined) parts.push('\n', indent.repeat(depth));
  };
  tokens.forEach((token, index) => {
    const isEmpty = token === '{' ? tokens[index + 1] === '}' : token === '[' && tokens[index + 1] === ']';
    if (token === '{' || token === '[') {
      parts.push(token);
      depth += 1;
      if (!isEmpty) newLine();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      const opened = tokens[index - 1];
      if (opened !== '{' && opened !== '[') newLine();
      parts.push(token);
    } else if (token === ',') {
      parts.push(comma);
      newLine();
    } else parts.push(token === ':' ? colon : token);
  });
  return parts.join('');
}
