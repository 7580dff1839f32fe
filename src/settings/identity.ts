import type { ApplicationIdentity } from '../core/connect/application.ts';
import { isApiClientId } from '../core/connect/application.ts';
import { CliError } from '../core/errors/cli-error.ts';
import type { Context } from '../io/context.ts';
import { asQuestionCheck, valueRules } from './check-value.ts';
import { isStronger } from './precedence.ts';
import type { Settings } from './settings.ts';

/** Where a developer finds the id. */
export const whereTheIdStands =
  "The id is a UUID; you find it in the Smartcar Dashboard on your application's credentials page (Configuration).";

/**
 * How the application names itself on a Connect URL: by the application id, unless a client id comes from a stronger
 * place, such as a flag against the environment.
 * @returns `undefined` while no id is known
 */
export function findIdentity(settings: Pick<Settings, 'applicationId' | 'clientId'>): ApplicationIdentity | undefined {
  const { applicationId, clientId } = settings;
  if (applicationId === undefined) return clientId === undefined ? undefined : { clientId: clientId.value };
  const isOverruled = clientId !== undefined && isStronger(clientId, applicationId);
  return isOverruled ? { clientId: clientId.value } : { applicationId: applicationId.value };
}

/** The error for a command that needs an id, has none, and may not ask. */
export function identityMissing(env: Context['env'], offer: { readonly sandbox: boolean }): CliError {
  const variable = env['SMARTCAR_CLIENT_ID']?.trim() ?? '';
  const remark = isApiClientId(variable)
    ? ' (the client_… value in SMARTCAR_CLIENT_ID belongs to the token endpoint, not on a Connect URL)'
    : '';
  const ways = offer.sandbox
    ? 'run `connect-cli init`, or rehearse without one: --sandbox'
    : 'or run `connect-cli init`';
  return new CliError('INPUT_REQUIRED', `The link needs an application id, and none is given${remark}.`, {
    hint: `Pass --application-id or set SMARTCAR_APPLICATION_ID (--client-id and SMARTCAR_CLIENT_ID are its older names), ${ways}. ${whereTheIdStands}`,
  });
}

/** Asks for the id on the terminal. */
export async function askIdentity(ctx: Pick<Context, 'prompts'>): Promise<ApplicationIdentity> {
  const applicationId = await ctx.prompts.input({
    message: 'Application id (Smartcar Dashboard, credentials page)',
    validate: asQuestionCheck(valueRules.applicationId),
  });
  return { applicationId: applicationId.trim() };
}
