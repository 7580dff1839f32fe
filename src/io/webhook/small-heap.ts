import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect garbage early instead of taking more memory. Left alone it lets the youngest objects fill 128 MiB
 * before it looks which of them are needed, and a burst of deliveries leaves that much behind. A V8 that does not know
 * one of these flags goes on as before; the figures are in docs/adr/0008-start.md.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--optimize-for-size');
}
