import type { Command } from 'commander';
import type { Context } from '../io/context.ts';
import { activeProject } from './project-file.ts';
import { present } from './sources/environment.ts';

/** They tell or keep where each setting comes from, so nothing may look as if a flag had given it. */
const settled: ReadonlySet<string> = new Set(['config', 'doctor', 'init', 'sandbox']);

/**
 * Provider and edition shape what a command reads of its other flags, so they are filled in before it runs: where no
 * flag says it, the environment does, else the project file.
 */
export async function fillFromEnvironment(
  ctx: Pick<Context, 'cwd' | 'env' | 'profiles'>,
  command: Command,
): Promise<void> {
  if (settled.has(topOf(command).name())) return;
  const taken = new Set(command.options.map((option) => option.attributeName()));
  if (!taken.has('provider') && !taken.has('edition')) return;
  const project = await activeProject(ctx);
  const provider = present(ctx.env['CONNECT_CLI_PROVIDER']) ?? project?.provider;
  if (taken.has('provider')) fill(command, 'provider', provider);
  const chosen = (command.opts<{ provider?: string }>().provider ?? provider ?? 'smartcar').toLowerCase();
  if (taken.has('edition') && chosen === (project?.provider ?? 'smartcar')) fill(command, 'edition', project?.edition);
}

function fill(command: Command, name: string, value: string | undefined): void {
  if (value !== undefined && command.getOptionValue(name) === undefined) {
    command.setOptionValueWithSource(name, value, 'config');
  }
}

/** The command behind the program's name. */
function topOf(command: Command): Command {
  const { parent } = command;
  return parent === null || parent.parent === null ? command : topOf(parent);
}
