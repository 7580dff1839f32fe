import { boxLabel, boxRule } from '../core/permissions/explain.ts';
import type { AskedPermission } from '../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../core/providers/provider.ts';
import type { Context, PromptChoice } from '../io/context.ts';

/** What {@link askScope} works on. */
export interface AskScopeInput {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  readonly options: { readonly required: boolean };
}

/** Lets the developer tick permissions in a searchable list, each with the Tesla box behind it. */
export async function askScope(
  ctx: Pick<Context, 'prompts'>,
  { provider, edition, options }: AskScopeInput,
): Promise<readonly AskedPermission[]> {
  const names = await ctx.prompts.checkbox({
    message: options.required ? 'Permissions to ask for' : 'Permissions to ask for (none: the Dashboard decides)',
    choices: permissionChoices(provider, edition),
    required: options.required,
  });
  return names.map((name) => ({ name, required: false }));
}

/** One line for each permission: name, box, and what it allows. */
function permissionChoices(provider: Provider, edition: MappingEdition): readonly PromptChoice[] {
  return Object.entries(provider.permissions).map(([name, { description }]) => ({
    value: name,
    name: `${name}  (${boxesOf(edition, name)})`,
    description,
  }));
}

function boxesOf(edition: MappingEdition, name: string): string {
  const rule = boxRule(edition, name);
  if (rule.length === 0) return 'no published Tesla box';
  return rule.map((all) => all.map((box) => boxLabel(edition, box)).join(' and ')).join(' or ');
}
