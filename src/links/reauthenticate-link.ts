import { Option, type Command } from 'commander';
import type { ApplicationIdentity } from '../core/connect/application.ts';
import type { BuiltUrl } from '../core/connect/query.ts';
import { buildReauthenticateUrl, checkRevocable, revocableMake } from '../core/connect/reauthenticate-url.ts';
import { enumerate } from '../core/text/enumerate.ts';
import { CliError } from '../core/errors/cli-error.ts';
import type { MappingEdition, Provider } from '../core/providers/provider.ts';
import type { Context } from '../io/context.ts';
import type { SandboxHandle } from '../io/sandbox-control.ts';
import { collect } from '../flags/collect.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { askIdentity, findIdentity, identityMissing } from '../settings/identity.ts';
import { addRequestOptions, type LinkFlags } from '../flags/link-flags.ts';
import { resolveEdition, resolveProvider } from '../flags/provider.ts';
import { resolveScope, type ResolvedScope } from '../settings/scope.ts';
import { resolveSettings, type Settings } from '../settings/settings.ts';
import { editionOption } from '../flags/shared-options.ts';
import { SettingOption } from '../flags/setting-option.ts';
import { ownValue } from '../core/text/keys.ts';

/** Which of the published forms a link has. */
type ReauthenticateFlow = 'revoke' | 'update' | 'vehicle';

export interface ReauthenticateFlags extends Omit<LinkFlags, 'responseType'> {
  readonly responseType?: 'vehicle_id' | 'none' | undefined;
  readonly flow?: 'revoke' | 'update' | undefined;
  readonly vehicleId?: string | undefined;
}

/** Adds the flags of the link to `/oauth/reauthenticate`. */
export function addReauthenticateOptions(command: Command): Command {
  const client = 'sent as client_id';
  return addRequestOptions(command, { application: 'with --make sent as client_id', client })
    .option('--make <make>', 'TESLA, the only make with a stand-alone flow')
    .addOption(
      new Option('--flow <form>', 'revoke (default): remove and grant again; update: the newer form').choices([
        'revoke',
        'update',
      ]),
    )
    .option('--vehicle-id <id>', 'renew one vehicle of any make instead; this link redirects')
    .addOption(new Option('--response-type <type>', 'with --vehicle-id').choices(['vehicle_id', 'none']))
    .addOption(
      new SettingOption('--redirect-uri <uri>', 'with --vehicle-id: registered redirect URI').argParser(collect),
    )
    .option('--state <state>', 'with --vehicle-id: state to send')
    .option('--user <id>', 'with --vehicle-id: your own id for the owner (deprecated)')
    .option('--external-id <id>', 'with --vehicle-id: your own id for the owner; the word null clears it')
    .option(...editionOption);
}

/** A link to `/oauth/reauthenticate` with what it was made from. */
export interface ReauthenticateRequest {
  readonly built: BuiltUrl;
  readonly flow: ReauthenticateFlow;
  readonly settings: Settings;
  readonly provider: Provider;
  readonly edition: MappingEdition;
  /** Absent in the flow of one vehicle, which asks for nothing new. */
  readonly scope?: ResolvedScope | undefined;
  /** Present if the id had to be asked for. */
  readonly answered?: ApplicationIdentity | undefined;
  readonly warnings: readonly string[];
}

/** What {@link resolveReauthenticate} works on. */
export interface ResolveReauthenticateInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: ReauthenticateFlags;
  readonly options: { readonly sandbox?: SandboxHandle | undefined; readonly offersSandbox: boolean };
}

/**
 * Settles ids and permissions and builds the link.
 * @throws CliError INPUT_REQUIRED, UNSUPPORTED_MAKE, UNKNOWN_PERMISSION and those of the builder
 */
export async function resolveReauthenticate(
  ctx: Context,
  { global, args, flags, options }: ResolveReauthenticateInput,
): Promise<ReauthenticateRequest> {
  const flow = checkFlow(flags);
  const provider = resolveProvider('smartcar');
  const edition = resolveEdition(provider, flags.edition ?? options.sandbox?.edition);
  const settings = await resolveSettings(ctx, settingFlags(flags, global), options.sandbox);
  const known = findIdentity(settings);
  const identity = known ?? (await requestIdentity(ctx, global, options.offersSandbox));
  const scope =
    flow === 'vehicle'
      ? undefined
      : await requireScope(ctx, { global, table: { provider, edition }, args, flags, sandbox: options.sandbox });
  const built = build({ flow, identity, flags, settings, scope });
  const linkParts = {
    flow,
    settings,
    provider,
    edition,
    built,
    scope,
    answered: known === undefined ? identity : undefined,
  };
  return {
    ...linkParts,
    warnings: [...(scope?.warnings ?? []), ...flowWarnings(flow), ...leftOut(flow, flags, args)],
  };
}

