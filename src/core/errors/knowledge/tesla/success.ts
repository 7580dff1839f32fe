import type { ErrorEntry } from '../entry.ts';
import { commandCode, commandRepository } from './sources.ts';

/** What is said about an answer of Tesla's that carries no error. */
export const teslaSuccess: ErrorEntry = {
  cause: 'This answer carries no error: the car took the command and carried it out.',
  who: 'developer',
  fix: 'Nothing. If the car shows otherwise, read its state: the answer tells of the command, not of what came after it.',
  docs: commandRepository,
  next: [],
  source: commandCode,
};
