import { createGenerator, type Generator } from './generator.ts';

/** Good inputs, from which hostile ones are made. */
export type Seeds = readonly [string, ...string[]];

/** Brackets, quotes and other marks of the formats that are read. */
const marks = '{ } [ ] ( ) < > " \' ` \\ * ** ? ! # / // ../ : , . | = & &amp; % %0 %00 %E0%A4%A + ${ <!-- ----- “ ’';
/** What terminals obey, what does not show, halves of pairs, and letters whose case or form changes their length. */
const odd =
  '\0|\u0007|\u001b[2J|\u001b]8;;https://evil.example\u0007|\u007f|\u0085|\u009b2J|\u00ad|\u200b|\u200e|\u202e|\u2028|\u2066|\ufeff|\ud800|\udc00|\u0130|ﬁ|é|e\u0301|🚗';
/** Names that every object has, numbers at the edge, and words of our own formats. */
const words =
  'constructor __proto__ toString "__proto__": {"a": ["a", null true -1 -0 1e999 99999999999999999999 https:// -----BEGIN -----END required: read_vin PERMISSION:NULL [!a-z] [[:alpha:]';
const blanks = ['\t', '\n', '\r', '\r\n', '- ', '? ', ': ', '&a ', '*a '];

/** Pieces over which readers of any format can trip. */
const hostilePieces: Seeds = [' ', ...blanks, ...marks.split(' '), ...odd.split('|'), ...words.split(' ')];

/** Longest text that mutation makes. */
const longest = 16 * 1024;

/** @returns a text that is some small faults away from a good one; the same for the same seed */
export function mutated(seeds: Seeds, seed: number): string {
  const generator = createGenerator(seed);
  let text = generator.pick(seeds);
  for (let left = generator.below(7); left > 0; left -= 1) {
    text = generator.pick(mutations)(text, generator, seeds).slice(0, longest);
  }
  return text;
}

type Mutation = (text: string, generator: Generator, seeds: Seeds) => string;

const mutations: readonly [Mutation, ...Mutation[]] = [
  function insertPiece(text, generator) {
    return replaced(text, generator, { longest: 0, by: () => generator.pick(hostilePieces) });
  },
  function insertRepeats(text, generator) {
    return replaced(text, generator, {
      longest: 0,
      by: () => generator.pick(hostilePieces).repeat(generator.below(300)),
    });
  },
  function insertCharacter(text, generator) {
    return replaced(text, generator, { longest: 1, by: () => String.fromCharCode(generator.below(0x1_00_00)) });
  },
  function removeSlice(text, generator) {
    return replaced(text, generator, { longest: 40, by: () => '' });
  },
  function repeatSlice(text, generator) {
    return replaced(text, generator, { longest: 40, by: (slice) => slice.repeat(2 + generator.below(60)) });
  },
  function cutOff(text, generator) {
    return text.slice(0, generator.below(text.length + 1));
  },
  function crossWithAnother(text, generator, seeds) {
    const other = generator.pick(seeds);
    return text.slice(0, generator.below(text.length + 1)) + other.slice(generator.below(other.length + 1));
  },
];

interface Replacement {
  /** Characters that are taken out, at most. */
  readonly longest: number;
  readonly by: (slice: string) => string;
}

function replaced(text: string, generator: Generator, { longest, by }: Replacement): string {
  const from = generator.below(text.length + 1);
  const to = Math.min(text.length, from + (longest === 0 ? 0 : 1 + generator.below(longest)));
  return text.slice(0, from) + by(text.slice(from, to)) + text.slice(to);
}

/** One text in any length: a piece that stands again and again, alone or within a good text. */
export interface Repetition {
  readonly before: string;
  readonly piece: string;
  readonly behind: string;
}

/** @returns a piece to repeat: a hostile one, two of them, or a slice of a good text */
export function repetition(seeds: Seeds, seed: number): Repetition {
  const generator = createGenerator(seed);
  const good = generator.pick(seeds);
  const at = generator.below(good.length + 1);
  const pieces = [
    () => generator.pick(hostilePieces),
    () => generator.pick(hostilePieces) + generator.pick(hostilePieces),
    () => good.slice(at, at + 1 + generator.below(30)),
  ] as const;
  const piece = generator.pick(pieces)() || ' ';
  return generator.below(2) === 0
    ? { before: '', piece, behind: '' }
    : { before: good.slice(0, at), piece, behind: good.slice(at) };
}

/** @returns the text with its piece repeated to a number of characters */
export function repeated({ before, piece, behind }: Repetition, length: number): string {
  return before + piece.repeat(Math.ceil(length / piece.length)) + behind;
}
