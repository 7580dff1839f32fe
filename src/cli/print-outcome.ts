import type { Context } from '../io/context.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import type { Outcome } from '../report/outcome.ts';
import { createStyle } from '../report/terminal/style.ts';

/** Writes an outcome to stdout: its document with `--json`, else its text. One write. */
export function printOutcome(outcome: Outcome, ctx: Pick<Context, 'stdout'>, global: GlobalOptions): void {
  const form = outcome.reveals === true ? 'reveal' : undefined;
  if (global.json && outcome.document !== undefined) {
    ctx.stdout.write(`${JSON.stringify(outcome.document, undefined, ctx.stdout.isTTY ? 2 : undefined)}\n`, form);
    return;
  }
  const text = outcome.text?.(createStyle(ctx.stdout));
  if (text !== undefined && text !== '') ctx.stdout.write(text.endsWith('\n') ? text : `${text}\n`, form);
}
