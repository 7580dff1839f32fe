import { printable } from '../terminal/printable.ts';
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

/** What is listed of signals, or of commands. */
interface Section {
  readonly described: readonly Described[];
  readonly rows: readonly string[][];
  /** Each is described, since it was searched for. */
  readonly isSearch: boolean;
}

/** The answer of `scopes <words>` and `scopes --list` for people. */
export function renderSignalList(document: SignalList, style: Style): string {
  const { query, signals, commands } = document;
  const count = signals.length + commands.length;
  const parts = [
    ...(count === 0 ? [paragraph(style, `No signal or command matches "${printable(query ?? '')}".`)] : []),
    ...section('signal', { described: signals, rows: signalRows(signals), isSearch: query !== null }, style),
    ...section('command', { described: commands, rows: commandRows(commands), isSearch: query !== null }, style),
    paragraph(
      style,
      'A signal is a data point; a permission is the OAuth scope under which it is read. Smartcar publishes no table that maps one to the other: see the basis.',
    ),
    paragraph(style, `In Smartcar they are chosen at ${vehicleAccessPlace}. A scope on the Connect URL overrides it.`),
    renderSteps(document.next, style),
  ];
  return `${parts
    .filter((part) => part !== undefined)
    .join('\n')
    .trimEnd()}\n`;
}

function section(subject: 'signal' | 'command', { described, rows, isSearch }: Section, style: Style): string[] {
  if (rows.length === 0) return [];
  const { color, glyphs } = style;
  const meanings = described.map(({ code, meaning, note }) =>
    item(style, `  ${glyphs.bullet}`, `${color.cyan(code)}: ${meaning}.${note === undefined ? '' : ` ${note}`}`),
  );
  return [
    color.bold(`${subject === 'signal' ? 'Signals' : 'Commands'} (${rows.length})`),
    ...(isSearch ? [...meanings, ''] : []),
    renderSignalTable(rows, style, subject),
    '',
  ];
}
