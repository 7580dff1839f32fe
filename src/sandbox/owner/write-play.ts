import type { OwnerPlay, OwnerRound } from '../../core/tesla/owner-play.ts';

/** @returns the play as the control API takes it */
export function writeOwnerPlay({ rounds, ...play }: OwnerPlay): Readonly<Record<string, unknown>> {
  return { rounds: rounds.map(writeRound), ...play };
}

function writeRound(round: OwnerRound): string {
  if (round.kind !== 'boxes') return round.kind;
  return round.boxes.length === 0 ? 'none' : round.boxes.join(', ');
}
