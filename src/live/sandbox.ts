import { checkApplicationId } from '../core/connect/application.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { formatScope, parseScope, unknownPermissions } from '../core/permissions/scope.ts';
import type { Provider } from '../core/providers/provider.ts';
import type { Context } from '../io/context.ts';
import { readBounds } from '../io/read-bounds.ts';
import type { SandboxHandle, SandboxStart } from '../io/sandbox-control.ts';
import { memoryCredentials } from './memory-credentials.ts';
import { checkScope, type ScopeFlags } from '../settings/scope.ts';
import { type SandboxFlags, refuseWithoutSandbox, usualAccess, parseDay } from '../flags/sandbox.ts';

/** What the command line fixes about the application that the sandbox knows. */
export interface SandboxApplication {
  readonly provider: Provider;
  readonly edition?: string | undefined;
  readonly clientId?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  /** What will be asked: with `allowUnknown` the sandbox takes permissions outside the published list. */
  readonly scope?: ScopeFlags | undefined;
}

/**
 * Starts a sandbox or attaches to one.
 * @returns `undefined` when none is asked for
 * @throws CliError USAGE for a flag that needs a sandbox and has none
 */
export async function openSandbox(
  ctx: Pick<Context, 'sandbox' | 'files'>,
  flags: SandboxFlags,
  application: SandboxApplication,
): Promise<SandboxHandle | undefined> {
  if (flags.sandbox === undefined) {
    refuseWithoutSandbox(flags);
    return undefined;
  }
  const start = { ...sandboxStart(flags, application), ...(await readScenarioFile(ctx, flags)) };
  if (flags.sandbox !== true) {
    refuseAsOf(flags);
    const handle = await ctx.sandbox.attach(parseAddress(flags.sandbox), start);
    refuseOtherEdition(handle, application);
    return handle;
  }
  return { ...(await ctx.sandbox.start(start)), credentials: memoryCredentials() };
}

/** What a sandbox plays was settled when it started: half of it would follow the flag, and half would not. */
function refuseAsOf({ asOf }: SandboxFlags): void {
  if (asOf === undefined) return;
  throw new CliError('USAGE', '"--as-of" sets the day on which a sandbox starts, but a running one is named.', {
    hint: 'Pass --sandbox without an address, or start that sandbox with `connect-cli sandbox --as-of`.',
  });
}

function refuseOtherEdition({ url, edition: played }: SandboxHandle, { edition }: SandboxApplication): void {
  if (edition === undefined || edition === played) return;
  throw new CliError('USAGE', `The sandbox at "${url}" plays edition "${played}", not "${edition}".`, {
    hint: 'Leave out --edition, pass --sandbox without an address, or start that sandbox with `connect-cli sandbox --edition`.',
  });
}

async function readScenarioFile(
  ctx: Pick<Context, 'files'>,
  { sandbox, scenario, scenarioFile: path }: SandboxFlags,
): Promise<Pick<SandboxStart, 'scenarioFile'>> {
  if (path === undefined) return {};
  if (scenario !== undefined)
    throw new CliError('USAGE', '"--scenario" and "--scenario-file" cannot be combined.', { hint: 'Pass one.' });
  if (sandbox !== true)
    throw new CliError('USAGE', '"--scenario-file" starts a sandbox, but a running one is named.', {
      hint: 'Pass --sandbox without an address, or start that sandbox with `connect-cli sandbox --scenario-file`.',
    });
  return { scenarioFile: { path, text: await ctx.files.readText(path, readBounds.scenario) } };
}

function sandboxStart(flags: SandboxFlags, application: SandboxApplication): SandboxStart {
  const access = vehicleAccess(flags, application.provider);
  const unlisted = unlistedPermissions(application);
  return {
    registration: {
      clientId: application.clientId === undefined ? undefined : checkApplicationId(application.clientId),
      redirectUris: application.redirectUris,
      vehicleAccess: access,
      unlistedPermissions: unlisted.length === 0 ? undefined : unlisted.join(' '),
    },
    provider: application.provider.id,
    edition: application.edition,
    asOf: flags.asOf === undefined ? undefined : parseDay(flags.asOf),
    scenario: flags.scenario,
  };
}

function vehicleAccess(flags: SandboxFlags, provider: Provider): string | undefined {
  if (flags.vehicleAccess === undefined) return usualAccess(flags);
  return formatScope(
    checkScope({ provider, texts: [flags.vehicleAccess], from: '--vehicle-access', allowUnknown: false }).asked,
  );
}

// A permission that is let through is rehearsed as one that Smartcar has published since.
function unlistedPermissions({ provider, scope = {} }: SandboxApplication): readonly string[] {
  if (scope.allowUnknown !== true) return [];
  const { asked } = parseScope([...(scope.args ?? []), scope.scope ?? '']);
  return unknownPermissions(asked, provider.permissions);
}

function parseAddress(text: string): string {
  const address = /^https?:\/\//.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && (url.pathname === '/' || url.pathname === '') && url.search === '') return url.origin;
  throw new CliError('INVALID_VALUE', `--sandbox "${text}" is not the address of a sandbox.`, {
    hint: 'Pass the address printed by `connect-cli sandbox`, such as --sandbox=http://localhost:4010.',
  });
}
