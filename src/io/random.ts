import type { Randomness } from './context.ts';

// Asked for on first use: loading node:crypto costs every start two milliseconds.
const crypto = () => process.getBuiltinModule('node:crypto');

/** The operating system's random source. */
export const systemRandom: Randomness = {
  token: () => crypto().randomBytes(32).toString('base64url'),
  uuid: () => crypto().randomUUID(),
};
