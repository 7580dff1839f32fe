import type { Context } from '../../io/context.ts';
import type { PageWait } from '../../io/smartcar.ts';
import { renderProgress } from '../../report/human/audit-progress.ts';
import { printable } from '../../report/terminal/printable.ts';

/** Milliseconds between two looks of a terminal, and between two lines of a log. */
const pauses = { terminal: 100, log: 10_000 } as const;

/** A shorter wait is not worth a line of a log. */
const shortWaitMs = 2_000;

/** Tells on stderr how far a live audit came: in one line that changes on a terminal, in lines elsewhere. */
export interface Progress {
  /** @param total null where the API does not tell */
  advance(read: number, total: number | null): void;
  wait(wait: PageWait): void;
  /** Leaves nothing behind on a terminal. */
  clear(): void;
}

/** @param start what was read before; `isQuiet` where lines of stderr are read by a program */
export function createProgress(
  { stderr, clock }: Pick<Context, 'stderr' | 'clock'>,
  { start, isQuiet }: { readonly start: number; readonly isQuiet: boolean },
): Progress {
  // A line that changes would be read aloud again and again.
  const isLive = stderr.isTTY && !stderr.plain;
  /** A line that goes on below could not be taken back. */
  const room = () => (isLive ? stderr.columns - 1 : Infinity);
  const startedAt = clock.now();
  let toldAt = startedAt;
  let shown = '';
  const show = (text: string) => {
    if (isLive) {
      shown = text;
      stderr.write(`\r\u001b[2K${shown}`);
    } else if (!isQuiet) stderr.write(`${text}.\n`);
    toldAt = clock.now();
  };
  const clear = () => {
    if (shown !== '') stderr.write('\r\u001b[2K');
    shown = '';
  };
  return {
    advance: (read, total) => {
      const now = clock.now();
      if (now - toldAt < (isLive ? pauses.terminal : pauses.log)) return;
      show(renderProgress({ read, total, readNow: read - start, elapsedMs: now - startedAt }, room()));
    },
    wait: ({ reason, milliseconds }) => {
      if (!isLive && milliseconds < shortWaitMs) return;
      const length = `Waiting ${Math.ceil(milliseconds / 1000)} s`;
      const whole = `${length}: ${printable(reason).replace(/\.$/, '')}`;
      show(whole.length > room() ? length : whole);
    },
    clear,
  };
}
