import type { Command } from 'commander';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Outcome } from '../../report/outcome.ts';
import { buildHelpDocument } from './help-document.ts';

/** The help of a command: its document, and the text that commander lays out. */
export function helpOutcome(command: Command, text: string): Outcome {
  return { exitCode: exitCodes.done, document: buildHelpDocument(command), text: () => text };
}
