import type { ErrorCode } from '../../src/core/errors/codes.ts';
import type { Seeds } from './mutate.ts';

/** What a reader made of a text. */
export interface Reading {
  /** Plain data: what a document of `--json` could hold. */
  readonly answer: unknown;
  /** How people are shown it, where they are. */
  readonly forPeople?: string | undefined;
}

/** Something of the program that reads text of strangers. */
export interface Reader {
  readonly name: string;
  readonly seeds: Seeds;
  /** Pieces of the format that were or could be costly when repeated; those of every format are tried anyway. */
  readonly repeats: readonly string[];
  /** Codes of the errors with which it refuses a text. Without them it takes every text. */
  readonly refuses?: readonly ErrorCode[] | undefined;
  /** Characters of the longest text by which the growth of its work is told; 60,000 without it. */
  readonly longest?: number | undefined;
  readonly run: (text: string) => Reading | Promise<Reading>;
}
