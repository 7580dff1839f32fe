import { findProvider } from '../../core/providers/registry.ts';
import { isApiClientId } from '../../core/connect/application.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { defined } from '../../core/text/defined.ts';
import { formatScope } from '../../core/permissions/scope.ts';
import { Secret } from '../../core/secret.ts';
import type { Context } from '../../io/context.ts';
import type { Profile } from '../../io/stores.ts';
import { askScope } from '../../settings/ask-scope.ts';
import { whereTheIdStands } from '../../settings/identity.ts';
import { resolveEdition, resolveProvider } from '../../flags/provider.ts';
import { checkScope } from '../../settings/scope.ts';
import { secretFlagNames } from '../../settings/secret-input.ts';
import { originNames, originTable } from '../../settings/origins.ts';
import { readSecret, secretVariable, type SecretName } from '../../settings/secrets.ts';
import { asQuestionCheck, valueRules } from '../../settings/check-value.ts';
import type { Resolved } from '../../settings/precedence.ts';
import type { Settings } from '../../settings/settings.ts';
import { defaultRedirectUri } from '../../settings/sources/defaults.ts';
import { ownValue } from '../../core/text/keys.ts';

/** What `init` was told, before anybody is asked. */
export interface InitInput {
  readonly profile: Profile;
  readonly secrets: ReadonlyMap<SecretName, Secret>;
}

/** Places whose values become part of the profile; the profile that holds elsewhere and defaults do not. */
const described: ReadonlySet<string> = new Set(['flag', 'env', 'sandbox']);

function given<T>(setting: Resolved<T> | undefined): T | undefined {
  return setting !== undefined && described.has(setting.source.kind) ? setting.value : undefined;
}

/**
 * The profile that flags, environment and a sandbox describe; an existing profile's values are no input.
 * @throws CliError for a value of the wrong form
 */
export function describedProfile(settings: Settings): Profile {
  const provider = given(settings.provider);
  const [applicationId, clientId, apiClientId] = [settings.applicationId, settings.clientId, settings.apiClientId].map(
    given,
  );
  const redirectUris = describedRedirectUris(settings.redirectUris);
  const scope = given(settings.scope);
  const origins = describedOrigins(settings);
  return defined({
    provider,
    applicationId,
    clientId,
    apiClientId,
    redirectUris,
    scope: scope === undefined ? undefined : cleanScope(settings.provider.value, scope),
    origins: Object.keys(origins).length === 0 ? undefined : origins,
  });
}

/** Runs of `authorize` leave their one-time addresses with a running sandbox; its own comes first. */
function describedRedirectUris(setting: Settings['redirectUris']): readonly string[] | undefined {
  const uris = given(setting);
  return setting.source.kind === 'sandbox' ? uris?.slice(0, 1) : uris;
}

/** Secrets are kept for the origins that they are good for, so these belong to the profile as well. */
function describedOrigins(settings: Settings): Readonly<Record<string, string>> {
  const origins = originNames.flatMap((name) => {
    const origin = given(settings.origins[name]);
    return origin === undefined ? [] : [[originTable[name].env[0], origin] as const];
  });
  return Object.fromEntries(origins);
}

/** Secrets that a sandbox minted, or that stand in the environment. */
export async function describedSecrets(
  ctx: Pick<Context, 'env' | 'credentials'>,
  settings: Settings,
  profile: Profile,
): Promise<ReadonlyMap<SecretName, Secret>> {
  if (settings.sandbox === undefined) return environmentSecrets(ctx.env, profile);
  const minted = await Promise.all(
    secretsOf(settings.provider.value).map(
      async (name) => [name, (await readSecret(ctx, settings, name))?.value] as const,
    ),
  );
  return new Map(minted.filter((one): one is readonly [SecretName, Secret] => one[1] !== undefined));
}

function cleanScope(provider: string, scope: string): string {
  return formatScope(
    checkScope({ provider: resolveProvider(provider), texts: [scope], from: '--scope', allowUnknown: false }).asked,
  );
}

/** Secrets that a profile of the provider has a use for. */
function secretsOf(provider: string): readonly SecretName[] {
  return provider === 'texture' ? ['texture-api-key'] : ['client-secret', 'api-client-secret', 'management-token'];
}

/**
 * Secrets that stand in the environment. `SMARTCAR_CLIENT_SECRET` belongs to the id beside it: where the profile is made
 * for another application, it is left out.
 */
