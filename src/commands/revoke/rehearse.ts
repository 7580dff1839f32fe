import type { WatchedChange } from './watch.ts';
import { grantsByUser, type SeenScreens } from '../../core/connect/grant-change.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { boxIds } from '../../core/tesla/boxes.ts';
import type { Context } from '../../io/context.ts';
import type { OwnerPlay } from '../../core/tesla/owner-play.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { spellTimeout } from '../../flags/timeout.ts';

/** Between two looks at the screens of a person who rehearses by hand, in milliseconds. */
const pauseMs = 500;

/** How a rehearsed revoke ended. */
export interface Rehearsal extends WatchedChange {
  readonly screens: SeenScreens;
}

/** What {@link rehearse} works on. */
export interface RehearseInput {
  readonly sandbox: SandboxHandle;
  readonly url: string;
  readonly options: {
    readonly owner?: OwnerPlay | undefined;
    readonly timeoutMs: number;
    readonly open: () => Promise<void>;
  };
}

/** Plays the owner, or lets a person walk in the browser, from the revoke link to its end. */
export async function rehearse(
  ctx: Pick<Context, 'clock' | 'signal'>,
  { sandbox, url, options }: RehearseInput,
): Promise<Rehearsal> {
  const before = await firstOwner(sandbox);
  await options.open();
  const outcome =
    options.owner === undefined
      ? await untilEnded(ctx, sandbox, options.timeoutMs)
      : await played(ctx, { sandbox, url, owner: options.owner });
  return {
    outcome,
    before: before?.[1] ?? [],
    after: (await grantOf(sandbox, before?.[0])) ?? [],
    screens: await readScreens(sandbox),
  };
}

/** What the screens of the last run recorded. */
export async function readScreens(sandbox: SandboxHandle): Promise<SeenScreens> {
  const record = await sandbox.record();
  const only = (ids: readonly string[] = []) => boxIds.filter((box) => ids.includes(box));
  return { blocking: only(record?.missing), ticked: only(record?.ticked) };
}

async function firstOwner(sandbox: SandboxHandle): Promise<readonly [string, readonly string[]] | undefined> {
  return [...grantsByUser(await sandbox.connections())][0];
}

async function grantOf(sandbox: SandboxHandle, userId: string | undefined): Promise<readonly string[] | undefined> {
  const grants = grantsByUser(await sandbox.connections());
  return userId === undefined ? [...grants.values()][0] : grants.get(userId);
}

/** What {@link played} works on. */
export interface PlayedInput {
  readonly sandbox: SandboxHandle;
  readonly url: string;
  readonly owner: OwnerPlay;
}

/** Plays the owner from the revoke link to its end. */
export async function played(
  ctx: Pick<Context, 'signal'>,
  { sandbox, url, owner }: PlayedInput,
): Promise<Rehearsal['outcome']> {
  const walk = await sandbox.play(url, owner, { deliver: false, signal: ctx.signal });
  return walk.outcome === 'finished' && walk.page === 'success' ? 'granted' : 'gave-up';
}

async function untilEnded(
  ctx: Pick<Context, 'clock' | 'signal'>,
  sandbox: SandboxHandle,
  timeoutMs: number,
): Promise<Rehearsal['outcome']> {
  const started = ctx.clock.now();
  for (;;) {
    const record = await sandbox.record();
    if (record !== undefined && record.outcome !== 'open') return record.outcome === 'granted' ? 'granted' : 'gave-up';
    if (ctx.clock.now() - started >= timeoutMs) {
      throw new CliError('TIMED_OUT', `The rehearsal did not finish within ${spellTimeout(timeoutMs)}.`, {
        hint: 'Open the address and click through to the success page, or play the owner: --owner select-all.',
      });
    }
    await ctx.clock.sleep(pauseMs, ctx.signal);
  }
}
