import type { Chalk, ChalkInstance } from 'chalk';

/** How to draw on one stream: colours, width and character set. */
export interface Style {
  readonly color: ChalkInstance;
  /** Columns available; never less than 40. */
  readonly width: number;
  /** Box drawing, ticks and arrows; their ASCII forms where the terminal has no Unicode. */
  readonly glyphs: Glyphs;
}

export interface Glyphs {
  readonly ticked: string;
  readonly unticked: string;
  readonly ok: string;
  readonly bad: string;
  readonly warn: string;
  readonly arrow: string;
  readonly bullet: string;
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
  arrow: '→',
  bullet: '•',
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
  arrow: '->',
  bullet: '*',
  line: '-',
  corner: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+' },
  side: '|',
  branch: '|-',
  lastBranch: '`-',
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

/** @returns the style for a stream with these abilities. */
export function createStyle(stream: { colorLevel: 0 | 1 | 2 | 3; columns: number; unicode: boolean }): Style {
  return {
    color: chalk === undefined || stream.colorLevel === 0 ? plain : new chalk({ level: stream.colorLevel }),
    width: Math.max(40, stream.columns),
    glyphs: stream.unicode ? unicode : ascii,
  };
}
