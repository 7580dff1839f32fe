import type { NextStep } from '../../core/document.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';

/** The warnings of a document, one marked paragraph each; `undefined` when there are none. */
export function renderWarnings(warnings: readonly string[], style: Style): string | undefined {
  if (warnings.length === 0) return undefined;
  return `\n${warnings.map((warning) => item(style, style.color.yellow(style.glyphs.warn), printable(warning.replace(/\s+/g, ' ')))).join('\n')}`;
}

/** The next steps: why, then the command or address on a line of its own, never wrapped. */
export function renderSteps(next: readonly NextStep[], style: Style): string | undefined {
  if (next.length === 0) return undefined;
  const lines = next.map(
    (step) => `${paragraph(style, step.why, '  ')}\n    ${style.color.cyan(printable(step.command ?? step.url))}`,
  );
  return `\n${style.color.bold('Next')}\n${lines.join('\n')}`;
}
