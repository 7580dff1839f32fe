import { isApiClientId } from '../core/connect/application.ts';
import { CliError } from '../core/errors/cli-error.ts';
import type { Context } from '../io/context.ts';
import type { SandboxHandle } from '../io/sandbox-control.ts';
import type { SmartcarOrigins } from '../io/smartcar.ts';
import type { Profile } from '../io/stores.ts';
import { isLoopbackHost, originNames, originTable, parseOrigin, type OriginName } from './origins.ts';

/** Where a value came from. `name` is the flag, variable, profile, sandbox address, or empty for a default. */
export interface SettingSource {
  readonly kind: 'flag' | 'env' | 'profile' | 'sandbox' | 'default';
  readonly name: string;
}

/** A value with its source, and what it won over, strongest first. */
export interface Resolved<T> {
  readonly value: T;
  readonly source: SettingSource;
  readonly overrides: readonly { readonly value: T; readonly source: SettingSource }[];
}

/** The settings that flags can give, as written on the command line. */
export interface SettingFlags {
  readonly provider?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly apiClientId?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** Permissions from `--scope` or arguments, joined by spaces. */
  readonly scope?: string | undefined;
  /** `--profile`. */
  readonly profile?: string | undefined;
}

/** Everything that is not secret, each value with its source. Secrets: see `readSecret`. */
export interface Settings {
  readonly provider: Resolved<string>;
  /** Goes on Connect URLs, before `clientId`. */
  readonly applicationId: Resolved<string> | undefined;
  /** Connect URLs and the v2 token endpoint. Never a `client_…` value. */
  readonly clientId: Resolved<string> | undefined;
  /** `client_…`, for the token endpoint of v3 only. */
  readonly apiClientId: Resolved<string> | undefined;
  /** Never empty; the last resort is `http://localhost:8000/exchange`. */
  readonly redirectUris: Resolved<readonly string[]>;
  /** As on the URL, `required:` prefixes included. Undefined: no scope is sent, the Dashboard decides. */
  readonly scope: Resolved<string> | undefined;
  readonly origins: Readonly<Record<OriginName, Resolved<string>>>;
  /** The profile that holds, if there is one. */
  readonly profile: { readonly name: string; readonly boundTo?: string | undefined } | undefined;
  /** The sandbox that stands in for Smartcar, if one does. */
  readonly sandbox: SandboxHandle | undefined;
}

/** The redirect URI of Smartcar's own tutorials. */
export const defaultRedirectUri = 'http://localhost:8000/exchange';

interface Candidate<T> {
  readonly value: T | undefined;
  readonly source: SettingSource;
}

function pick<T>(candidates: readonly Candidate<T>[]): Resolved<T> | undefined {
  const given = candidates.filter((one): one is { value: T; source: SettingSource } => one.value !== undefined);
  const [first, ...overrides] = given;
  return first === undefined ? undefined : { ...first, overrides };
}

function present(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}

function unlessApiClient(value: string | undefined): string | undefined {
  return value !== undefined && isApiClientId(value) ? undefined : value;
}

function ifApiClient(value: string | undefined): string | undefined {
  return value !== undefined && isApiClientId(value) ? value : undefined;
}

function list(value: string | undefined): readonly string[] | undefined {
  return value?.split(/[\s,]+/).filter((part) => part !== '');
}

/** One setting, seen from each place that can give it. */
interface Places<T> {
  readonly flag?: readonly [name: string, value: T | undefined] | undefined;
  readonly sandbox?: T | undefined;
  readonly env?: readonly (readonly [name: string, value: T | undefined])[] | undefined;
  readonly profile?: T | undefined;
  readonly fallback?: T | undefined;
}

interface Layers {
  readonly profileName: string;
  readonly sandbox: SandboxHandle | undefined;
}

/** The one order of precedence: flag, sandbox, environment, profile, default. */
function candidates<T>(layers: Layers, places: Places<T>): readonly Candidate<T>[] {
  const { flag, env = [], profile, sandbox, fallback } = places;
  return [
    { value: flag?.[1], source: { kind: 'flag', name: flag?.[0] ?? '' } },
    { value: sandbox, source: { kind: 'sandbox', name: layers.sandbox?.url ?? '' } },
    ...env.map(([name, value]) => ({ value, source: { kind: 'env' as const, name } })),
    { value: profile, source: { kind: 'profile', name: layers.profileName } },
    { value: fallback, source: { kind: 'default', name: '' } },
  ];
}

