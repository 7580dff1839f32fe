import { setFlagsFromString } from 'node:v8';

/** Flags of V8 by what the process does; the figures are in docs/adr/0008-start.md and 0011-audits-in-parts.md. */
const flags = {
  /** Rows of a file: left alone V8 lets garbage fill 32 MiB before it collects any. */
  file: ['semi-space-growth-factor=1'],
  /**
   * Pages of an API, and errors of JSON.parse, live longer than that: V8 has to look for garbage among the old as well,
   * which takes a third more time, hidden behind the waiting for pages.
   */
  pages: ['semi-space-growth-factor=1', 'optimize-for-size'],
  /**
   * Bursts of deliveries: V8's optimizing compilers take 20 MiB while they work, and a receiver is never busy for long
   * enough to earn that back.
   */
  receiver: ['semi-space-growth-factor=1', 'optimize-for-size', 'no-maglev', 'no-turbofan'],
} as const;

/** Has V8 collect garbage early instead of taking more memory. A V8 that does not know a flag goes on as before. */
export function keepHeapSmall(work: keyof typeof flags): void {
  for (const flag of flags[work]) setFlagsFromString(`--${flag}`);
}
