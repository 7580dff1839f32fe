import type { Chalk, ChalkInstance } from 'chalk';

/** How to draw on one stream: colours, width and character set. */
export interface Style {
  readonly color: ChalkInstance;
  /** Columns available; never less than 40. */
  readonly width: number;
  /** Box drawing, ticks and arrows; their ASCII forms where the terminal has no Unicode, words where it is read aloud. */
  readonly glyphs: Glyphs;
  /** Read aloud: nothing is drawn, and no place in a line says what a word could say. */
  readonly plain: boolean;
}

export interface Glyphs {
  readonly ticked: string;
  readonly unticked: string;
  readonly ok: string;
  readonly bad: string;
  readonly warn: string;
  /** In the cell of a table: it applies. */
  readonly check: string;
  readonly arrow: string;
  /** Between a thing and what it needs. */
  readonly needs: string;
  /** Before what follows from the line above. */
  readonly pointer: string;
  readonly bullet: string;
  readonly ellipsis: string;
  readonly line: string;
  readonly corner: {
    readonly topLeft: string;
    readonly topRight: string;
    readonly bottomLeft: string;
    readonly bottomRight: string;
  };
  readonly side: string;
  readonly branch: string;
  readonly lastBranch: string;
}

const unicode: Glyphs = {
  ticked: '☑',
  unticked: '☐',
  ok: '✓',
  bad: '✗',
  warn: '⚠',
  check: '✓',
  arrow: '→',
  needs: '→',
  pointer: '→',
  bullet: '•',
  ellipsis: '…',
  line: '─',
  corner: { topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯' },
  side: '│',
  branch: '├─',
  lastBranch: '└─',
};

const ascii: Glyphs = {
  ticked: '[x]',
  unticked: '[ ]',
  ok: 'ok',
  bad: 'x',
  warn: '!',
  check: 'ok',
  arrow: '->',
  needs: '->',
  pointer: '->',
  bullet: '*',
  ellipsis: '...',
  line: '-',
  corner: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+' },
  side: '|',
  branch: '|-',
  lastBranch: '`-',
};

/** For screen readers, which spell signs out and cannot show where in a line something stands. */
const words: Glyphs = {
  ...ascii,
  ticked: 'Tick:',
  unticked: 'Not ticked:',
  ok: 'OK:',
  bad: 'Problem:',
  warn: 'Warning:',
  check: 'yes',
  arrow: 'to',
  needs: 'needs',
  pointer: '-',
  bullet: '-',
};

// Most output goes into pipes and files, where chalk would do nothing but cost every start a millisecond.
let chalk: typeof Chalk | undefined;

/** Loads chalk if one of the streams shows colours. Call it once before the first {@link createStyle}. */
export async function loadColors(streams: readonly { readonly colorLevel: number }[]): Promise<void> {
  if (chalk === undefined && streams.some(({ colorLevel }) => colorLevel > 0)) chalk = (await import('chalk')).Chalk;
}

const asIs = (...texts: readonly unknown[]): string => texts.join(' ');

// Stands in for chalk without colours: every style of it, and every style of that, gives the text back. The proxy has
// no type of its own to offer, so it takes chalk's.
const plain = new Proxy(asIs, {
  get: (_, name): unknown => (name === 'level' ? 0 : plain),
}) as unknown as ChalkInstance;

/** What a stream can show. */
interface StyledStream {
  readonly colorLevel: 0 | 1 | 2 | 3;
  readonly columns: number;
  readonly unicode: boolean;
  readonly plain?: boolean | undefined;
}

/** @returns the style for a stream with these abilities. */
export function createStyle(stream: StyledStream): Style {
  const isPlain = stream.plain === true;
  return {
    color: chalk === undefined || stream.colorLevel === 0 ? plain : new chalk({ level: stream.colorLevel }),
    width: Math.max(40, stream.columns),
    glyphs: isPlain ? words : stream.unicode ? unicode : ascii,
    plain: isPlain,
  };
}
