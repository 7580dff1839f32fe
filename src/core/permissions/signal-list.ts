import type { EditionId } from '../formats.ts';
import type { Document } from '../document.ts';
import type { MappingEdition } from '../providers/provider.ts';
import { commandCodes, type CommandCode } from '../providers/smartcar/commands.ts';
import { signalCodes, type SignalCode } from '../providers/smartcar/signals.ts';
import { listCommand, listSignal, type ListedCommand, type ListedSignal } from './listed-signals.ts';

/** The document of `scopes <words>` and `scopes --list`. */
export interface SignalList extends Document {
  readonly kind: 'signal-list';
  readonly provider: 'smartcar';
  readonly edition: EditionId;
  /** What was searched for; `null` for the whole list. */
  readonly query: string | null;
  /** Best match first, or in the order of the table. */
  readonly signals: readonly ListedSignal[];
  readonly commands: readonly ListedCommand[];
}

/** Lists signals and commands with their permissions and boxes: the found ones, or all. */
export function listSignals(
  edition: MappingEdition,
  search?: {
    readonly query: string;
    readonly signals: readonly SignalCode[];
    readonly commands: readonly CommandCode[];
  },
): SignalList {
  const { signals, commands } = search ?? { signals: signalCodes, commands: commandCodes };
  return {
    schemaVersion: 1,
    kind: 'signal-list',
    provider: 'smartcar',
    edition: edition.id,
    query: search?.query ?? null,
    signals: signals.map((code) => listSignal(edition, code)),
    commands: commands.map((code) => listCommand(edition, code)),
    warnings: [],
    next: nextSteps(signals, commands),
  };
}

function nextSteps(signals: readonly SignalCode[], commands: readonly CommandCode[]): SignalList['next'] {
  const [signal, command] = [signals[0], commands[0]];
  if (signal === undefined && command === undefined) {
    return [{ command: 'connect-cli scopes --list', why: 'Every signal and command there is.' }];
  }
  const why = 'The permission behind it, the box and the key.';
  return [
    ...(signal === undefined ? [] : [{ command: `connect-cli scopes --signals ${signal}`, why }]),
    ...(command === undefined ? [] : [{ command: `connect-cli scopes --commands ${command}`, why }]),
  ];
}
