import type { KeyNeedDocument, KeyNeedResult } from '../documents/key-need.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** Who needs a key, car by car, with the reason. */
export function renderKeyNeeds(document: KeyNeedDocument, style: Style): string {
  const parts = [
    ...document.results.map((result) => renderResult(result, style)),
    `\n${paragraph(style, document.rule)}`,
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

function renderResult(result: KeyNeedResult, style: Style): string {
  const { color } = style;
  const paint = { yes: color.yellow, no: color.green, unknown: color.dim }[result.needed];
  const likely = result.confidence === 'likely' ? ' (likely)' : '';
  return `${color.bold(nameCar(result))}: ${paint(result.needed + likely)}\n${paragraph(style, result.reason, '  ')}`;
}

function nameCar({ vin, model, year }: KeyNeedResult): string {
  const car = [model, year].filter((part) => part !== null).join(' ');
  if (vin === null) return car;
  return car === '' ? `"${printable(vin).slice(0, 60)}"` : `${vin} ${car}`;
}

/** One line for one car, in columns, as `virtual-key needed -` streams them. */
export function renderNeedLine(result: KeyNeedResult): string {
  const answer = result.confidence === 'likely' ? `${result.needed}, likely` : result.needed;
  const car = [result.model, result.year].filter((part) => part !== null).join(' ');
  const vin = printable(result.vin ?? '').slice(0, 60);
  return [vin.padEnd(17), answer.padEnd(10), car.padEnd(15), [result.reason, ...result.warnings].join(' ')]
    .join('  ')
    .trimEnd();
}
