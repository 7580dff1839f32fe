import { readFileSync } from 'node:fs';

/** What a right answer holds. Patterns are regular expressions, looked for in the whole JSON of the answer. */
export interface Expectation {
  /** Codes that the answer names, all of them. */
  readonly codes?: readonly string[];
  /** The service that the first explanation names. */
  readonly issuer?: string;
  /** Parts of the next commands and addresses. */
  readonly next?: readonly string[];
  readonly says?: readonly string[];
  /** Words that would send somebody to the wrong party: one of them makes the answer wrong. */
  readonly never?: readonly string[];
  /** Nobody can know what the text means: anything but "unknown" is wrong. */
  readonly unknown?: boolean;
  /** The text shows no sender: an answer that is sure of one is wrong. */
  readonly unsure?: boolean;
}

/** One public report: what people pasted, and what the right answer is. */
export interface FieldReport {
  readonly id: string;
  readonly kind: string;
  /** Repository and issue, or the page. */
  readonly source: string;
  readonly run: 'explain' | 'lint' | 'key' | 'domain' | 'code' | 'owner' | 'paste' | 'request';
  readonly input: string;
  /** Name of the file that holds the input, for `code`. */
  readonly file?: string;
  /** Host header, for `request`. */
  readonly host?: string;
  readonly expect: Expectation;
}

/** @returns the reports of all files. */
export function readReports(): readonly FieldReport[] {
  return ['reports.json', 'more-reports.json', 'client-reports.json'].flatMap((name) => {
    const rows: unknown = JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
    return rows as readonly FieldReport[];
  });
}
