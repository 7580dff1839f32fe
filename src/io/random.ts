import { randomBytes, randomUUID } from 'node:crypto';
import type { Randomness } from './context.ts';

/** The operating system's random source. */
export const systemRandom: Randomness = {
  token: () => randomBytes(32).toString('base64url'),
  uuid: () => randomUUID(),
};
