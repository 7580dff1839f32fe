import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import { collect } from '../flags/collect.ts';
import { addExamples, addNote, type CommandModule } from './command.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { refuseUnknownSubcommands } from '../flags/default-subcommand.ts';
import { editionOption } from '../flags/shared-options.ts';
import { SettingOption } from '../flags/setting-option.ts';
import { checkSettingName, settingNames, settingRows, withSetting } from '../settings/setting-rows.ts';
import { checkSettings, listSettings, type Settings } from '../settings/settings.ts';
import type { SettingFlags } from '../settings/sources/source.ts';
import { renderPaths, renderSettings, renderSettingValue } from '../report/human/settings.ts';
import type { Outcome } from '../report/outcome.ts';
import type { PathsDocument, SettingDocument, SettingsDocument } from '../report/documents/settings.ts';
import { documentHead } from '../report/documents/tokens.ts';

interface Flags {
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly apiClientId?: string | undefined;
  readonly redirectUri?: readonly string[] | undefined;
  readonly scope?: string | undefined;
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
}

export const command: CommandModule = {
  register(program, run) {
    refuseUnknownSubcommands(program.command('explain', { isDefault: true }))
      .description('every value, where it comes from, and what it overrides')
      .addOption(new SettingOption('--application-id <id>', 'as on authorize: see what it would override'))
      .addOption(new SettingOption('--client-id <id>', 'as on authorize'))
      .addOption(new SettingOption('--api-client-id <id>', 'as on init'))
      .addOption(new SettingOption('--redirect-uri <uri>', 'as on authorize; repeatable').argParser(collect))
      .addOption(new SettingOption('--scope <permissions>', 'as on authorize'))
      .addOption(new SettingOption('--provider <name>', 'smartcar or texture'))
      .option(...editionOption)
      .action((flags: Flags) => run((ctx, global) => explain(ctx, global, flags)));
    program
      .command('get <name>')
      .description('the value in use, and nothing else')
      .action((name: string) => run((ctx, global) => get(ctx, global, name)));
    program
      .command('set <name> [value...]')
      .description('change a value in the active profile; without a value remove it')
      .action((name: string, values: string[]) => run((ctx, global) => set(ctx, { global, name, values })));
    program
      .command('path')
      .description('the settings file, and where secrets are kept')
      .action(() => run((ctx) => path(ctx)));
    addNote(
      program,
      `Names: ${settingNames.join(', ')}.\nPrecedence: flag, environment, project file, profile, default.`,
    );
    addExamples(
      program,
      [
        ['config explain', 'every value and its source'],
        ['config get redirect-uri', 'one value, for a script'],
        ['config set scope "required:read_vin read_odometer"', 'the permissions that authorize asks for'],
        ['config set auth-origin http://localhost:4010', 'use a running sandbox in this profile'],
      ],
      [
        ['config explain --client-id ID --json', 'what a flag would override, for scripts'],
        ['config get scope --profile staging', 'the value in another profile'],
        ['config path', 'where the settings and the secrets are'],
        ['config path --json', 'for scripts'],
      ],
    );
  },
};

async function explain(ctx: Context, global: GlobalOptions, flags: Flags): Promise<Outcome> {
  const settings = await settingsOf(ctx, global, flags);
  const { profile } = settings;
  const faults: string[] = [];
  try {
    checkSettings(settings);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    faults.push(`${error.message} ${error.hint}`);
  }
  const rows = await settingRows(ctx, settings, (fault) => faults.push(fault));
  const document: SettingsDocument = {
    ...documentHead('settings', [...new Set(faults)], profile === undefined ? [firstStep] : []),
    profile: profile === undefined ? null : { name: profile.name, boundTo: profile.boundTo ?? null },
    settings: rows,
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderSettings(document, style) };
}

const firstStep = { command: 'connect-cli init', why: 'Save ids, redirect URI and permissions in a profile.' };

async function get(ctx: Context, global: GlobalOptions, name: string): Promise<Outcome> {
  checkSettingName(name);
  return settingOutcome(ctx, await settingsOf(ctx, global), name);
}

interface SetInput {
  readonly global: GlobalOptions;
  readonly name: string;
  readonly values: readonly string[];
}

async function set(ctx: Context, { global, name, values }: SetInput): Promise<Outcome> {
  const { profile: active } = await settingsOf(ctx, global);
  if (active === undefined) {
    throw new CliError('NOT_FOUND', 'There is no profile to save the value in.', {
      hint: 'Create one with `connect-cli init`.',
    });
  }
  const stored = await ctx.profiles.active({ name: active.name, directory: ctx.cwd });
  await ctx.profiles.save(active.name, withSetting(stored?.profile ?? {}, name, values));
  return settingOutcome(ctx, await settingsOf(ctx, { ...global, profile: active.name }), name);
}

async function settingOutcome(ctx: Context, settings: Settings, name: string): Promise<Outcome> {
  const faults: string[] = [];
  const rows = await settingRows(ctx, settings, (fault) => faults.push(fault));
  const setting = rows.find((one) => one.name === name);
  if (setting === undefined) throw new Error(`the setting ${name} has no row`);
  const document: SettingDocument = { ...documentHead('setting', setting.secret ? [...new Set(faults)] : []), setting };
  return { exitCode: exitCodes.done, document, text: () => renderSettingValue(setting) };
}

async function path(ctx: Context): Promise<Outcome> {
  const { warning, ...store } = await ctx.credentials.describe();
  const document: PathsDocument = {
    ...documentHead('paths', warning === undefined ? [] : [warning]),
    settings: ctx.profiles.path,
    store,
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderPaths(document, style) };
}

async function settingsOf(ctx: Context, global: GlobalOptions, flags: Flags = {}): Promise<Settings> {
  const { redirectUri, ...others } = flags;
  const settingFlags: SettingFlags = {
    ...others,
    redirectUris: redirectUri,
    profile: global.profile,
  };
  // What stands on the command line is judged at once; the rest is there to be seen.
  return checkSettings(await listSettings(ctx, settingFlags), ({ kind }) => kind === 'flag');
}
