import type { OwnerPlay, OwnerRound } from '../../io/sandbox-control.ts';
import { parseBox } from '../../core/tesla/boxes.ts';
import { allowOnly, ControlInputError, flag, texts } from './fields.ts';

const named = ['select-all', 'none', 'deny', 'deny-at-tesla'] as const;

/** Reads how an owner is played: `{"rounds": ["select-all", "Vehicle Information, Vehicle Commands"], "untick": [], "withoutKey": true}`. */
export function readOwnerPlay(fields: Readonly<Record<string, unknown>>): OwnerPlay {
  allowOnly(fields, ['rounds', 'untick', 'withoutKey']);
  const rounds = texts(fields, 'rounds') ?? ['select-all'];
  return {
    rounds: rounds.map(readRound),
    untick: texts(fields, 'untick') ?? [],
    withoutKey: flag(fields, 'withoutKey'),
  };
}

/** Reads one round: a name, or boxes separated by commas. @throws ControlInputError */
function readRound(text: string): OwnerRound {
  const kind = named.find((name) => name === text.trim().toLowerCase());
  if (kind !== undefined) return { kind };
  const boxes = text.split(',').map((label) => {
    const box = parseBox(label);
    if (box === undefined)
      throw new ControlInputError(`"${label.trim()}" is neither a box nor one of ${named.join(', ')}.`);
    return box;
  });
  return { kind: 'boxes', boxes };
}
