import { admitCallback } from '../../core/connect/admission.ts';
import type { ApplicationIdentity } from '../../core/connect/application.ts';
import type { BuiltUrl } from '../../core/connect/query.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import type { Context } from '../../io/context.ts';
import { buildLink, linkWarnings } from '../../links/authorize-link.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { findIdentity, identityMissing } from '../../settings/identity.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { closeOnFailure } from './closing.ts';
import type { AuthorizeFlags } from './flags.ts';
import { offerSandbox } from './offer-sandbox.ts';
import { openResources, type Resources } from './resources.ts';
import { settleScope, type SettledScope } from './settle-scope.ts';
import { chooseState, stateWarnings } from './state.ts';

/** Everything that is settled before the owner sees the first page. */
export interface Attempt extends Resources {
  /** As given, with what was answered to questions. */
  readonly flags: AuthorizeFlags;
  readonly provider: Provider;
  readonly edition: MappingEdition;
  /** Absent when Vehicle Access decides and is not known here. */
  readonly asked?: readonly AskedPermission[] | undefined;
  readonly state: string;
  readonly link: BuiltUrl;
  readonly warnings: readonly string[];
}

/** What {@link prepareAttempt} works on. */
export interface PrepareAttemptInput {
  readonly global: GlobalOptions;
  readonly args: readonly string[];
  readonly flags: AuthorizeFlags;
  readonly provider: Provider;
}

/**
 * Settles flags, environment, profile and answers into one attempt: listens first, then builds the link.
 * @throws CliError INPUT_REQUIRED, PORT_UNAVAILABLE and those of the builders
 */
export async function prepareAttempt(ctx: Context, input: PrepareAttemptInput): Promise<Attempt> {
  const { global, args, provider } = input;
  const { flags, identity: answered } = await offerSandbox(ctx, global, input.flags);
  const state = chooseState(ctx, flags);
  const accept = (query: string) => admitCallback(query, state);
  const resources = await openResources(ctx, { global, args, flags, provider, accept });
  return closeOnFailure(resources, async () => {
    const { sandbox, settings, loopback } = resources;
    const identity = answered ?? findIdentity(settings);
    if (identity === undefined) throw identityMissing(ctx.env, { sandbox: true });
    const edition = resolveEdition(provider, flags.edition ?? sandbox?.edition);
    const scope = await settleScope(ctx, {
      provider,
      edition,
      args,
      flags,
      profile: global.profile,
      inSandbox: sandbox !== undefined,
      mayAsk: answered !== undefined && global.canPrompt,
    });
    const attempt = assemble({ resources, flags, provider, edition, identity, state, scope });
    loopback?.setEntry(attempt.link.url);
    return attempt;
  });
}

interface AssembleInput {
  readonly resources: Resources;
  readonly flags: AuthorizeFlags;
  readonly provider: Provider;
  readonly edition: MappingEdition;
  readonly identity: ApplicationIdentity;
  readonly state: string;
  readonly scope: SettledScope;
}

/** Builds the link from settled values, and says what is worth knowing about it. */
function assemble({ resources, scope, identity, ...settled }: AssembleInput): Attempt {
  const { flags, state } = settled;
  const { settings, redirectUri, sandbox } = resources;
  // In a sandbox there is no Dashboard to decide.
  const named = scope.sent ?? (sandbox === undefined ? undefined : (scope.judged ?? []));
  return {
    ...resources,
    ...settled,
    link: buildLink(flags, settings, { identity, redirectUri, state, asked: scope.sent }),
    asked: scope.judged,
    warnings: [
      ...stateWarnings(flags),
      ...scope.warnings,
      ...linkWarnings({ redirectUri, asked: named, make: flags.make }),
    ],
  };
}
