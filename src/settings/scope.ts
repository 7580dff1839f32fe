import { CliError } from '../core/errors/cli-error.ts';
import { parseScope, unknownPermissions, type AskedPermission } from '../core/permissions/scope.ts';
import type { Provider } from '../core/providers/provider.ts';
import type { Context } from '../io/context.ts';
import { didYouMean } from '../flags/nearest.ts';

export interface ScopeFlags {
  /** Permissions given as arguments. */
  readonly args?: readonly string[] | undefined;
  /** `--scope`. */
  readonly scope?: string | undefined;
  readonly allowUnknown?: boolean | undefined;
}

/** A scope that was read and checked. */
export interface ResolvedScope {
  readonly asked: readonly AskedPermission[];
  readonly from: 'arguments' | '--scope' | '--diff' | '--vehicle-access' | 'SMARTCAR_SCOPE' | 'profile';
  readonly warnings: readonly string[];
}

/** What {@link resolveScope} works on. */
export interface ResolveScopeInput {
  readonly provider: Provider;
  readonly flags: ScopeFlags;
  readonly choice: { readonly profile?: string | undefined; readonly usesSurroundings: boolean };
}

/**
 * Permissions from arguments or `--scope`, else `SMARTCAR_SCOPE`, else the profile.
 * @param usesSurroundings false in a sandbox: environment and profile are left aside
 * @returns `undefined` when nobody asks for anything
 * @throws CliError UNKNOWN_PERMISSION or INVALID_VALUE
 */
export async function resolveScope(
  ctx: Pick<Context, 'env' | 'profiles' | 'cwd'>,
  { provider, flags, choice }: ResolveScopeInput,
): Promise<ResolvedScope | undefined> {
  const explicit = explicitTexts(flags);
  if (explicit !== undefined)
    return checkScope({
      provider,
      texts: explicit.texts,
      from: explicit.from,
      allowUnknown: flags.allowUnknown ?? false,
    });
  if (!choice.usesSurroundings || provider.id !== 'smartcar') return undefined;
  const fromEnv = ctx.env['SMARTCAR_SCOPE'];
  if (fromEnv !== undefined && fromEnv.trim() !== '') {
    return checkScope({
      provider,
      texts: [fromEnv],
      from: 'SMARTCAR_SCOPE',
      allowUnknown: flags.allowUnknown ?? false,
    });
  }
  const active = await ctx.profiles.active({
    name: choice.profile,
    directory: ctx.cwd,
  });
  const saved = active?.profile.scope;
  if (saved === undefined || saved.trim() === '') return undefined;
  return checkScope({ provider, texts: [saved], from: 'profile', allowUnknown: flags.allowUnknown ?? false });
}

function explicitTexts(
  flags: ScopeFlags,
): { readonly texts: readonly string[]; readonly from: 'arguments' | '--scope' } | undefined {
  const args = flags.args ?? [];
  if (flags.scope !== undefined) return { texts: [...args, flags.scope], from: '--scope' };
  return args.length > 0 ? { texts: args, from: 'arguments' } : undefined;
}

/** What {@link checkScope} works on. */
export interface CheckScopeInput {
  readonly provider: Provider;
  readonly texts: readonly string[];
  readonly from: ResolvedScope['from'];
  readonly allowUnknown: boolean;
}

/** Checks a scope text against the provider's permissions. */
export function checkScope({ provider, texts, from, allowUnknown }: CheckScopeInput): ResolvedScope {
  const parsed = parseScope(texts);
  const names = Object.keys(provider.permissions);
  if (parsed.malformed.length > 0) throw malformed(provider, parsed.malformed[0] ?? '', names);
  if (parsed.asked.length === 0) {
    throw new CliError('INVALID_VALUE', `The scope from ${from} is empty: "${texts.join(' ')}".`, {
      hint: `Name at least one permission, such as ${exampleOf(names)}. ${listOf(provider)} lists them all.`,
    });
  }
  const unknown = unknownPermissions(parsed.asked, provider.permissions);
  if (unknown.length > 0 && !allowUnknown) throw unknownPermission(provider, unknown, names);
  return { asked: parsed.asked, from, warnings: scopeWarnings(provider, parsed, unknown) };
}

function malformed(provider: Provider, word: string, names: readonly string[]): CliError {
  const bare = word.slice(word.lastIndexOf(':') + 1);
  const near = didYouMean(bare, names);
  return new CliError('INVALID_VALUE', `"${word}" is not a permission: the only prefix is "required:".${near}`, {
    hint: `Write it like required:${exampleOf(names)}. ${listOf(provider)} lists all permissions.`,
  });
}

function unknownPermission(provider: Provider, unknown: readonly string[], names: readonly string[]): CliError {
  const sentences = unknown.map((name) => `"${name}" is no permission of ${provider.name}.${didYouMean(name, names)}`);
  return new CliError('UNKNOWN_PERMISSION', sentences.join(' '), {
    hint: `${listOf(provider)} lists all permissions; --allow-unknown lets a new one pass.`,
  });
}

function exampleOf(names: readonly string[]): string {
  return names.includes('read_odometer') ? 'read_odometer' : (names[0] ?? '');
}

/** The command that lists what the provider knows. */
function listOf({ id }: Provider): string {
  return id === 'smartcar' ? '`connect-cli explain-scopes`' : `\`connect-cli explain-scopes --provider ${id}\``;
}

function scopeWarnings(
  provider: Provider,
  parsed: ReturnType<typeof parseScope>,
  unknown: readonly string[],
): readonly string[] {
  return [
    ...parsed.duplicates.map((name) => `"${name}" is asked for more than once; once is enough.`),
    ...parsed.mixed.map((name) => `"${name}" is asked for both plain and required; required wins.`),
    ...unknown.map((name) => `"${name}" is not in the list that ${provider.name} publishes; it is passed on as it is.`),
  ];
}
