import { formatScope, parseScope } from '../../core/permissions/scope.ts';
import type { Provider } from '../../core/providers/provider.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { openSandbox } from '../../live/sandbox.ts';
import type { RevokeFlags } from './flags.ts';

/** The situation that calls for a revoke: an owner who is connected and ticked Vehicle Information alone. */
const startingPoint = 'missing-commands-box';

/** What {@link openRevokeSandbox} works on. */
export interface OpenRevokeSandboxInput {
  readonly flags: RevokeFlags;
  readonly provider: Provider;
  readonly args: readonly string[];
}

/** Opens the sandbox that flags ask for; one of this process starts with an owner who has something to repair. */
export async function openRevokeSandbox(
  ctx: Pick<Context, 'sandbox' | 'files'>,
  { flags, provider, args }: OpenRevokeSandboxInput,
): Promise<SandboxHandle | undefined> {
  const clientId = flags.applicationId ?? flags.clientId;
  const starting =
    flags.sandbox === true
      ? {
          scenario: flags.scenarioFile === undefined ? startingPoint : undefined,
          ...earlierAccess(provider, args, flags.scope),
        }
      : {};
  return openSandbox(
    ctx,
    { ...starting, ...flags },
    {
      provider,
      scope: { args, ...flags },
      edition: flags.edition,
      clientId,
    },
  );
}

/** What is asked now was asked before too, as optional permissions, so that the gap is the box and nothing else. */
function earlierAccess(
  provider: Provider,
  args: readonly string[],
  scope: string | undefined,
): { readonly vehicleAccess?: string | undefined } {
  const { asked } = parseScope([...args, ...(scope === undefined ? [] : [scope])]);
  const known = asked.filter(({ name }) => Object.hasOwn(provider.permissions, name));
  const optional = known.map(({ name }) => ({ name, required: false }));
  return optional.length === 0 ? {} : { vehicleAccess: formatScope(optional) };
}
