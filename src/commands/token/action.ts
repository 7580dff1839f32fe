import { CliError } from '../../core/errors/cli-error.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import type { Context } from '../../io/context.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { LimitFlags } from '../../flags/limit.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { resolveSettings, type Settings } from '../../settings/settings.ts';
import { chooseToken, type StoredToken } from './stored-token.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { Shell } from '../../core/text/export-line.ts';

/** Flags of all actions of `token`; each one reads its own. */
export interface TokenOptions extends LimitFlags {
  readonly reveal?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly all?: boolean | undefined;
  readonly sandbox?: true | string | undefined;
  readonly shell?: Shell | undefined;
}

/** What an action of `token` was called with. */
export interface TokenRequest {
  readonly global: GlobalOptions;
  /** The word by which a stored token is chosen. */
  readonly word: string | undefined;
  readonly options: TokenOptions;
}

/** One action of `token`. */
export type TokenAction = (ctx: Context, request: TokenRequest) => Promise<Outcome>;

/** @throws CliError NOT_FOUND, INPUT_REQUIRED; where nothing fits, what keeps a stored entry from being read */
export async function choose(ctx: Context, settings: Settings, word: string | undefined): Promise<StoredToken> {
  const faults: CliError[] = [];
  const all = await ctx.credentials.listTokens((fault) => faults.push(fault));
  try {
    return chooseToken(all, word, settings);
  } catch (error) {
    throw error instanceof CliError && error.code === 'NOT_FOUND' ? (faults[0] ?? error) : error;
  }
}

/** The settings that hold, or those of a sandbox that stands in for Smartcar. */
export async function settingsOf(ctx: Context, global: GlobalOptions, sandbox?: true | string): Promise<Settings> {
  const handle = await openSandbox(ctx, sandbox === undefined ? {} : { sandbox }, { provider: smartcar });
  return resolveSettings(ctx, { profile: global.profile }, handle);
}
