import { exitCodes } from '../../core/exit-codes.ts';
import type { Context } from '../../io/context.ts';
import type { Profile } from '../../io/stores.ts';
import { collect } from '../../flags/collect.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { idMissing, mergeProfile } from './init-profile.ts';
import { activeProfile, chosenProfile } from '../../settings/active-profile.ts';
import { profileRow } from '../../settings/profile-row.ts';
import { addSecretOptions } from '../../settings/secret-input.ts';
import { providerOption } from '../../flags/shared-options.ts';
import { SettingOption } from '../../flags/setting-option.ts';
import { renderInit } from '../../report/human/settings.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { InitDocument } from '../../report/documents/settings.ts';
import { documentHead } from '../../report/documents/tokens.ts';
import { gather, type InitFlags } from './gather.ts';
import { idWarnings } from './id-warnings.ts';
import { initProject } from './init-project.ts';
import { storeSecrets } from './store-secrets.ts';

export const command: CommandModule = {
  register(program, run) {
    program
      .option('--name <name>', 'name of the profile, default (default)')
      .addOption(new SettingOption('--application-id <id>', 'the application, a UUID'))
      .addOption(new SettingOption('--client-id <id>', 'the same id under its older name'))
      .addOption(new SettingOption('--api-client-id <id>', 'client_… id of the v3 token endpoint'))
      .addOption(new SettingOption('--redirect-uri <uri>', 'registered redirect URI; repeatable').argParser(collect))
      .addOption(new SettingOption('--scope <permissions>', 'permissions to ask for, each with or without required:'))
      .addOption(new SettingOption(...providerOption))
      .option('--sandbox <url>', 'take ids, secrets and origins from a running sandbox')
      .option('--here', 'use the profile in this directory and below')
      .option('--project', 'write connect-cli.json, to be committed, instead of a profile; it holds no secrets')
      .option('--force', 'replace existing values');
    addSecretOptions(program).action((flags: InitFlags) =>
      run((ctx, global) => (flags.project === true ? initProject : init)(ctx, global, flags)),
    );
    addNote(
      program,
      'On a terminal, init asks for what is missing. Values in SMARTCAR_… variables are used; no flag takes a secret itself.',
    );
    addExamples(program, [
      ['init', 'asks for everything'],
      [
        'init --application-id 8229df9f-91a0-4ff0-a1ae-a1f38ee24d07 --client-secret-stdin < secret.txt',
        'without asking',
      ],
      [
        'init --name staging --here --api-client-id client_01 --api-client-secret-file v3.txt',
        'a second application, for this directory',
      ],
      [
        'init --project --application-id 8229df9f-91a0-4ff0-a1ae-a1f38ee24d07 --scope "read_odometer"',
        'what everyone working in this repository needs',
      ],
    ]);
  },
};

async function init(ctx: Context, global: GlobalOptions, flags: InitFlags): Promise<Outcome> {
  const name = global.profile ?? flags.name ?? chosenProfile(ctx.env, undefined) ?? 'default';
  const existing = await existingProfile(ctx, name);
  const { input, provider } = await gather(ctx, { global, flags, existing });
  const profile = mergeProfile({
    name,
    existing: existing ?? {},
    wanted: input.profile,
    force: flags.force === true || global.canPrompt,
  });
  if (profile.applicationId === undefined && profile.clientId === undefined && profile.apiClientId === undefined) {
    const missing = idMissing(provider);
    if (missing !== undefined) throw missing;
  }
  const isNew = JSON.stringify(existing) !== JSON.stringify(profile);
  if (isNew) await ctx.profiles.save(name, profile);
  if (flags.here === true) await ctx.profiles.use(name, { directory: ctx.cwd });
  const stored = await storeSecrets(ctx, name, input.secrets);
  return outcome(ctx, name, { changed: isNew || stored.length > 0, stored });
}

async function existingProfile(ctx: Context, name: string): Promise<Profile | undefined> {
  return (await ctx.profiles.list()).find((one) => one.name === name)?.profile;
}

async function outcome(
  ctx: Context,
  name: string,
  done: { changed: boolean; stored: readonly string[] },
): Promise<Outcome> {
  const listed = (await ctx.profiles.list()).find((one) => one.name === name);
  if (listed === undefined) throw new Error(`the profile ${name} was saved and is not there`);
  const active = (await activeProfile(ctx, undefined))?.name;
  const store = done.stored.length === 0 ? undefined : await ctx.credentials.describe();
  const suffix = active === name ? '' : ` --profile ${name}`;
  const document: InitDocument = {
    ...documentHead(
      'init',
      [...idWarnings(listed.profile), ...(store?.warning === undefined ? [] : [store.warning])],
      [
        { command: `connect-cli authorize${suffix}`, why: "Run an owner's consent." },
        { command: `connect-cli authorize --sandbox${suffix}`, why: 'Rehearse it without a Tesla.' },
      ],
    ),
    changed: done.changed,
    path: ctx.profiles.path,
    profile: profileRow(listed, active),
    project: null,
    stored: done.stored,
    store: store === undefined ? null : { backend: store.backend, location: store.location },
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderInit(document, style) };
}
