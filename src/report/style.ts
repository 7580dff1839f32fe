import { Chalk, type ChalkInstance } from 'chalk';

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

/** @returns the style for a stream with these abilities. */
export function createStyle(stream: { colorLevel: 0 | 1 | 2 | 3; columns: number; unicode: boolean }): Style {
  return {
    color: new Chalk({ level: stream.colorLevel }),
    width: Math.max(40, stream.columns),
    glyphs: stream.unicode ? unicode : ascii,
  };
}
