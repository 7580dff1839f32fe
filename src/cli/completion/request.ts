import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import type { CommandEntry } from '../command-entry.ts';
import { bashReplies, readBashLine } from './bash-line.ts';
import type { Answer, Candidate } from './candidate.ts';
import { complete, type Line } from './complete.ts';

type RequestContext = Pick<Context, 'stdout' | 'profiles' | 'sandbox'>;

/**
 * Answers a shell's script: `complete bash =BREAKS =LINE`, `complete SHELL =CURRENT WORD…`. The first line says what the
 * shell does beside the words that follow. Whatever goes wrong, nothing is said: a shell would print it into the line
 * that somebody types.
 */
export async function answerRequest(
  argv: readonly string[],
  ctx: RequestContext,
  table: readonly CommandEntry[],
): Promise<number> {
  try {
    ctx.stdout.write(await answerText(argv, ctx, table));
  } catch {
    // See above.
  }
  return exitCodes.done;
}

async function answerText(
  [shell, ...words]: readonly string[],
  ctx: RequestContext,
  table: readonly CommandEntry[],
): Promise<string> {
  if (shell === 'bash') {
    const line = readBashLine(behindMark(words[1]), behindMark(words[0]));
    const answer = await complete(ctx, table, line);
    return toText(answer, bashReplies(line, answer.candidates));
  }
  const current = behindMark(words[0]);
  // zsh hands over what the word means, the others how it stands in the line: with an open quote, with escaped blanks.
  const line: Line = { words: words.slice(1), current: shell === 'zsh' ? current : readBashLine(current, '').current };
  const answer = await complete(ctx, table, line);
  return toText(answer, answer.candidates.map(withDescription));
}

/** Scripts write `=` before what may be empty: some shells leave an empty argument out. */
function behindMark(text = '='): string {
  return text.slice(1);
}

function toText(answer: Answer, lines: readonly string[]): string {
  return [directive(answer), ...lines, ''].join('\n');
}

function directive({ paths, goesOn }: Answer): string {
  if (paths !== undefined) return `:${paths}`;
  return goesOn === true ? ':goes-on' : ':words';
}

function withDescription({ value, description }: Candidate): string {
  return description === undefined ? value : `${value}\t${shortened(description)}`;
}

/** A description stands in one line beside others. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 72 ? `${line.slice(0, 71).trimEnd()}…` : line;
}
