import type { PrintedDocument } from './documents/kinds.ts';
import type { Style } from './terminal/style.ts';

/** What a command found out. It prints nothing itself: the program prints the document as JSON or its text. */
export interface Outcome {
  /** One of `exitCodes`; of a program that was run, that program's own. */
  readonly exitCode: number;
  /** Printed whole with `--json`. Absent only where a command has no JSON form or has streamed its output. */
  readonly document?: PrintedDocument | undefined;
  /** For people; drawn for the width and colours of stdout. Absent when the output was streamed. */
  readonly text?: ((style: Style) => string) | undefined;
  /** The result is a secret and is printed as such: `token show --reveal`, `token env`. */
  readonly reveals?: boolean | undefined;
  /** Called at the very end: what another run would need is given up only where the result has arrived. */
  readonly settle?: ((isPrinted: boolean) => Promise<void>) | undefined;
}
