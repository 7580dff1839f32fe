import { ownerRoundNames, parseOwnerRound, type OwnerPlay, type OwnerRound } from '../../core/tesla/owner-play.ts';
import { allowOnly, ControlInputError, flag, texts } from './fields.ts';

/** @returns the play as the control API takes it */
export function writeOwnerPlay({ rounds, ...play }: OwnerPlay): Readonly<Record<string, unknown>> {
  return { rounds: rounds.map(writeRound), ...play };
}

function writeRound(round: OwnerRound): string {
  if (round.kind !== 'boxes') return round.kind;
  return round.boxes.length === 0 ? 'none' : round.boxes.join(', ');
}

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

function readRound(text: string): OwnerRound {
  const reading = parseOwnerRound(text);
  if (reading.ok) return reading.round;
  throw new ControlInputError(`"${reading.unknown}" is neither a box nor one of ${ownerRoundNames.join(', ')}.`);
}
