import type { AuthorizationEvent } from '../../core/connect/authorization-attempt.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import type { Context } from '../../io/context.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { AuthorizeFlags } from './flags.ts';

/** What belongs to an event, beside its time. */
type EventContent = Pick<AuthorizationEvent, 'event' | 'redirectUri' | 'reason' | 'message' | 'verdict'>;

/** Tells of the course of an attempt while it runs. */
export interface EventLog {
  tell(content: EventContent): void;
  /** The document is printed next, and it is the last line. */
  end(): void;
}

/**
 * One JSON document a line on stdout with `--json --events`, silence without.
 * @throws CliError USAGE for `--events` alone
 */
export function openEventLog(
  ctx: Pick<Context, 'clock' | 'stdout'>,
  global: GlobalOptions,
  { events }: AuthorizeFlags,
): EventLog {
  if (events !== true) return { tell: () => undefined, end: () => undefined };
  if (!global.json) {
    throw new CliError('USAGE', '--events prints one document per line and needs --json.', {
      hint: 'Add --json; without it, the progress of the attempt is shown on stderr anyway.',
    });
  }
  let hasEnded = false;
  return {
    tell(content) {
      if (hasEnded) return;
      const event: AuthorizationEvent = {
        schemaVersion: 1,
        kind: 'authorization-event',
        ...content,
        at: new Date(ctx.clock.now()).toISOString(),
        warnings: [],
        next: [],
      };
      ctx.stdout.write(`${JSON.stringify(event)}\n`);
    },
    end() {
      hasEnded = true;
    },
  };
}
