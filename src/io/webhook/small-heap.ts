import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect garbage early instead of taking more memory, and run what it compiled without optimizing it. Left
 * alone it lets the youngest objects fill 128 MiB before it looks which of them are needed, and a burst of deliveries
 * leaves that much behind; its optimizing compilers take 20 MiB while they work, and a receiver is never busy for long
 * enough to earn that back. A V8 that does not know one of these flags goes on as before; the figures are in
 * docs/adr/0008-start.md.
 */
export function keepHeapSmall(): void {
  for (const flag of ['semi-space-growth-factor=1', 'optimize-for-size', 'no-maglev', 'no-turbofan']) {
    setFlagsFromString(`--${flag}`);
  }
}
