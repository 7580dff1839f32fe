import type { Context } from '../io/context.ts';
import { createStyle } from '../report/terminal/style.ts';
import { item } from '../report/terminal/text.ts';
import type { GlobalOptions } from '../flags/global-options.ts';

/**
 * Tells warnings on stderr where stdout is a bare value that others read. With `--json` they stand in the document.
 */
export function writeWarnings(
  ctx: Pick<Context, 'stderr'>,
  global: Pick<GlobalOptions, 'json'>,
  warnings: readonly string[],
): void {
  if (global.json || warnings.length === 0) return;
  const style = createStyle(ctx.stderr);
  const lines = warnings.map((warning) => item(style, style.color.yellow(style.glyphs.warn), warning));
  ctx.stderr.write(`${lines.join('\n')}\n`);
}