function environmentSecrets(env: Context['env'], profile: Profile): ReadonlyMap<SecretName, Secret> {
  const id = env['SMARTCAR_CLIENT_ID']?.trim() ?? '';
  const isOther = id !== '' && ![profile.applicationId, profile.clientId, profile.apiClientId].includes(id);
  const secretEntries = secretsOf(profile.provider ?? 'smartcar').flatMap((name) => {
    const text = ownValue(env, secretVariable(name))?.trim() ?? '';
    if (text === '' || (name === 'client-secret' && isOther)) return [];
    return [[name === 'client-secret' && isApiClientId(id) ? 'api-client-secret' : name, new Secret(text)] as const];
  });
  return new Map(secretEntries);
}

/** Asks for what is missing, each question with what is known as its default. */
export async function askProfile(
  ctx: Pick<Context, 'prompts'>,
  input: InitInput,
  existing: Profile,
): Promise<InitInput> {
  const known = { ...existing, ...input.profile };
  const providerId = known.provider ?? 'smartcar';
  if (providerId === 'texture') return askTexture(ctx, input);
  const secrets = new Map(input.secrets);
  const era = await askEra(ctx, secrets, known.apiClientId);
  const applicationId =
    known.applicationId ??
    known.clientId ??
    (await askId(ctx, 'Application id, a UUID (Smartcar Dashboard, Configuration)', false));
  const apiClientId = era === 'v2' ? known.apiClientId : await askApiClient(ctx, secrets, known.apiClientId);
  if (era !== 'v3')
    await askSecret(ctx, {
      secrets,
      name: 'client-secret',
      message: 'Client secret of v2 (Smartcar Dashboard, Configuration; hidden, empty to leave it out)',
    });
  if (era !== 'v2')
    await askSecret(ctx, {
      secrets,
      name: 'management-token',
      message: 'Management token, for webhooks (Smartcar Dashboard, Configuration; hidden, empty to leave it out)',
    });
  const redirectUris = input.profile.redirectUris ?? [
    await askRedirectUri(ctx, existing.redirectUris?.[0] ?? defaultRedirectUri),
  ];
  const scope = input.profile.scope ?? (await askPermissions(ctx, providerId)) ?? existing.scope;
  return {
    secrets,
    profile: {
      ...input.profile,
      ...defined({
        applicationId: known.clientId === undefined ? applicationId : undefined,
        apiClientId,
        redirectUris,
        scope,
      }),
    },
  };
}

type Era = 'v2' | 'v3' | 'both';

/** First of all, since it decides what else is asked. What was given by flag or variable has decided it. */
async function askEra(
  ctx: Pick<Context, 'prompts'>,
  secrets: ReadonlyMap<SecretName, Secret>,
  apiClientId: string | undefined,
): Promise<Era> {
  const hasV2 = secrets.has('client-secret');
  const hasV3 = apiClientId !== undefined || secrets.has('api-client-secret');
  if (hasV2 || hasV3) return hasV2 && hasV3 ? 'both' : hasV2 ? 'v2' : 'v3';
  const answer = await ctx.prompts.select({
    message: 'Which API does the application use',
    choices: [
      { value: 'v3', name: 'API v3: one token for the application, user_id in the redirect' },
      { value: 'v2', name: 'API v2: a token for each owner, ends about 2026-12-01' },
      { value: 'both', name: 'Both, while moving to v3' },
    ],
  });
  return answer === 'v2' || answer === 'both' ? answer : 'v3';
}

async function askApiClient(
  ctx: Pick<Context, 'prompts'>,
  secrets: Map<SecretName, Secret>,
  known: string | undefined,
): Promise<string | undefined> {
  const id =
    known ??
    (await askId(ctx, 'API client id, client_… (Smartcar Dashboard, API Credentials; empty to leave it out)', true));
  if (id !== undefined)
    await askSecret(ctx, {
      secrets,
      name: 'api-client-secret',
      message: 'Its secret (API Credentials, Create Secret; shown there once; hidden, empty to leave it out)',
    });
  return id;
}

async function askTexture(ctx: Pick<Context, 'prompts'>, input: InitInput): Promise<InitInput> {
  const secrets = new Map(input.secrets);
  await askSecret(ctx, {
    secrets,
    name: 'texture-api-key',
    message: 'API key of Texture (hidden, empty to leave it out)',
  });
  return { ...input, secrets };
}

