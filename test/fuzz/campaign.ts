import { writeFileSync } from 'node:fs';

/** How much is tried, and from where on. */
export interface Campaign {
  /** Seed of the first input; each input has the next one. */
  readonly seed: number;
  readonly reader: string | undefined;
  /** Inputs for each reader. */
  readonly inputs: number;
  /** Milliseconds for each reader, in place of a number of inputs. */
  readonly duration: number | undefined;
  /** Takes the command that tries the next input again, before it is tried: a reader that never ends cannot be asked. */
  readonly announce: (again: string) => void;
}

/** Reads what `npm run fuzz` passes on; without it, the same inputs are tried each time. */
export function readCampaign(env: Readonly<Record<string, string | undefined>>, readers: number): Campaign {
  const [minutes, current] = [env['FUZZ_MINUTES'], env['FUZZ_CURRENT']];
  return {
    seed: Number(env['FUZZ_SEED'] ?? 1),
    reader: env['FUZZ_READER'],
    inputs: 240,
    duration:
      minutes === undefined ? undefined : (Number(minutes) * 60_000) / (env['FUZZ_READER'] === undefined ? readers : 1),
    announce: current === undefined ? () => {} : (again) => writeFileSync(current, again),
  };
}
