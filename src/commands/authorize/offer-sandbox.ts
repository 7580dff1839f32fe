import type { ApplicationIdentity } from '../../core/connect/application.ts';
import type { Context } from '../../io/context.ts';
import { settingFlagsOf } from '../../links/authorize-link.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { askIdentity, findIdentity } from '../../settings/identity.ts';
import { asQuestionCheck, valueRules } from '../../settings/check-value.ts';
import { resolveSettings } from '../../settings/settings.ts';
import type { AuthorizeFlags } from './flags.ts';

/** The flags, completed by what was answered. */
export interface OfferedSandbox {
  readonly flags: AuthorizeFlags;
  /** Present if the id had to be asked for. */
  readonly identity?: ApplicationIdentity | undefined;
}

/** On a terminal where nothing is configured, the sandbox is offered beside the question for the id. */
export async function offerSandbox(
  ctx: Context,
  global: GlobalOptions,
  flags: AuthorizeFlags,
): Promise<OfferedSandbox> {
  if (flags.sandbox !== undefined || !global.canPrompt) return { flags };
  const settings = await resolveSettings(ctx, settingFlagsOf(flags, global));
  if (findIdentity(settings) !== undefined) return { flags };
  if (flags.printUrl !== true && (await choosesSandbox(ctx))) return { flags: { ...flags, sandbox: true } };
  const identity = await askIdentity(ctx);
  const answered = { ...flags, ...identity };
  if (settings.redirectUris.source.kind !== 'default') return { flags: answered, identity };
  const redirectUri = await ctx.prompts.input({
    message: 'Redirect URI, as registered in the Dashboard',
    default: settings.redirectUris.value[0] ?? '',
    validate: asQuestionCheck((answer) => valueRules.redirectUris([answer.trim()])),
  });
  return { flags: { ...answered, redirectUri: [redirectUri.trim()] }, identity };
}

async function choosesSandbox(ctx: Pick<Context, 'prompts'>): Promise<boolean> {
  const choice = await ctx.prompts.select({
    message: 'No application is set up yet. What would you like to do?',
    choices: [
      {
        value: 'sandbox',
        name: 'Rehearse in the sandbox',
        description: 'a local Smartcar and Tesla; needs no account and no car',
      },
      {
        value: 'id',
        name: 'Use my application',
        description: 'asks for the application id from the Smartcar Dashboard',
      },
    ],
  });
  return choice === 'sandbox';
}
