import type { AskedPermission } from '../../core/permissions/scope.ts';
import { parseScope } from '../../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import { scopeOptionalSince } from '../../core/providers/smartcar/sandbox-application.ts';
import type { Context } from '../../io/context.ts';
import { usualAccess } from '../../flags/sandbox.ts';
import { askScope } from '../../settings/ask-scope.ts';
import { resolveScope } from '../../settings/scope.ts';
import type { AuthorizeFlags } from './flags.ts';

/** The permissions of an attempt. */
export interface SettledScope {
  /** What goes on the link. */
  readonly sent?: readonly AskedPermission[] | undefined;
  /** What is judged: also the Vehicle Access set of a sandbox that this process started. */
  readonly judged?: readonly AskedPermission[] | undefined;
  readonly warnings: readonly string[];
}

/** What {@link settleScope} works on. */
export interface SettleScopeInput {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  readonly args: readonly string[];
  readonly flags: AuthorizeFlags;
  /** `--profile`. */
  readonly profile: string | undefined;
  /** Environment and profile are left aside. */
  readonly inSandbox: boolean;
  /** The developer is being asked for what is missing. */
  readonly mayAsk: boolean;
}

/**
 * Settles what is asked of the owner and what is judged afterwards.
 * @throws CliError UNKNOWN_PERMISSION, INVALID_VALUE
 */
export async function settleScope(ctx: Context, input: SettleScopeInput): Promise<SettledScope> {
  const { provider, edition, args, flags } = input;
  const scope = await resolveScope(ctx, {
    provider,
    flags: { args, ...flags },
    choice: { readsEnvironment: !input.inSandbox, profile: input.profile },
  });
  if (scope !== undefined) return { sent: scope.asked, judged: scope.asked, warnings: scope.warnings };
  if (input.mayAsk) {
    const asked = await askScope(ctx, { provider, edition, options: { required: false } });
    return asked.length === 0 ? { warnings: [] } : { sent: asked, judged: asked, warnings: [] };
  }
  return vehicleAccess(flags);
}

/** Without a scope the Vehicle Access set of the sandbox is judged; on the link it stands only where Connect demanded one. */
function vehicleAccess(flags: AuthorizeFlags): SettledScope {
  const access = flags.vehicleAccess ?? usualAccess(flags);
  if (access === undefined) return { warnings: [] };
  const { asked } = parseScope([access]);
  const needsScope = flags.asOf !== undefined && flags.asOf < scopeOptionalSince;
  return { judged: asked, warnings: [], sent: needsScope ? asked : undefined };
}
