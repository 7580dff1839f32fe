import type { CheckStatus, DoctorCheck, DoctorDocument } from '../documents/doctor.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderWarnings } from './steps.ts';

/** One line for each check that is well, with what was seen below; faults with their remedy. */
export function renderDoctor(document: DoctorDocument, style: Style): string {
  const parts = [
    ...document.checks.map((check) => renderCheck(check, style)),
    '',
    summary(document, style),
    renderWarnings(document.warnings, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

function renderCheck({ status, title, evidence, fix }: DoctorCheck, style: Style): string {
  const { color } = style;
  const head = status === 'error' || status === 'warning' ? `${color.bold(title)} (${status})` : title;
  return [
    item(style, mark(status, style), status === 'skipped' ? color.dim(`${title} (not checked)`) : head),
    ...evidence.map((sentence) => color.dim(paragraph(style, printable(sentence), '    '))),
    ...(fix === null ? [] : [paragraph(style, printable(fix), '    ')]),
  ].join('\n');
}

function mark(status: CheckStatus, { color, glyphs }: Style): string {
  return {
    ok: color.green(glyphs.ok),
    warning: color.yellow(glyphs.warn),
    error: color.red(glyphs.bad),
    skipped: color.dim(glyphs.line),
  }[status];
}

function summary({ checks, mended, passed }: DoctorDocument, style: Style): string {
  const { color, glyphs } = style;
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const summary = `${plural(errors, 'error')}, ${plural(warnings, 'warning')} in ${checks.length} checks.`;
  const done = mended.length === 0 ? '' : ` ${plural(mended.length, 'thing')} fixed.`;
  const sign = passed ? color.green(glyphs.ok) : color.red(glyphs.bad);
  return item(style, sign, errors + warnings === 0 ? `Everything is fine.${done}` : `${summary}${done}`);
}

function plural(count: number, word: string): string {
  return `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`;
}
