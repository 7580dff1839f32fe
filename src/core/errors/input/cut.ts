/** A text that is short enough to be searched, and what was left out. */
export interface CutText {
  readonly text: string;
  /** Characters in the middle that are not looked at. */
  readonly left: number;
}

/** Characters at the beginning and at the end that are read: a log ends with what went wrong. */
const kept = 64 * 1024;

/** Keeps the time of a search the same for a line of a hundred bytes and for a log of a gigabyte. */
export function cutInput(text: string): CutText {
  const { text: ends, left } = cutEnds(text);
  return { text: withoutBytes(ends), left };
}

/** What stands for a byte that is not a text. */
const noText = '\uFFFD';
/** Shorter runs of characters between such bytes are chance. */
const shortestRun = 8;

/** Of something that is not a text, such as an image or a core dump, the runs that could be. */
function withoutBytes(text: string): string {
  if (!text.includes(noText)) return text;
  const runs = text.split(noText);
  if (runs.length < text.length / 20) return text;
  const words = runs.filter((run) => run.length >= shortestRun);
  return words.join('\n').trim() || noText;
}

function cutEnds(text: string): CutText {
  const left = text.length - 2 * kept;
  // One line end may stand between two ends that were cut before.
  if (left <= 1) return { text, left: 0 };
  return { text: `${text.slice(0, kept)}\n${text.slice(-kept)}`, left };
}