export async function askId(
  ctx: Pick<Context, 'prompts'>,
  message: string,
  isApiClient: boolean,
): Promise<string | undefined> {
  const check = asQuestionCheck(isApiClient ? valueRules.apiClientId : valueRules.applicationId);
  const validate = (value: string) => (isApiClient && value.trim() === '') || check(value);
  const answer = (await ctx.prompts.input({ message, validate })).trim();
  return answer === '' ? undefined : answer;
}

interface AskSecretInput {
  readonly secrets: Map<SecretName, Secret>;
  readonly name: SecretName;
  readonly message: string;
}

async function askSecret(ctx: Pick<Context, 'prompts'>, { secrets, name, message }: AskSecretInput): Promise<void> {
  if (secrets.has(name)) return;
  const answer = await ctx.prompts.password({ message, canBeEmpty: true });
  const value = answer.reveal().trim();
  if (value !== '') secrets.set(name, new Secret(value));
}

export async function askRedirectUri(ctx: Pick<Context, 'prompts'>, suggested: string): Promise<string> {
  const validate = asQuestionCheck((answer) => valueRules.redirectUris([answer.trim()]));
  return (
    await ctx.prompts.input({
      message: 'Redirect URI, as registered (Smartcar Dashboard)',
      default: suggested,
      validate,
    })
  ).trim();
}

/** First the permissions, then which of them are required. */
export async function askPermissions(ctx: Pick<Context, 'prompts'>, providerId: string): Promise<string | undefined> {
  const provider = resolveProvider(providerId);
  const asked = await askScope(ctx, {
    provider,
    edition: resolveEdition(provider, undefined),
    options: { required: false },
  });
  if (asked.length === 0) return undefined;
  if (!provider.hasRequiredPrefix) return formatScope(asked);
  const required = await ctx.prompts.checkbox({
    message: 'Which of them are required (none: the owner may untick any)',
    choices: asked.map(({ name }) => ({ value: name, name })),
  });
  return formatScope(asked.map(({ name }) => ({ name, required: required.includes(name) })));
}

/** The error for a profile that would say nothing. */
export function idMissing(providerId: string): CliError | undefined {
  if (findProvider(providerId)?.id === 'texture') return undefined;
  return new CliError('INPUT_REQUIRED', 'A profile needs an application id.', {
    hint: `Pass --application-id, or set SMARTCAR_APPLICATION_ID. The secret of API v3 comes by ${secretFlagNames('api-client-secret')}, that of v2 by ${secretFlagNames('client-secret')}. ${whereTheIdStands}`,
  });
}

/** What {@link mergeProfile} works on. */
export interface MergeProfileInput {
  readonly name: string;
  readonly existing: Profile;
  readonly wanted: Profile;
  readonly force: boolean;
}

/**
 * Puts what was given over what is there. Ids and origins go with the application: another one inherits none of them.
 * @throws CliError ALREADY_EXISTS if a value would be replaced and nobody allowed it
 */
export function mergeProfile({ name, existing, wanted, force }: MergeProfileInput): Profile {
  const isOther = isOtherApplication(existing, wanted);
  const before: Readonly<Record<string, unknown>> = { ...existing };
  const replaced = Object.entries(wanted)
    .filter(
      ([field, value]) =>
        ownValue(before, field) !== undefined && JSON.stringify(ownValue(before, field)) !== JSON.stringify(value),
    )
    .map(([field]) => field);
  const named = replaced.length === 0 && isOther ? ['application'] : replaced;
  if (named.length > 0 && !force) {
    throw new CliError('ALREADY_EXISTS', `Profile "${name}" has another ${named.map(spellField).join(', ')}.`, {
      hint: 'Pass --force to replace it, or --name for another profile.',
    });
  }
  const { applicationId: _, clientId: __, apiClientId: ___, origins: ____, ...apart } = existing;
  return { ...(isOther ? apart : existing), ...wanted };
}

/** `clientId` as people know it from the flag: `client-id`. */
export function spellField(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The id has two names, application id and client id: one given for the other is a change as well. */
function isOtherApplication(existing: Profile, wanted: Profile): boolean {
  const ids = (profile: Profile) => [profile.applicationId, profile.clientId].filter((id) => id !== undefined);
  const [before, after] = [ids(existing), ids(wanted)];
  return before.length > 0 && after.length > 0 && !after.some((id) => before.includes(id));
}
