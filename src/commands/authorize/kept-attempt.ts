import { CliError } from '../../core/errors/cli-error.ts';
import { fileVersion, refuseNewer } from '../../core/errors/newer-file.ts';
import { formatScope, parseScope } from '../../core/permissions/scope.ts';
import { asObject, parseJson } from '../../core/text/json.ts';
import type { Context } from '../../io/context.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Attempt } from './attempt.ts';
import type { AuthorizeFlags } from './flags.ts';

/** Flags that matter after the redirect; no secret is among them. */
type KeptFlags = Pick<
  AuthorizeFlags,
  | 'sandbox'
  | 'applicationId'
  | 'clientId'
  | 'edition'
  | 'allowUnknown'
  | 'redirectUri'
  | 'mode'
  | 'existingUser'
  | 'previousUserId'
  | 'asOf'
>;

/** What one process keeps of an attempt for another one. */
export interface KeptAttempt {
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly state: string;
  readonly redirectUri: string;
  readonly link: Attempt['link'];
  readonly provider: string;
  readonly edition: string;
  readonly scope?: string | undefined;
  readonly profile?: string | undefined;
  readonly flags: KeptFlags;
  /** Ids and origins as they were settled; a sandbox brings its own. */
  readonly ids: Pick<Settings, 'applicationId' | 'clientId' | 'apiClientId'>;
  readonly origins: Settings['origins'];
  readonly warnings: readonly string[];
}

/** @returns what has to be kept of an attempt */
export function keepAttempt(attempt: Attempt, global: GlobalOptions, expiresAt: number): KeptAttempt {
  const { flags, settings } = attempt;
  return {
    version: fileVersion,
    expiresAt,
    state: attempt.state,
    redirectUri: attempt.redirectUri,
    link: attempt.link,
    provider: attempt.provider.id,
    edition: attempt.edition.id,
    scope: attempt.asked === undefined ? undefined : formatScope(attempt.asked),
    profile: global.profile,
    flags: keptFlags(flags),
    ids: { applicationId: settings.applicationId, clientId: settings.clientId, apiClientId: settings.apiClientId },
    origins: settings.origins,
    warnings: attempt.warnings,
  };
}

function keptFlags(flags: AuthorizeFlags): KeptFlags {
  const { sandbox, applicationId, clientId, edition, allowUnknown } = flags;
  const { redirectUri, mode, existingUser, previousUserId, asOf } = flags;
  return {
    sandbox,
    applicationId,
    clientId,
    edition,
    allowUnknown,
    redirectUri,
    mode,
    existingUser,
    previousUserId,
    asOf,
  };
}

/**
 * Reads a kept attempt.
 * @throws CliError SECURITY for one that is unknown, has ended or is too old
 */
export async function readKeptAttempt(ctx: Pick<Context, 'attempts' | 'clock'>, id: string): Promise<KeptAttempt> {
  const text = await ctx.attempts.read(id);
  const kept = text === undefined ? undefined : asObject(parseJson(text));
  const hint =
    'Finish it with the newer connect-cli that started it, or start a new one: `connect-cli authorize --start --json`.';
  refuseNewer({ name: `The attempt "${id}"`, hint }, kept?.['version']);
  if (kept === undefined || !isKept(kept)) throw attemptGone(id);
  if (kept.expiresAt < ctx.clock.now()) throw attemptGone(id);
  return kept;
}

/** The file is ours alone (mode 0600): its version says that the rest is there. */
function isKept(value: object): value is KeptAttempt {
  return 'version' in value && typeof value.version === 'number' && 'state' in value && 'expiresAt' in value;
}

/** The error for an attempt that cannot be finished. */
export function attemptGone(id: string): CliError {
  return new CliError(
    'SECURITY',
    `There is no attempt "${id}" to finish: it is unknown, has ended, or is more than an hour old.`,
    {
      hint: 'Nothing was accepted. Start a new one: `connect-cli authorize --start --json`.',
    },
  );
}

/** @returns the settings with what the attempt remembers laid over them; a sandbox brings its own values */
export function rememberedSettings(settings: Settings, { ids, origins }: KeptAttempt): Settings {
  if (settings.sandbox !== undefined) return settings;
  const { applicationId, clientId, apiClientId } = ids;
  return { ...settings, applicationId, clientId, apiClientId, origins };
}

/** @returns what was asked of the owner */
export function keptScope({ scope }: KeptAttempt): Attempt['asked'] {
  return scope === undefined ? undefined : parseScope([scope]).asked;
}
