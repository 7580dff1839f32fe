import { admitCallback, type AcceptedCallback, type CallbackAdmission } from '../../core/connect/admission.ts';
import type { AuthorizationAttempt } from '../../core/connect/authorization-attempt.ts';
import { parsePastedRedirect } from '../../core/connect/pasted.ts';
import { turnedAwayTexts } from '../../core/connect/turned-away.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Secret } from '../../core/secret.ts';
import { attemptLifetimeMs } from '../../io/stores.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { resolveEdition, resolveProvider } from '../../flags/provider.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { renderAuthorization } from '../../report/human/authorization.ts';
import { renderAttempt } from '../../report/human/authorization-attempt.ts';
import type { Outcome } from '../../report/outcome.ts';
import { resolveSettings } from '../../settings/settings.ts';
import type { SecretName } from '../../settings/secrets.ts';
import type { Attempt } from './attempt.ts';
import { conclude } from './conclude.ts';
import type { AuthorizeFlags } from './flags.ts';
import {
  attemptGone,
  keepAttempt,
  keptScope,
  readKeptAttempt,
  rememberedSettings,
  type KeptAttempt,
} from './kept-attempt.ts';
import { timedOut } from './turned-away.ts';

/** Keeps the attempt for another process and hands out its link. Nothing is opened, nothing is awaited. */
export async function startAttempt(ctx: Context, global: GlobalOptions, attempt: Attempt): Promise<Outcome> {
  const id = ctx.random.uuid();
  const expiresAt = ctx.clock.now() + attemptLifetimeMs;
  await ctx.attempts.save(id, JSON.stringify(keepAttempt(attempt, global, expiresAt)));
  const document: AuthorizationAttempt = {
    schemaVersion: 1,
    kind: 'authorization-attempt',
    attempt: id,
    url: attempt.link.url,
    expiresAt: new Date(expiresAt).toISOString(),
    warnings: attempt.warnings,
    next: [
      {
        command: `connect-cli authorize --finish ${id} --redirect -`,
        why: 'Pipe in the address the owner landed on: this ends the attempt and reports what was granted.',
      },
    ],
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderAttempt(document, style) };
}

/** What {@link finishAttempt} works on. */
export interface FinishAttemptInput {
  readonly global: GlobalOptions;
  readonly flags: AuthorizeFlags;
  /** The id that `--start` gave out. */
  readonly id: string;
  readonly secrets: ReadonlyMap<SecretName, Secret>;
}

/**
 * Ends an attempt that another process started, with the address that the owner landed on. A redirect that does not
 * belong to it leaves it open.
 * @throws CliError SECURITY, INVALID_VALUE, TIMED_OUT for a redirect without a result
 */
export async function finishAttempt(
  ctx: Context,
  { global, flags, id, secrets }: FinishAttemptInput,
): Promise<Outcome> {
  const kept = await readKeptAttempt(ctx, id);
  const callback = acceptRedirect(await readRedirect(ctx, flags), kept);
  const provider = resolveProvider(kept.provider);
  const sandbox = await openSandbox(ctx, { sandbox: kept.flags.sandbox }, { provider });
  try {
    const settings = await resolveSettings(ctx, { profile: kept.profile }, sandbox);
    const attempt: Attempt = {
      flags: { ...kept.flags, browser: false },
      settings: rememberedSettings(settings, kept),
      provider,
      edition: resolveEdition(provider, kept.edition),
      redirectUri: kept.redirectUri,
      state: kept.state,
      link: kept.link,
      asked: keptScope(kept),
      warnings: kept.warnings,
      sandbox,
      close: async () => sandbox?.close(),
    };
    // Everything that can fail without the owner's answer being lost came before: now one process has it, and no other.
    if (!(await ctx.attempts.take(id))) throw attemptGone(id);
    const { document, verdict } = await conclude(ctx, {
      global: { ...global, profile: kept.profile },
      attempt,
      callback,
      secrets,
    });
    return { exitCode: verdict.exitCode, document, text: (style) => renderAuthorization(document, style) };
  } finally {
    await sandbox?.close();
  }
}

async function readRedirect(ctx: Pick<Context, 'stdin'>, { redirect }: AuthorizeFlags): Promise<string> {
  if (redirect === undefined) {
    throw new CliError('INPUT_REQUIRED', '--finish needs the address the owner landed on.', {
      hint: 'Pass it in quotes with --redirect, or pipe it in: --redirect -.',
    });
  }
  return redirect === '-' ? ctx.stdin.readAll(readBounds.redirect) : redirect;
}

function acceptRedirect(text: string, { redirectUri, state }: KeptAttempt): AcceptedCallback {
  const pasted = parsePastedRedirect(text, redirectUri);
  if (!pasted.ok) throw new CliError('INVALID_VALUE', pasted.problem, { hint: 'The attempt stays open.' });
  const admission = admitCallback(pasted.query, state);
  if (admission.accepted) return admission.callback;
  throw refusal(admission);
}

function refusal({ reason }: Extract<CallbackAdmission, { accepted: false }>): CliError {
  if (reason === 'no-outcome' || reason === 'no-parameters' || reason === 'from-tesla')
    return timedOut(new Map([[reason, 1]]), undefined);
  const { title, text } = turnedAwayTexts[reason];
  return new CliError('SECURITY', `${title}: the redirect was not accepted.`, {
    hint: `${text.replace(/ ?connect-cli is still waiting\.$/, '')} The attempt stays open.`,
  });
}
