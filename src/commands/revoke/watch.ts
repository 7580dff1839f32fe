import { coversAll, grantsByUser, type VehicleGrant } from '../../core/connect/grant-change.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { mayPass } from '../../core/errors/may-pass.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import type { Context } from '../../io/context.ts';
import { spellTimeout } from '../../flags/timeout.ts';

/** Between two looks, in milliseconds: slow enough for rate limits, quick enough to see the repair land. */
const pauseMs = 5_000;

/** Reads what every watched vehicle grants right now. */
export type ReadGrants = () => Promise<readonly VehicleGrant[]>;

/** The grant of one owner, before and after. */
export interface WatchedChange {
  readonly outcome: 'granted' | 'gave-up';
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What {@link watchGrants} works on. */
export interface WatchGrantsInput {
  readonly read: ReadGrants;
  readonly asked: readonly AskedPermission[];
  readonly options: {
    readonly timeoutMs: number;
    /** Sends the owner on the way; `gave-up` when it is known already that nothing will come of it. */
    readonly onStart: (lacking: number) => Promise<'under-way' | 'gave-up'>;
  };
}

/**
 * Polls until an owner who lacked something has everything that was asked, or is known to have given up.
 * @throws CliError TIMED_OUT, NOT_FOUND when nobody is connected
 */
export async function watchGrants(
  ctx: Pick<Context, 'clock' | 'signal'>,
  { read, asked, options }: WatchGrantsInput,
): Promise<WatchedChange> {
  const started = ctx.clock.now();
  const before = grantsByUser(await read());
  const lacking = new Set([...before].filter(([, granted]) => !coversAll(granted, asked)).map(([userId]) => userId));
  if (before.size === 0) throw nobody();
  if (lacking.size === 0) return unchanged([...before.values()][0] ?? []);
  if ((await options.onStart(lacking.size)) === 'gave-up') {
    const grant = before.get([...lacking][0] ?? '') ?? [];
    return { outcome: 'gave-up', before: grant, after: grant };
  }
  for (;;) {
    const now = grantsByUser(await readAgain(read));
    const healed = [...now].find(([userId, granted]) => isHealed(userId, granted, { before, lacking, asked }));
    if (healed !== undefined) return { outcome: 'granted', before: before.get(healed[0]) ?? [], after: healed[1] };
    if (ctx.clock.now() - started >= options.timeoutMs) throw timedOut(options.timeoutMs);
    await ctx.clock.sleep(pauseMs, ctx.signal);
  }
}

/** A failure that may pass ends the first look alone: a watch lasts long enough to meet one. */
async function readAgain(read: ReadGrants): Promise<readonly VehicleGrant[]> {
  try {
    return await read();
  } catch (error) {
    if (mayPass(error)) return [];
    throw error;
  }
}

/** An owner who comes back under another user id counts too. */
function isHealed(
  userId: string,
  granted: readonly string[],
  watched: {
    readonly before: ReadonlyMap<string, readonly string[]>;
    readonly lacking: ReadonlySet<string>;
    readonly asked: readonly AskedPermission[];
  },
): boolean {
  return coversAll(granted, watched.asked) && (watched.lacking.has(userId) || !watched.before.has(userId));
}

function unchanged(granted: readonly string[]): WatchedChange {
  return { outcome: 'granted', before: granted, after: granted };
}

function nobody(): CliError {
  return new CliError('NOT_FOUND', 'There is no connection to watch.', {
    hint: 'Name another --watch-user or --watch-vehicle; `connect-cli vehicles` lists what is connected.',
  });
}

function timedOut(timeoutMs: number): CliError {
  return new CliError('TIMED_OUT', `The grant did not change within ${spellTimeout(timeoutMs)}.`, {
    hint: 'The owner may still be busy: run the command again, or wait longer with --timeout 30m.',
  });
}
