import { CliError } from '../core/errors/cli-error.ts';
import type { Secret } from '../core/secret.ts';
import type { Context } from '../io/context.ts';
import { readBounds } from '../io/read-bounds.ts';
import { parseSecret } from './secret-input.ts';
import { readSecret, secretVariable } from './secrets.ts';
import { resolveSettings } from './settings.ts';

/** Taken as `.addOption(new SettingOption(...tokenFileOption))`. */
export const tokenFileOption = [
  '--token-file <path>',
  'read the application management token from a file, or from standard input with -',
] as const;

/** Of the flags that every command takes, those that matter here. */
interface Chosen {
  readonly profile?: string | undefined;
  readonly canPrompt: boolean;
}

type TokenContext = Pick<Context, 'env' | 'cwd' | 'profiles' | 'credentials' | 'prompts' | 'files' | 'stdin'>;

/**
 * Finds the application management token: file, environment, store of the profile, prompt.
 * @throws CliError CREDENTIALS_MISSING if there is none, INVALID_VALUE for one that is not a single word
 */
export async function requireManagementToken(
  ctx: TokenContext,
  chosen: Chosen,
  tokenFile: string | undefined,
): Promise<Secret> {
  const known = await findManagementToken(ctx, chosen, tokenFile);
  if (known !== undefined) return known;
  if (chosen.canPrompt) {
    const answer = await ctx.prompts.password({
      message: 'Application management token (Smartcar Dashboard, Configuration)',
    });
    if (answer.reveal().trim() !== '') return parseSecret('management-token', answer.reveal());
  }
  throw new CliError(
    'CREDENTIALS_MISSING',
    'Webhook signatures are keyed with the application management token, and there is none.',
    {
      hint: `Pass --token-file, set ${secretVariable('management-token')}, or run \`connect-cli init\`; it stands in the Smartcar Dashboard, on your application's Configuration page. --sandbox=URL of \`webhook trigger\` brings its own.`,
    },
  );
}

/** The same without a prompt. @returns undefined where there is none */
export async function findManagementToken(
  ctx: TokenContext,
  chosen: Chosen,
  tokenFile: string | undefined,
): Promise<Secret | undefined> {
  if (tokenFile !== undefined) {
    const text =
      tokenFile === '-'
        ? await ctx.stdin.readAll(readBounds.secret)
        : await ctx.files.readText(tokenFile, readBounds.secret);
    return parseSecret('management-token', text);
  }
  const settings = await resolveSettings(ctx, { profile: chosen.profile });
  return (await readSecret(ctx, settings, 'management-token'))?.value;
}
