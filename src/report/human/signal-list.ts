import type { SignalList } from '../../core/permissions/signal-list.ts';
import { vehicleAccessPlace } from '../../core/providers/smartcar/vehicle-access.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { commandRows, renderSignalTable, signalRows } from './signal-table.ts';
import { renderSteps } from './steps.ts';

interface Described {
  readonly code: string;
  readonly meaning: string;
  readonly note?: string | undefined;
}

/** The answer of `scopes <words>` and `scopes --list` for people. */
export function renderSignalList(document: SignalList, style: Style): string {
  const { query, signals, commands } = document;
  const found = signals.length + commands.length;
  const parts = [
    ...(found === 0 ? [paragraph(style, `No signal and no command is like "${query ?? ''}".`)] : []),
    ...section('signal', signals, signalRows(signals), query !== null, style),
    ...section('command', commands, commandRows(commands), query !== null, style),
    paragraph(
      style,
      'A signal is a data point; a permission is the OAuth scope under which it is read. Smartcar publishes no table of both: see the basis.',
    ),
    paragraph(
      style,
      `In Smartcar they are chosen at ${vehicleAccessPlace.replaceAll('→', style.glyphs.arrow)}. A scope on the Connect URL overrides it.`,
    ),
    renderSteps(document.next, style),
  ];
  return `${parts
    .filter((part) => part !== undefined)
    .join('\n')
    .trimEnd()}\n`;
}

function section(
  what: 'signal' | 'command',
  described: readonly Described[],
  rows: readonly string[][],
  isSearch: boolean,
  style: Style,
): string[] {
  if (rows.length === 0) return [];
  const { color, glyphs } = style;
  const meanings = described.map(({ code, meaning, note }) =>
    item(style, glyphs.bullet, `${color.cyan(code)}: ${meaning}.${note === undefined ? '' : ` ${note}`}`, '  '),
  );
  return [
    color.bold(`${what === 'signal' ? 'Signals' : 'Commands'} (${rows.length})`),
    ...(isSearch ? [...meanings, ''] : []),
    renderSignalTable(rows, style, what),
    '',
  ];
}
