import type { Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { smartcar } from '../core/providers/smartcar/provider.ts';
import { splitSandboxValue, type SandboxFlags } from '../flags/sandbox.ts';
import type { Context } from '../io/context.ts';
import type { Resolved } from './precedence.ts';
import { settleTable, type SettledTable } from './table.ts';

/** They tell or keep where each setting comes from, so nothing may look as if a flag had given it. */
const settled: ReadonlySet<string> = new Set(['config', 'doctor', 'init', 'sandbox']);

interface TableFlags extends SandboxFlags {
  readonly provider?: string | undefined;
  readonly edition?: string | undefined;
  readonly profile?: string | undefined;
}

/**
 * Provider and edition shape what a command reads of its other flags, so they are filled in before it runs: where no
 * flag says it, by the one order of precedence.
 * @throws CliError for a profile or project file that cannot be used
 */
export async function fillTable(ctx: Pick<Context, 'cwd' | 'env' | 'profiles'>, command: Command): Promise<void> {
  if (settled.has(topOf(command).name())) return;
  const taken = new Set(command.options.map((option) => option.attributeName()));
  if (!taken.has('provider') && !taken.has('edition')) return;
  const { flags } = splitSandboxValue([], command.optsWithGlobals<TableFlags>());
  // A command that has no choice of providers speaks of Smartcar.
  const provider = taken.has('provider') ? flags.provider : smartcar.id;
  const table = await readTable(ctx, command, { ...flags, provider });
  if (taken.has('provider')) fill(command, 'provider', table?.provider);
  if (taken.has('edition') && !namesOtherTable(flags)) fill(command, 'edition', table?.edition);
}

/** Settings that cannot be used are the very thing that an error may have to be explained about. */
async function readTable(
  ctx: Pick<Context, 'cwd' | 'env' | 'profiles'>,
  command: Command,
  flags: TableFlags,
): Promise<SettledTable | undefined> {
  try {
    return await settleTable(ctx, flags);
  } catch (error) {
    if (error instanceof CliError && topOf(command).name() === 'explain-error') return undefined;
    throw error;
  }
}

/** A running sandbox has a table, a date and a scenario choose one: each is stronger than the project file. */
function namesOtherTable({ sandbox, asOf, scenarioFile }: SandboxFlags): boolean {
  return typeof sandbox === 'string' || asOf !== undefined || scenarioFile !== undefined;
}

function fill(command: Command, name: string, setting: Resolved<string> | undefined): void {
  if (setting === undefined || setting.source.kind === 'flag' || setting.source.kind === 'default') return;
  command.setOptionValueWithSource(name, setting.value, 'config');
}

/** The command behind the program's name. */
function topOf(command: Command): Command {
  const { parent } = command;
  return parent === null || parent.parent === null ? command : topOf(parent);
}
