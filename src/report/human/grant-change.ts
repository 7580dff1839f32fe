import type { GrantChange } from '../../core/connect/grant-change.ts';
import type { Style } from '../terminal/style.ts';
import { item } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** What a followed revoke changed, for people: every permission with a mark for before and after. */
export function renderGrantChange(document: GrantChange, style: Style): string {
  const { color, glyphs } = style;
  const isDone = document.outcome === 'granted';
  const headline = isDone ? 'The owner granted what was asked.' : 'The owner gave up before the boxes were ticked.';
  const names = [...new Set([...document.before, ...document.after, ...document.missing])];
  const parts = [
    isDone
      ? item(style, color.green(glyphs.ok), color.green.bold(headline))
      : item(style, color.red(glyphs.bad), color.red.bold(headline)),
    '',
    color.bold('Grant before and after'),
    ...names.map((name) => renderRow(document, name, style)),
    ...(document.missingBoxes.length === 0
      ? []
      : [
          '',
          color.bold("Boxes missing on Tesla's consent screen"),
          ...document.missingBoxes.map((box) => item(style, `  ${color.red(glyphs.unticked)}`, box)),
        ]),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

function renderRow({ before, after, gained, lost }: GrantChange, name: string, style: Style): string {
  const { color, glyphs } = style;
  if (gained.includes(name)) return item(style, `  ${color.green('+')}`, color.green(`${name} (gained)`));
  if (lost.includes(name)) return item(style, `  ${color.red('-')}`, color.red(`${name} (lost)`));
  if (after.includes(name)) return item(style, `  ${glyphs.ok}`, name);
  return item(style, `  ${color.red(glyphs.bad)}`, `${name} (${before.includes(name) ? 'lost' : 'still missing'})`);
}
