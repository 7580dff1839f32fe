import type { Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { sandboxVehicleAccess } from '../core/providers/smartcar/sandbox-application.ts';
import { collect } from './collect.ts';
import type { OwnerFlags } from './owner.ts';

/** Flags by which a sandbox stands in for Smartcar and Tesla. */
export interface SandboxFlags extends OwnerFlags {
  /** `true`: one in this process. A text: the address of a running one. */
  readonly sandbox?: true | string | undefined;
  readonly asOf?: string | undefined;
  readonly scenario?: string | undefined;
  /** Path of a scenario of the user's own. */
  readonly scenarioFile?: string | undefined;
  readonly vehicleAccess?: string | undefined;
}

/** Adds the flags of {@link SandboxFlags}. */
export function addSandboxOptions(command: Command): Command {
  return command
    .option('--sandbox [url]', 'rehearse in a sandbox: in this process, or a running one with --sandbox=URL')
    .option(
      '--owner <play>',
      'sandbox: play the owner: select-all, none, deny, deny-at-tesla, or the boxes to tick; repeat for the round after Revoke Access',
      collect,
    )
    .option('--untick <permissions>', "sandbox: permissions that the played owner unticks on Smartcar's screen")
    .option('--without-key', 'sandbox: the played owner leaves Connect when it asks for the virtual key')
    .option('--as-of <date>', 'sandbox: behave as on this date, YYYY-MM-DD')
    .option('--scenario <name>', 'sandbox: start from a named scenario, such as driver-account')
    .option('--scenario-file <path>', 'sandbox: start from your own scenario, JSON or YAML')
    .option('--vehicle-access <permissions>', 'sandbox: what the application asks for when the link has no scope');
}

/**
 * Gives back to the permissions a word that `--sandbox` swallowed: in `authorize --sandbox read_vin`
 * the word behind the flag is not an address.
 */
export function splitSandboxValue<T extends SandboxFlags>(
  args: readonly string[],
  flags: T,
): { readonly args: readonly string[]; readonly flags: T } {
  const { sandbox } = flags;
  if (typeof sandbox !== 'string' || !/^(?:required:)?[a-z_]+$/i.test(sandbox)) return { args, flags };
  return { args: [sandbox, ...args], flags: { ...flags, sandbox: true } };
}

/** Refuses flags that mean nothing without a sandbox. */
export function refuseWithoutSandbox(flags: SandboxFlags): void {
  const sandboxFlag = (
    ['owner', 'untick', 'withoutKey', 'asOf', 'scenario', 'scenarioFile', 'vehicleAccess'] as const
  ).find((name) => flags[name] !== undefined);
  if (sandboxFlag === undefined) return;
  const flag = `--${sandboxFlag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new CliError('USAGE', `"${flag}" needs a sandbox.`, {
    hint: 'Add --sandbox, or --sandbox=URL for a running one.',
  });
}

/** @returns the Vehicle Access set of a sandbox in this process, unless a scenario of the user's own brings one. */
export function usualAccess({ sandbox, scenarioFile }: SandboxFlags): string | undefined {
  return sandbox === true && scenarioFile === undefined ? sandboxVehicleAccess : undefined;
}

/** Reads a day. @throws CliError INVALID_VALUE */
export function parseDay(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  if (isDay === true) return text;
  throw new CliError('INVALID_VALUE', `--as-of "${text}" is not a date.`, {
    hint: 'Write it as YYYY-MM-DD, such as 2023-12-01.',
  });
}
