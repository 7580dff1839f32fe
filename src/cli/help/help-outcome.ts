import type { Command } from 'commander';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { HelpSource } from './help-document.ts';

/** What was asked for, and what commander laid out. */
export interface HelpRequest extends HelpSource {
  readonly text: string;
  readonly json: boolean;
}

/** The help of a command: its document, or the text that commander lays out. The document costs more than the text. */
export async function helpOutcome(command: Command, { text, json, ctx, table }: HelpRequest): Promise<Outcome> {
  const document = json
    ? await (await import('./help-document.ts')).buildHelpDocument(command, { ctx, table })
    : undefined;
  return { exitCode: exitCodes.done, document, text: () => text };
}
