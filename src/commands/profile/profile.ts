import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import { activeProfile } from '../../settings/active-profile.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { cutList, limitOption, parseLimit, type LimitFlags } from '../../flags/limit.ts';
import { refuseUnknownSubcommands } from '../../flags/default-subcommand.ts';
import { profileRow } from '../../settings/profile-row.ts';
import { secretsOfProfileAlone, type ProfileSecret } from './profile-secrets.ts';
import { renderProfileChange, renderProfiles } from '../../report/human/settings.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { ProfileChangeDocument, ProfilesDocument } from '../../report/documents/settings.ts';
import { documentHead } from '../../report/documents/tokens.ts';

export const command: CommandModule = {
  register(program, run) {
    refuseUnknownSubcommands(program.command('list', { isDefault: true }))
      .description('every profile, and which one is active here')
      .option(...limitOption)
      .action((flags: LimitFlags) => run((ctx, global) => list(ctx, global, flags)));
    program
      .command('use <name>')
      .description('make a profile active everywhere or, with --here, in this directory and below')
      .option('--here', 'bind it to the current directory')
      .action((name: string, options: { here?: boolean | undefined }) =>
        run((ctx) => use(ctx, name, options.here === true)),
      );
    program
      .command('remove <name>')
      .description('remove a profile; stored secrets and tokens of its application stay')
      .option('--with-secrets', 'also remove its stored secrets, except those shared with another profile')
      .action((name: string, options: { withSecrets?: boolean | undefined }) =>
        run((ctx) => remove(ctx, name, options.withSecrets === true)),
      );
    addNote(
      program,
      'Which profile is active: --profile, else CONNECT_CLI_PROFILE, else the one bound to this directory or the nearest one above it, else the default.',
    );
    addExamples(
      program,
      [
        ['profile list', 'what there is'],
        ['profile use staging --here', 'staging is active in this directory and below'],
        ['authorize --profile staging', 'for one command alone'],
      ],
      [
        ['profile list --json', 'for scripts'],
        ['profile use production', 'production is active everywhere'],
        ['profile remove staging', 'forget the settings; secrets and tokens stay'],
        ['profile remove staging --with-secrets', 'forget its secrets as well'],
        ['profile remove staging --json', 'for scripts'],
      ],
    );
  },
};

async function list(ctx: Context, global: GlobalOptions, flags: LimitFlags): Promise<Outcome> {
  const limit = parseLimit(flags);
  const { rows: profiles, warnings } = cutList(await ctx.profiles.list(), limit, { subject: 'profiles' });
  const active = await activeName(ctx, global);
  const first = { command: 'connect-cli init', why: 'Create the first one.' };
  const document: ProfilesDocument = {
    ...documentHead('profiles', warnings, profiles.length === 0 ? [first] : []),
    path: ctx.profiles.path,
    profiles: profiles.map((profile) => profileRow(profile, active)),
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderProfiles(document, style) };
}

/** A name that does not exist must not keep the list from being seen. */
async function activeName(ctx: Context, global: GlobalOptions): Promise<string | undefined> {
  try {
    return (await activeProfile(ctx, global.profile))?.name;
  } catch (error) {
    if (error instanceof CliError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

async function use(ctx: Context, name: string, here: boolean): Promise<Outcome> {
  await ctx.profiles.use(name, here ? { directory: ctx.cwd } : {});
  return change({
    ...documentHead('profile-change'),
    action: 'use',
    name,
    directory: here ? ctx.cwd : null,
    removedSecrets: [],
  });
}

async function remove(ctx: Context, name: string, withSecrets: boolean): Promise<Outcome> {
  const secrets = await storedSecrets(ctx, name, withSecrets);
  if (withSecrets) for (const { key } of secrets) await ctx.credentials.removeSecret(key);
  await ctx.profiles.remove(name);
  const names = secrets.map((secret) => secret.name);
  const stays = names.length === 0 || withSecrets ? [] : [secretsStay(names)];
  const next = [{ command: 'connect-cli token list', why: 'Stored tokens stay until you remove them.' }];
  return change({
    ...documentHead('profile-change', stays, next),
    action: 'remove',
    name,
    directory: null,
    removedSecrets: withSecrets ? names : [],
  });
}

/** A store that cannot be read keeps nobody from forgetting the settings. */
async function storedSecrets(ctx: Context, name: string, withSecrets: boolean): Promise<readonly ProfileSecret[]> {
  try {
    return await secretsOfProfileAlone(ctx, name);
  } catch (error) {
    if (!withSecrets && error instanceof CliError && error.code !== 'NOT_FOUND') return [];
    throw error;
  }
}

function secretsStay(names: readonly string[]): string {
  return `Still stored: ${names.join(', ')}. A profile of the same application will use them again; --with-secrets removes them with the profile.`;
}

function change(document: ProfileChangeDocument): Outcome {
  return { exitCode: exitCodes.done, document, text: (style) => renderProfileChange(document, style) };
}
