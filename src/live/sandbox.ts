import type { Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { sandboxVehicleAccess } from '../core/providers/smartcar/sandbox-application.ts';
import { formatScope, parseScope, unknownPermissions } from '../core/permissions/scope.ts';
import type { Provider } from '../core/providers/provider.ts';
import type { Context } from '../io/context.ts';
import type { SandboxHandle, SandboxStart } from '../io/sandbox-control.ts';
import { collect } from '../flags/collect.ts';
import type { OwnerFlags } from '../flags/owner.ts';
import { checkScope, type ScopeFlags } from '../settings/scope.ts';

/** Flags by which a sandbox stands in for Smartcar and Tesla. */
export interface SandboxFlags extends OwnerFlags {
  /** `true`: one in this process. A text: the address of a running one. */
  readonly sandbox?: true | string;
  readonly asOf?: string;
  readonly scenario?: string;
  /** Path of a scenario of the user's own. */
  readonly scenarioFile?: string;
  readonly vehicleAccess?: string;
}

/** Adds the flags of {@link SandboxFlags}. */
export function addSandboxOptions(command: Command): Command {
  return command
    .option('--sandbox [url]', 'rehearse: a sandbox in this process, or a running one with --sandbox=URL')
    .option(
      '--owner <play>',
      'sandbox: play the owner: select-all, none, deny, deny-at-tesla, or boxes to tick; repeat for the round after Revoke Access',
      collect,
    )
    .option('--untick <permissions>', "sandbox: permissions that the played owner unticks on Smartcar's screen")
    .option('--as-of <date>', 'sandbox: behave as on this day, YYYY-MM-DD')
    .option('--scenario <name>', 'sandbox: start from a named situation, such as driver-account')
    .option('--scenario-file <path>', 'sandbox: start from a situation of your own, JSON or YAML')
    .option('--vehicle-access <permissions>', 'sandbox: what the application asks for when the link names no scope');
}

/**
 * Gives back to the permissions a word that `--sandbox` swallowed: in `authorize --sandbox read_vin`
 * the word behind the flag is no address.
 */
export function splitSandboxValue<T extends SandboxFlags>(
  args: readonly string[],
  flags: T,
): { readonly args: readonly string[]; readonly flags: T } {
  const { sandbox } = flags;
  if (typeof sandbox !== 'string' || !/^(?:required:)?[a-z_]+$/i.test(sandbox)) return { args, flags };
  return { args: [sandbox, ...args], flags: { ...flags, sandbox: true } };
}

/** What the command line fixes about the application that the sandbox knows. */
export interface SandboxApplication {
  readonly provider: Provider;
  readonly edition?: string;
  readonly clientId?: string;
  readonly redirectUris?: readonly string[];
  /** What will be asked: with `allowUnknown` the sandbox takes permissions outside the published list. */
  readonly scope?: ScopeFlags;
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
  return flags.sandbox === true ? ctx.sandbox.start(start) : ctx.sandbox.attach(parseAddress(flags.sandbox), start);
}

/** Refuses flags that mean nothing without a sandbox. */
export function refuseWithoutSandbox(flags: SandboxFlags): void {
  const given = (['owner', 'untick', 'asOf', 'scenario', 'scenarioFile', 'vehicleAccess'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (given === undefined) return;
  const flag = `--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new CliError('USAGE', `"${flag}" plays on a sandbox, and none is asked for.`, {
    hint: 'Add --sandbox, or --sandbox=URL for a running one.',
  });
}

async function readScenarioFile(
  ctx: Pick<Context, 'files'>,
  { sandbox, scenario, scenarioFile: path }: SandboxFlags,
): Promise<Pick<SandboxStart, 'scenarioFile'>> {
  if (path === undefined) return {};
  if (scenario !== undefined)
    throw new CliError('USAGE', '"--scenario" and "--scenario-file" both say where to start.', { hint: 'Pass one.' });
  if (sandbox !== true)
    throw new CliError('USAGE', '"--scenario-file" starts a sandbox, and one that runs already is named.', {
      hint: 'Pass --sandbox without an address, or start that sandbox with `connect-cli sandbox --scenario-file`.',
    });
  return { scenarioFile: { path, text: await ctx.files.readText(path) } };
}

function sandboxStart(flags: SandboxFlags, application: SandboxApplication): SandboxStart {
  const access = vehicleAccess(flags, application.provider);
  const unlisted = unlistedPermissions(application);
  return {
    registration: {
      ...(application.clientId === undefined ? {} : { clientId: application.clientId }),
      ...(application.redirectUris === undefined ? {} : { redirectUris: application.redirectUris }),
      ...(access === undefined ? {} : { vehicleAccess: access }),
      ...(unlisted.length === 0 ? {} : { unlistedPermissions: unlisted.join(' ') }),
    },
    provider: application.provider.id,
    ...(application.edition === undefined ? {} : { edition: application.edition }),
    ...(flags.asOf === undefined ? {} : { asOf: parseDay(flags.asOf) }),
    ...(flags.scenario === undefined ? {} : { scenario: flags.scenario }),
  };
}

function vehicleAccess(flags: SandboxFlags, provider: Provider): string | undefined {
  if (flags.vehicleAccess === undefined) return usualAccess(flags);
  return formatScope(checkScope(provider, [flags.vehicleAccess], '--vehicle-access', false).asked);
}

/** @returns the Vehicle Access set of a sandbox in this process, unless a scenario of the user's own brings one. */
export function usualAccess({ sandbox, scenarioFile }: SandboxFlags): string | undefined {
  return sandbox === true && scenarioFile === undefined ? sandboxVehicleAccess : undefined;
}

// A permission that is let through is rehearsed as one that Smartcar has published since.
function unlistedPermissions({ provider, scope = {} }: SandboxApplication): readonly string[] {
  if (scope.allowUnknown !== true) return [];
  const { asked } = parseScope([...(scope.args ?? []), scope.scope ?? '']);
  return unknownPermissions(asked, provider.permissions);
}

/** Reads a day. @throws CliError INVALID_VALUE */
export function parseDay(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  if (isDay === true) return text;
  throw new CliError('INVALID_VALUE', `--as-of "${text}" is no day.`, {
    hint: 'Write it as YYYY-MM-DD, such as 2023-12-01.',
  });
}

function parseAddress(text: string): string {
  const address = /^https?:\/\//.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && (url.pathname === '/' || url.pathname === '') && url.search === '') return url.origin;
  throw new CliError('INVALID_VALUE', `--sandbox "${text}" is not the address of a sandbox.`, {
    hint: 'Pass the address that `connect-cli sandbox` printed, such as --sandbox=http://localhost:4010.',
  });
}