function checkFlow(flags: ReauthenticateFlags): ReauthenticateFlow {
  if (flags.vehicleId !== undefined) return 'vehicle';
  if (flags.make === undefined) {
    throw new CliError('INPUT_REQUIRED', 'The revoke link needs the make to revoke access for.', {
      hint: `Pass --make ${revocableMake}, the only make Smartcar offers it for, or --vehicle-id to renew one vehicle.`,
    });
  }
  checkRevocable(flags.make);
  return flags.flow ?? 'revoke';
}

function settingFlags(flags: ReauthenticateFlags, global: GlobalOptions) {
  return {
    applicationId: flags.applicationId,
    clientId: flags.clientId,
    redirectUris: flags.redirectUri,
    profile: global.profile,
  };
}

async function requestIdentity(
  ctx: Context,
  { canPrompt }: GlobalOptions,
  offersSandbox: boolean,
): Promise<ApplicationIdentity> {
  if (canPrompt) return askIdentity(ctx);
  throw identityMissing(ctx.env, { sandbox: offersSandbox });
}

interface RequireScopeInput {
  readonly global: GlobalOptions;
  readonly table: { readonly provider: Provider; readonly edition: MappingEdition };
  readonly args: readonly string[];
  readonly flags: ReauthenticateFlags;
  readonly sandbox: SandboxHandle | undefined;
}

async function requireScope(
  ctx: Context,
  { global, table, args, flags, sandbox }: RequireScopeInput,
): Promise<ResolvedScope> {
  const resolved = await resolveScope(ctx, {
    provider: table.provider,
    flags: { args, ...flags },
    choice: { readsEnvironment: sandbox === undefined, profile: global.profile },
  });
  if (resolved !== undefined) return resolved;
  if (global.canPrompt) {
    const { askScope } = await import('../settings/ask-scope.ts');
    return {
      asked: await askScope(ctx, { provider: table.provider, edition: table.edition, options: { required: true } }),
      warnings: [],
    };
  }
  throw new CliError('INPUT_REQUIRED', 'The revoke link needs the permissions that the owner should grant.', {
    hint: 'Name them as arguments or with --scope "read_odometer control_security", set SMARTCAR_SCOPE, or save them with `connect-cli init`.',
  });
}

interface BuildInput {
  readonly flow: ReauthenticateFlow;
  readonly identity: ApplicationIdentity;
  readonly flags: ReauthenticateFlags;
  readonly settings: Settings;
  readonly scope: ResolvedScope | undefined;
}

function build({ flow, identity, flags, settings, scope }: BuildInput): BuiltUrl {
  const origin = settings.origins.connect.value;
  const shared = { ...identity, origin, flags: flags.flag };
  if (flow !== 'vehicle') {
    return buildReauthenticateUrl({ ...shared, flow, make: flags.make ?? revocableMake, scope: scope?.asked ?? [] });
  }
  const isNone = flags.responseType === 'none';
  const redirectUri = isNone ? flags.redirectUri?.[0] : settings.redirectUris.value[0];
  return buildReauthenticateUrl({
    ...shared,
    flow,
    vehicleId: flags.vehicleId ?? '',
    responseType: isNone ? 'none' : 'vehicle_id',
    redirectUri,
    state: flags.state,
    user: flags.user,
    externalId: flags.externalId,
  });
}

function flowWarnings(flow: ReauthenticateFlow): readonly string[] {
  if (flow !== 'revoke') return [];
  return [
    "Smartcar's later pages show the update form (--flow update); whether revoke_access=true is still honoured is unconfirmed.",
  ];
}

/** Flags that the chosen form of the link has no place for are named, not dropped in silence. */
function leftOut(flow: ReauthenticateFlow, flags: ReauthenticateFlags, args: readonly string[]): readonly string[] {
  const presence: Readonly<Record<string, boolean>> =
    flow === 'vehicle'
      ? {
          permissions: args.length > 0 || flags.scope !== undefined,
          '--make': flags.make !== undefined,
          '--flow': flags.flow !== undefined,
        }
      : {
          '--redirect-uri': flags.redirectUri !== undefined,
          '--state': flags.state !== undefined,
          '--user': flags.user !== undefined,
          '--external-id': flags.externalId !== undefined,
          '--response-type': flags.responseType !== undefined,
        };
  const names = Object.keys(presence).filter((name) => ownValue(presence, name) === true);
  if (names.length === 0) return [];
  const reason =
    flow === 'vehicle'
      ? 'the link for one vehicle renews what was granted and asks for nothing new'
      : 'the link for a make does not redirect';
  return [`Not on the link: ${enumerate(names)}; ${reason}.`];
}
