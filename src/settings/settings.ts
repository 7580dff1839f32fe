import type { Context } from '../io/context.ts';
import type { SandboxHandle } from '../io/sandbox-control.ts';
import type { SmartcarOrigins } from '../io/smartcar.ts';
import { resolveEdition, resolveProvider } from '../flags/provider.ts';
import { activeProject } from './project-file.ts';
import { activeProfile } from './active-profile.ts';
import { checkSettled, valueRules } from './check-value.ts';
import { originNames, type OriginName } from './origins.ts';
import {
  always,
  readSources,
  resolveForProvider,
  resolveOrigin,
  resolveSetting,
  type Resolved,
  type SettingSource,
  type Statements,
} from './precedence.ts';
import { resolveTable } from './table.ts';
import type { SettingFlags } from './sources/source.ts';

/** Everything that is not secret, each value with its source. Secrets: see `readSecret`. */
export interface Settings {
  readonly provider: Resolved<string>;
  /** Of the provider's table. Undefined for a provider that does not exist. */
  readonly edition: Resolved<string> | undefined;
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

/**
 * Settles every setting once, by the one order of precedence (`precedence.ts`), and checks each by its rule.
 * With a sandbox its own ids, origins and redirect URIs stand in, and the environment and profile are not asked for
 * them, so that a value meant for Smartcar never reaches a sandbox or the other way round.
 *
 * @throws CliError NOT_FOUND for a profile that does not exist, INVALID_VALUE for a malformed value,
 *   API_CLIENT_ID for a `client_…` value in the place of an application id, UNKNOWN_PROVIDER
 */
export async function resolveSettings(
  ctx: Pick<Context, 'env' | 'cwd' | 'profiles'>,
  flags: SettingFlags,
  sandbox?: SandboxHandle,
): Promise<Settings> {
  return checkSettings(await listSettings(ctx, flags, sandbox));
}

/** The same, unchecked, for those who list settings or mend them: a wrong value is theirs to see. */
export async function listSettings(
  ctx: Pick<Context, 'env' | 'cwd' | 'profiles'>,
  flags: SettingFlags,
  sandbox?: SandboxHandle,
): Promise<Settings> {
  const profile = await activeProfile(ctx, flags.profile);
  const project = await activeProject(ctx);
  const statements = readSources({ flags, sandbox, env: ctx.env, project, profile });
  const table = resolveTable(statements);
  return {
    ...table,
    applicationId: resolveSetting(statements, 'applicationId'),
    clientId: resolveSetting(statements, 'clientId'),
    apiClientId: resolveSetting(statements, 'apiClientId'),
    redirectUris: always(resolveSetting(statements, 'redirectUris')),
    scope: resolveForProvider(statements, 'scope', table.provider.value),
    origins: resolveOrigins(statements),
    profile: profile && { name: profile.name, boundTo: profile.boundTo },
    sandbox,
  };
}

/**
 * What was listed, checked by the rules.
 * @throws CliError for the first value that does not hold, of those that stand where `isChecked` says
 */
export function checkSettings(
  settings: Settings,
  isChecked: (source: SettingSource) => boolean = () => true,
): Settings {
  const check = <T>(resolved: Resolved<T>, rule: (value: T) => T) =>
    isChecked(resolved.source) ? checkSettled(resolved, rule) : resolved;
  const { applicationId, clientId, apiClientId, edition } = settings;
  const provider = check(settings.provider, valueRules.provider);
  return {
    ...settings,
    provider,
    edition: edition && check(edition, (id) => resolveEdition(resolveProvider(provider.value), id).id),
    applicationId: applicationId && check(applicationId, valueRules.applicationId),
    clientId: clientId && check(clientId, valueRules.clientId),
    apiClientId: apiClientId && check(apiClientId, valueRules.apiClientId),
    redirectUris: check(settings.redirectUris, valueRules.redirectUris),
  };
}

function resolveOrigins(statements: Statements): Settings['origins'] {
  const entries = originNames.map((name) => [name, resolveOrigin(statements, name)] as const);
  // Object.fromEntries forgets the keys; there is an entry for every name.
  return Object.fromEntries(entries) as Settings['origins'];
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
