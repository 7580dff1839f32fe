import { parseOwnerRound, type OwnerPlay } from '../../core/tesla/owner-play.ts';
import { ownerBody } from './bodies.ts';
import { readBody } from './fields.ts';

/** Reads how an owner is played: `{"rounds": ["select-all", "Vehicle Information, Vehicle Commands"], "untick": [], "withoutKey": true}`. */
export function readOwnerPlay(fields: unknown): OwnerPlay {
  const { rounds, ...play } = readBody(ownerBody, fields);
  const readings = rounds.map(parseOwnerRound);
  return { ...play, rounds: readings.flatMap((reading) => (reading.ok ? [reading.round] : [])) };
}
