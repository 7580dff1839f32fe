import { CliError } from '../core/errors/cli-error.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Context } from '../io/context.ts';
import type { Profile } from '../io/stores.ts';
import type { Secret } from '../core/secret.ts';
import { collect } from '../options/collect.ts';
import { addExamples, type CommandModule, type GlobalOptions } from '../options/command.ts';
import {
  askProfile,
  describedProfile,
  environmentSecrets,
  idMissing,
  mergeProfile,
  type InitInput,
} from '../options/init-profile.ts';
import { profileRow } from '../options/profile-row.ts';
import { addSecretOptions, readSecretFlags, type SecretFlags } from '../options/secret-input.ts';
import { secretKey, type SecretName } from '../options/secrets.ts';
import { resolveSettings } from '../options/settings.ts';
import { renderInit } from '../report/human/settings.ts';
import type { Outcome } from '../report/outcome.ts';
import type { InitDocument } from '../report/settings-document.ts';
import { documentHead } from '../report/tokens-document.ts';

interface Flags extends SecretFlags {
  readonly name: string;
  readonly force?: boolean;
  readonly here?: boolean;
  readonly applicationId?: string;
  readonly clientId?: string;
  readonly apiClientId?: string;
  readonly redirectUri?: readonly string[];
  readonly scope?: string;
  readonly provider?: string;
}

export const command: CommandModule = {
  register(program, run) {
    program
      .option('--name <name>', 'name of the profile', 'default')
      .option('--application-id <id>', 'the application, a UUID')
      .option('--client-id <id>', 'the same id under its older name')
      .option('--api-client-id <id>', 'client_… id of the v3 token endpoint')
      .option('--redirect-uri <uri>', 'registered redirect URI; repeatable', collect)
      .option('--scope <permissions>', 'permissions to ask for, each with or without required:')
      .option('--provider <name>', 'smartcar (default) or texture')
      .option('--here', 'let the profile hold in this directory and below')
      .option('--force', 'replace values that the profile has already');
    addSecretOptions(program).action((flags: Flags) => run((ctx, global) => init(ctx, global, flags)));
    program.addHelpText(
      'after',
      '\nOn a terminal init asks for what is missing. Values in SMARTCAR_… variables are taken up; no flag takes a secret itself.',
    );
    addExamples(program, [
      ['init', 'asks for everything'],
      [
        'init --application-id 8229df9f-91a0-4ff0-a1ae-a1f38ee24d07 --client-secret-stdin < secret.txt',
        'without a question',
      ],
      [
        'init --name staging --here --api-client-id client_01 --api-client-secret-file v3.txt',
        'a second application, for this directory',
      ],
    ]);
  },
};

async function init(ctx: Context, global: GlobalOptions, flags: Flags): Promise<Outcome> {
  const name = global.profile ?? flags.name;
  const existing = await existingProfile(ctx, name);
  const { input, provider } = await gather(ctx, global, flags, existing);
  const profile = mergeProfile(name, existing ?? {}, input.profile, flags.force === true || global.canPrompt);
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

/** Flags, then environment, then questions. The profile that holds elsewhere is left out of it. */
async function gather(ctx: Context, global: GlobalOptions, flags: Flags, existing: Profile | undefined) {
  const { applicationId, clientId, apiClientId, redirectUri, scope, provider } = flags;
  const apart = { ...ctx, profiles: { ...ctx.profiles, active: async () => undefined } };
  const settings = await resolveSettings(apart, {
    ...(applicationId === undefined ? {} : { applicationId }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(apiClientId === undefined ? {} : { apiClientId }),
    ...(redirectUri === undefined ? {} : { redirectUris: redirectUri }),
    ...(scope === undefined ? {} : { scope }),
    ...(provider === undefined ? {} : { provider }),
  });
  const profile = describedProfile(settings);
  const inEnvironment = environmentSecrets(ctx.env, { ...existing, ...profile });
  const described: InitInput = {
    profile,
    secrets: new Map([...inEnvironment, ...(await readSecretFlags(ctx, flags))]),
  };
  const input = global.canPrompt ? await askProfile(ctx, described, existing ?? {}) : described;
  return { input, provider: input.profile.provider ?? existing?.provider ?? 'smartcar' };
}

/** @returns the names of the secrets that are new; those that the store holds already stay untouched */
async function storeSecrets(
  ctx: Context,
  name: string,
  secrets: ReadonlyMap<SecretName, Secret>,
): Promise<readonly string[]> {
  // The profile alone decides whose secrets these are: variables of another application must not.
  const settings = await resolveSettings({ ...ctx, env: {} }, { profile: name });
  const stored: string[] = [];
  for (const [secret, value] of secrets) {
    const key = secretKey(settings, secret);
    if (key === undefined) throw ownerMissing(secret);
    if ((await ctx.credentials.readSecret(key))?.reveal() === value.reveal()) continue;
    await ctx.credentials.writeSecret(key, value);
    stored.push(secret);
  }
  return stored;
}

function ownerMissing(secret: SecretName): CliError {
  return new CliError(
    'INPUT_REQUIRED',
    `The ${secret.replaceAll('-', ' ')} is given, and the id that it belongs to is not.`,
    {
      hint: `Pass ${secret === 'api-client-secret' ? '--api-client-id' : '--application-id'} as well.`,
    },
  );
}

async function outcome(
  ctx: Context,
  name: string,
  done: { changed: boolean; stored: readonly string[] },
): Promise<Outcome> {
  const listed = (await ctx.profiles.list()).find((one) => one.name === name);
  if (listed === undefined) throw new Error(`the profile ${name} was saved and is not there`);
  const active = (await ctx.profiles.active({ directory: ctx.cwd }))?.name;
  const store = done.stored.length === 0 ? undefined : await ctx.credentials.describe();
  const suffix = active === name ? '' : ` --profile ${name}`;
  const document: InitDocument = {
    ...documentHead('init', store?.warning === undefined ? [] : [store.warning], [
      { command: `connect-cli authorize${suffix}`, why: 'Run the consent of an owner.' },
      { command: `connect-cli authorize --sandbox${suffix}`, why: 'Rehearse it without a Tesla.' },
    ]),
    changed: done.changed,
    path: ctx.profiles.path,
    profile: profileRow(listed, active),
    stored: done.stored,
    store: store === undefined ? null : { backend: store.backend, location: store.location },
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderInit(document, style) };
}
