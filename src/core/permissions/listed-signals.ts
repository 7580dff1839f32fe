import type { MappingEdition } from '../providers/provider.ts';
import { smartcarCommands, type CommandCode } from '../providers/smartcar/commands.ts';
import { smartcar } from '../providers/smartcar/provider.ts';
import { smartcarSignals, type SignalBasis, type SignalCode } from '../providers/smartcar/signals.ts';
import { boxRule, labelRule } from './explain.ts';
import type { LabelRule, Sentence } from '../formats.ts';

/** A signal with everything between it and the car. */
export interface ListedSignal {
  readonly code: SignalCode;
  readonly group: string;
  readonly name: string;
  readonly meaning: Sentence;
  readonly permission: string | null;
  readonly basis: SignalBasis;
  readonly boxes: LabelRule;
  readonly note?: string | undefined;
}

/** A command with the permission and the boxes behind it. */
export interface ListedCommand {
  readonly code: CommandCode;
  readonly meaning: Sentence;
  readonly permission: string;
  readonly basis: SignalBasis;
  readonly boxes: LabelRule;
  readonly virtualKey: boolean;
  readonly note?: string | undefined;
}

/** @returns a signal with its boxes in an edition. */
export function listSignal(edition: MappingEdition, code: SignalCode): ListedSignal {
  const { group, name, meaning, permission, basis, note } = { note: undefined, ...smartcarSignals[code] };
  const boxes = permission === null ? [] : labelRule(edition, boxRule(edition, permission));
  return { code, group, name, meaning, permission, basis, boxes, note };
}

/** @returns a command with its boxes in an edition. */
export function listCommand(edition: MappingEdition, code: CommandCode): ListedCommand {
  const { meaning, permission, basis, note } = smartcarCommands[code];
  return {
    code,
    meaning,
    permission,
    basis,
    boxes: labelRule(edition, boxRule(edition, permission)),
    virtualKey: smartcar.permissions[permission]?.needsVirtualKey ?? false,
    note,
  };
}
