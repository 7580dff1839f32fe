import { CliError } from '../core/errors/cli-error.ts';
import { parseScope, unknownPermissions, type AskedPermission } from '../core/permissions/scope.ts';
import { permissionWords } from '../core/providers/smartcar/permission-words.ts';
import type { Provider } from '../core/providers/provider.ts';
import type { Context } from '../io/context.ts';
import { didYouMean } from '../flags/nearest.ts';
import { activeProject } from './project-file.ts';
import { activeProfile } from './active-profile.ts';
import { readSources, resolveForProvider } from './precedence.ts';

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
  readonly warnings: readonly string[];
}

/** What {@link resolveScope} works on. */
export interface ResolveScopeInput {
  readonly provider: Provider;
  readonly flags: ScopeFlags;
  readonly choice: { readonly profile?: string | undefined; readonly readsEnvironment: boolean };
}

/**
 * Permissions by the one order of precedence: arguments and `--scope`, then what environment and profile say.
 * A place that speaks of another provider is passed over.
 * @param readsEnvironment false in a sandbox: environment and profile are left aside
 * @returns `undefined` when nobody asks for anything
 * @throws CliError UNKNOWN_PERMISSION or INVALID_VALUE
 */
export async function resolveScope(
  ctx: Pick<Context, 'env' | 'profiles' | 'cwd'>,
  { provider, flags, choice: { readsEnvironment, profile } }: ResolveScopeInput,
): Promise<ResolvedScope | undefined> {
  const statements = readSources({
    flags: { permissions: flags.args, scope: flags.scope },
    sandbox: undefined,
    env: readsEnvironment ? ctx.env : {},
    project: readsEnvironment ? await activeProject(ctx) : undefined,
    profile: readsEnvironment ? await activeProfile(ctx, profile) : undefined,
  });
  const scope = resolveForProvider(statements, 'scope', provider.id);
  if (scope === undefined) return undefined;
  const { kind, name } = scope.source;
  return checkScope({
    provider,
    texts: [scope.value],
    from: kind === 'profile' ? `profile "${name}"` : kind === 'project' ? `project file "${name}"` : name,
    allowUnknown: flags.allowUnknown ?? false,
  });
}

/** What {@link checkScope} works on. */
export interface CheckScopeInput {
  readonly provider: Provider;
  readonly texts: readonly string[];
  /** Where the texts come from, for the message. */
  readonly from: string;
  readonly allowUnknown: boolean;
}

/** Checks a scope text against the provider's permissions. */
export function checkScope({ provider, texts, from, allowUnknown }: CheckScopeInput): ResolvedScope {
  const parsed = parseScope(texts);
  const names = Object.keys(provider.permissions);
  if (parsed.malformed.length > 0) throw malformed(provider, parsed.malformed[0] ?? '', names);
  if (parsed.asked.length === 0) {
    throw new CliError('INVALID_VALUE', `The scope from ${from} is empty.`, {
      hint: `Name at least one permission, such as ${exampleOf(names)}. ${listOf(provider)} lists them all.`,
    });
  }
  const unknown = unknownPermissions(parsed.asked, provider.permissions);
  if (unknown.length > 0 && !allowUnknown) throw unknownPermission(provider, unknown, names);
  return { asked: parsed.asked, warnings: scopeWarnings(provider, parsed, unknown) };
}

function malformed(provider: Provider, word: string, names: readonly string[]): CliError {
  const bare = word.slice(word.lastIndexOf(':') + 1);
  const near = didYouMean(bare, names, permissionWords);
  const why = word.includes(':')
    ? 'the only prefix is "required:"'
    : 'a name consists of letters, digits and underscores';
  return new CliError('INVALID_VALUE', `"${word}" is not a permission: ${why}.${near}`, {
    hint: `Write it like required:${exampleOf(names)}. ${listOf(provider)} lists all permissions.`,
  });
}

function unknownPermission(provider: Provider, unknown: readonly string[], names: readonly string[]): CliError {
  const sentences = unknown.map(
    (name) => `"${name}" is not a ${provider.name} permission.${didYouMean(name, names, permissionWords)}`,
  );
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
    ...parsed.mixed.map((name) => `"${name}" is asked for both with and without required:; required: wins.`),
    ...unknown.map(
      (name) => `"${name}" is not in the list that ${provider.name} publishes; it is passed on unchanged.`,
    ),
  ];
}
