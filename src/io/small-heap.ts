import { setFlagsFromString } from 'node:v8';

/** Flags of V8 by what the process does; the figures are in docs/adr/0008-start.md and 0011-audits-in-parts.md. */
const flags = {
  /**
   * Rows of a file: left alone V8 lets garbage fill 32 MiB before it collects any. Some of it outlives that, such as the
   * errors of JSON.parse, so V8 looks for garbage among the old early, too.
   */
  file: ['semi-space-growth-factor=1', 'optimize-for-size'],
  /**
   * Pages of an API and bursts of deliveries live as long, and V8's optimizing compilers take 10 to 20 MiB while they
   * work: what waits for others is never busy for long enough to earn that back.
   */
  network: ['semi-space-growth-factor=1', 'optimize-for-size', 'no-maglev', 'no-turbofan'],
} as const;

/** Has V8 collect garbage early instead of taking more memory. A V8 that does not know a flag goes on as before. */
export function keepHeapSmall(work: keyof typeof flags): void {
  for (const flag of flags[work]) setFlagsFromString(`--${flag}`);
}
