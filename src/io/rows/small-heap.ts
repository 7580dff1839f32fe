import { setFlagsFromString } from 'node:v8';

/**
 * Left alone V8 lets garbage fill 32 MiB before it collects any. Pages live longer than that: it has to look for garbage
 * among the old as well, for a third more time, which waiting for pages hides. So do errors of JSON.parse. A V8 without these flags goes on as before.
 */
export function keepHeapSmall(from: 'file' | 'pages'): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  if (from === 'pages') setFlagsFromString('--optimize-for-size');
}
