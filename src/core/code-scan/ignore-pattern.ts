/** One line of a .gitignore, taken apart. */
export interface IgnorePattern {
  /** `!` before it: what it fits is not ignored after all. */
  readonly isNegated: boolean;
  /** `/` behind it: it fits directories alone. */
  readonly isDirectoryOnly: boolean;
  /** Names of a path, from the directory of the file on. */
  readonly segments: readonly Segment[];
}

/** A name as it is written, one as its tokens, or any number of names (`**`). */
export type Segment = typeof anyNames | string | readonly Token[];

/** One character, any one (`?`), any number (`*`), or one of a set. */
export type Token = string | typeof anyOne | typeof anyRun | CharacterSet;

export const anyNames = Symbol('**');
export const anyOne = Symbol('?');
export const anyRun = Symbol('*');

/** `[a-z]`, or with `!` or `^` every other character. */
export interface CharacterSet {
  readonly isNegated: boolean;
  readonly has: (character: string) => boolean;
}

/** @returns the pattern of a line; undefined for a blank one, a comment, and what can fit nothing */
export function parseIgnoreLine(line: string): IgnorePattern | undefined {
  const written = withoutTrailingBlanks(line);
  if (written === '' || written.startsWith('#')) return undefined;
  const isNegated = written.startsWith('!');
  const text = isNegated ? written.slice(1) : written;
  const isDirectoryOnly = text.endsWith('/');
  const path = isDirectoryOnly ? text.slice(0, -1) : text;
  const segments = readSegments(path);
  return segments === undefined ? undefined : { isNegated, isDirectoryOnly, segments };
}

/** A slash at the beginning or in the middle ties a pattern to the directory of its file. */
function readSegments(path: string): readonly Segment[] | undefined {
  const isTied = path.includes('/');
  const names = (path.startsWith('/') ? path.slice(1) : path).split('/');
  const segments: Segment[] = isTied ? [] : [anyNames];
  for (const name of names) {
    const segment = name === '**' && names.length > 1 ? anyNames : readName(name);
    if (segment === undefined || name === '') return undefined;
    const isPlain = segment !== anyNames && segment.every((token) => typeof token === 'string');
    segments.push(isPlain ? segment.join('') : segment);
  }
  return segments;
}

/** Blanks at the end belong to no pattern, but for one behind a backslash. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end -= 1;
  return line.slice(0, end);
}

/** @returns undefined where it can fit nothing: a set that nobody closes, a backslash at the end */
function readName(name: string): readonly Token[] | undefined {
  const characters = [...name];
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at];
    if (character === '[') {
      const set = readSet(characters, at + 1);
      if (set === undefined) return undefined;
      tokens.push(set.set);
      at = set.end;
    } else if (character === '\\') {
      at += 1;
      const escaped = characters[at];
      if (escaped === undefined) return undefined;
      tokens.push(escaped);
    } else if (character === '?') tokens.push(anyOne);
    else if (character !== '*') tokens.push(character ?? '');
    // Several stars in a row say what one says.
    else if (tokens.at(-1) !== anyRun) tokens.push(anyRun);
  }
  return tokens;
}

type Range = readonly [from: string, to: string];

/**
 * Reads a set.
 * @param start behind its `[`
 * @returns the set and where its `]` stands
 */
function readSet(characters: readonly string[], start: number): { set: CharacterSet; end: number } | undefined {
  const isNegated = characters[start] === '!' || characters[start] === '^';
  const first = isNegated ? start + 1 : start;
  const ranges: Range[] = [];
  const classes: RegExp[] = [];
  for (let at = first; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character === ']' && at > first) {
      const has = (character: string) =>
        ranges.some(([from, to]) => character >= from && character <= to) ||
        classes.some((pattern) => pattern.test(character));
      return { set: { isNegated, has }, end: at };
    }
    const named = character === '[' && characters[at + 1] === ':' ? readClass(characters, at) : undefined;
    if (named !== undefined) {
      classes.push(named.pattern);
      at = named.end;
      continue;
    }
    if (character === '\\') at += 1;
    const from = characters[at];
    if (from === undefined) return undefined;
    const isRange = characters[at + 1] === '-' && characters[at + 2] !== undefined && characters[at + 2] !== ']';
    if (isRange) at += characters[at + 2] === '\\' ? 3 : 2;
    ranges.push([from, characters[at] ?? from]);
  }
  return undefined;
}

/** The classes of POSIX, in the ASCII that git knows. */
const classes: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /^[a-z0-9]$/i],
  ['alpha', /^[a-z]$/i],
  ['blank', /^[ \t]$/],
  ['cntrl', /^[\u0000-\u001f\u007f]$/],
  ['digit', /^[0-9]$/],
  ['graph', /^[!-~]$/],
  ['lower', /^[a-z]$/],
  ['print', /^[ -~]$/],
  ['punct', /^[!-/:-@[-`{-~]$/],
  ['space', /^[ \t\n\v\f\r]$/],
  ['upper', /^[A-Z]$/],
  ['xdigit', /^[0-9a-f]$/i],
]);

/** `[:digit:]`, which is at most nine characters long. */
function readClass(characters: readonly string[], start: number): { pattern: RegExp; end: number } | undefined {
  const text = characters.slice(start, start + 10).join('');
  const name = /^\[:([a-z]{5,6}):\]/.exec(text)?.[1];
  const pattern = name === undefined ? undefined : classes.get(name);
  return name === undefined || pattern === undefined ? undefined : { pattern, end: start + name.length + 3 };
}