/**
 * Settles every setting once: flag, then environment, then profile, then default.
 * With a sandbox its own ids, origins and redirect URIs stand in, and the environment and profile are not asked for
 * them, so that a value meant for Smartcar never reaches a sandbox or the other way round.
 *
 * @throws CliError NOT_FOUND for a profile that does not exist, INVALID_VALUE for a malformed origin,
 *   API_CLIENT_ID for a `client_…` value given to `--client-id` or `--application-id`
 */
export async function resolveSettings(
  ctx: Pick<Context, 'env' | 'cwd' | 'profiles'>,
  flags: SettingFlags,
  sandbox?: SandboxHandle,
): Promise<Settings> {
  refuseApiClient('--application-id', flags.applicationId);
  refuseApiClient('--client-id', flags.clientId);
  const active = await activeProfile(ctx, flags.profile);
  const layers: Layers = { profileName: active?.name ?? '', sandbox };
  const profile: Profile = active?.profile ?? {};
  return {
    ...resolveIds({ env: ctx.env, flags, profile, layers }),
    ...resolveRequest({ env: ctx.env, flags, profile, layers }),
    origins: resolveOrigins(ctx.env, profile, layers),
    profile: active && {
      name: active.name,
      boundTo: active.boundTo,
    },
    sandbox,
  };
}

async function activeProfile(ctx: Pick<Context, 'env' | 'cwd' | 'profiles'>, flag: string | undefined) {
  const name = flag ?? present(ctx.env['CONNECT_CLI_PROFILE']);
  return ctx.profiles.active({ directory: ctx.cwd, name });
}

interface ResolveIdsInput {
  readonly env: Context['env'];
  readonly flags: SettingFlags;
  readonly profile: Profile;
  readonly layers: Layers;
}

function resolveIds({ env, flags, profile, layers }: ResolveIdsInput) {
  const { sandbox } = layers;
  const outer = sandbox === undefined;
  const clientIdVariable = present(env['SMARTCAR_CLIENT_ID']);
  const applicationIdVariable = present(env['SMARTCAR_APPLICATION_ID']);
  const apiClientIdVariable = present(env['SMARTCAR_API_CLIENT_ID']) ?? ifApiClient(clientIdVariable);
  const apiClientIdSource =
    present(env['SMARTCAR_API_CLIENT_ID']) === undefined ? 'SMARTCAR_CLIENT_ID' : 'SMARTCAR_API_CLIENT_ID';
  return {
    applicationId: pick(
      candidates<string>(layers, {
        flag: ['--application-id', flags.applicationId],
        env: outer ? [['SMARTCAR_APPLICATION_ID', applicationIdVariable]] : [],
        profile: outer ? profile.applicationId : undefined,
      }),
    ),
    clientId: pick(
      candidates<string>(layers, {
        flag: ['--client-id', flags.clientId],
        sandbox: sandbox?.clientId,
        env: outer ? [['SMARTCAR_CLIENT_ID', unlessApiClient(clientIdVariable)]] : [],
        profile: outer ? profile.clientId : undefined,
      }),
    ),
    apiClientId: pick(
      candidates<string>(layers, {
        flag: ['--api-client-id', flags.apiClientId],
        sandbox: sandbox?.apiClientId,
        env: outer ? [[apiClientIdSource, apiClientIdVariable]] : [],
        profile: outer ? profile.apiClientId : undefined,
      }),
    ),
  };
}

interface ResolveRequestInput {
  readonly env: Context['env'];
  readonly flags: SettingFlags;
  readonly profile: Profile;
  readonly layers: Layers;
}

