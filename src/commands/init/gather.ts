import type { Context } from '../../io/context.ts';
import type { Profile } from '../../io/stores.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { askProfile, describedProfile, describedSecrets, type InitInput } from './init-profile.ts';
import { refuseDataOnly, resolveProvider } from '../../flags/provider.ts';
import { openSandbox } from '../../live/sandbox.ts';
import { readSecretFlags, type SecretFlags } from '../../settings/secret-input.ts';
import { resolveSettings } from '../../settings/settings.ts';

export interface InitFlags extends SecretFlags {
  readonly name?: string | undefined;
  readonly force?: boolean | undefined;
  readonly here?: boolean | undefined;
  readonly project?: boolean | undefined;
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly apiClientId?: string | undefined;
  readonly redirectUri?: readonly string[] | undefined;
  readonly scope?: string | undefined;
  readonly provider?: string | undefined;
  readonly sandbox?: string | undefined;
}

/** What {@link gather} works on. */
export interface GatherInput {
  readonly global: GlobalOptions;
  readonly flags: InitFlags;
  readonly existing: Profile | undefined;
}

/** Flags, then sandbox or environment, then questions. The profile that holds elsewhere is left out of it. */
export async function gather(ctx: Context, { global, flags, existing }: GatherInput) {
  const { applicationId, clientId, apiClientId, redirectUri, scope, provider, sandbox } = flags;
  const apart = { ...ctx, profiles: { ...ctx.profiles, active: async () => undefined } };
  const identity = {
    clientId,
    redirectUris: redirectUri,
  };
  const handle =
    sandbox === undefined
      ? undefined
      : await openSandbox(ctx, { sandbox }, { provider: resolveProvider(provider), ...identity });
  const settings = await resolveSettings(
    apart,
    {
      ...identity,
      applicationId,
      apiClientId,
      scope,
      provider,
    },
    handle,
  );
  refuseDataOnly(resolveProvider(settings.provider.value));
  const profile = describedProfile(settings);
  const known = await describedSecrets(ctx, settings, { ...existing, ...profile });
  const described: InitInput = { profile, secrets: new Map([...known, ...(await readSecretFlags(ctx, flags))]) };
  const asks = global.canPrompt && handle === undefined;
  const input = asks ? await askProfile(ctx, described, existing ?? {}) : described;
  return { input, provider: input.profile.provider ?? existing?.provider ?? 'smartcar' };
}