function resolveRequest({ env, flags, profile, layers }: ResolveRequestInput) {
  const { sandbox } = layers;
  const outer = sandbox === undefined;
  const redirectUris = candidates<readonly string[]>(layers, {
    flag: ['--redirect-uri', flags.redirectUris],
    sandbox: sandbox?.redirectUris,
    env: outer ? [['SMARTCAR_REDIRECT_URI', list(present(env['SMARTCAR_REDIRECT_URI']))]] : [],
    profile: outer ? profile.redirectUris : undefined,
    fallback: [defaultRedirectUri],
  });
  const provider = candidates<string>(layers, {
    flag: ['--provider', flags.provider],
    env: [['CONNECT_CLI_PROVIDER', present(env['CONNECT_CLI_PROVIDER'])]],
    profile: profile.provider,
    fallback: 'smartcar',
  });
  return {
    provider: required(pick(provider.map(lowerCase))),
    redirectUris: required(pick(redirectUris.map(nonEmpty))),
    scope: pick(
      candidates<string>(layers, {
        flag: ['--scope', flags.scope],
        env: outer ? [['SMARTCAR_SCOPE', present(env['SMARTCAR_SCOPE'])]] : [],
        profile: outer ? profile.scope : undefined,
      }),
    ),
  };
}

function lowerCase(one: Candidate<string>): Candidate<string> {
  return { ...one, value: one.value?.toLowerCase() };
}

function nonEmpty(one: Candidate<readonly string[]>): Candidate<readonly string[]> {
  return { ...one, value: one.value?.length === 0 ? undefined : one.value };
}

/** A setting with a fallback is always there; this says so to the compiler and to the reader. */
function required<T>(resolved: Resolved<T> | undefined): Resolved<T> {
  if (resolved === undefined) throw new Error('a setting with a default came out empty');
  return resolved;
}

function resolveOrigins(env: Context['env'], profile: Profile, layers: Layers): Settings['origins'] {
  const entries = originNames.map((name) => [name, resolveOrigin({ name, env, profile, layers })] as const);
  // Object.fromEntries forgets the keys; there is an entry for every name.
  return Object.fromEntries(entries) as Settings['origins'];
}

interface ResolveOriginInput {
  readonly name: OriginName;
  readonly env: Context['env'];
  readonly profile: Profile;
  readonly layers: Layers;
}

function resolveOrigin({ name, env, profile, layers }: ResolveOriginInput): Resolved<string> {
  const { env: variables, fallback } = originTable[name];
  const outer = layers.sandbox === undefined;
  const read = (label: string, text: string | undefined) =>
    text === undefined ? undefined : parseOrigin(name, text, label);
  const saved = variables.map((variable) => profile.origins?.[variable]).find((value) => value !== undefined);
  const fromEnv = variables.map((variable) => [variable, read(variable, present(env[variable]))] as const);
  return required(
    pick(
      candidates<string>(layers, {
        sandbox: layers.sandbox?.url,
        env: outer ? [...fromEnv, ...nodeSdkOrigin(name, env)] : [],
        profile: outer ? read(`${variables[0]} of profile "${layers.profileName}"`, saved) : undefined,
        fallback,
      }),
    ),
  );
}

/** The Node SDK builds Connect links on `SMARTCAR_API_ORIGIN`; followed where that is a sandbox on this machine. */
function nodeSdkOrigin(name: OriginName, env: Context['env']): readonly (readonly [string, string])[] {
  const variable = originTable.api.env[0];
  const text = present(env[variable]);
  if (name !== 'connect' || text === undefined) return [];
  const origin = parseOrigin('api', text, variable);
  return isLoopbackHost(new URL(origin).hostname) ? [[variable, origin]] : [];
}

function refuseApiClient(flag: string, value: string | undefined): void {
  if (value === undefined || !isApiClientId(value)) return;
  throw new CliError(
    'API_CLIENT_ID',
    `${flag} is "${value}", an API client id; Connect takes the application id, a UUID.`,
    {
      hint: 'Pass this value as --api-client-id (SMARTCAR_API_CLIENT_ID), and the application id (Smartcar Dashboard, your application, Configuration) as --application-id (SMARTCAR_APPLICATION_ID).',
    },
  );
}

/** @returns the origins alone, as the API client takes them. */
export function smartcarOrigins(settings: Pick<Settings, 'origins'>): SmartcarOrigins {
  const { connect, auth, api, iam, vehicleApi, management } = settings.origins;
  return {
    connect: connect.value,
    auth: auth.value,
    api: api.value,
    iam: iam.value,
    vehicleApi: vehicleApi.value,
    management: management.value,
  };
}
