import type { Context } from '../../io/context.ts';
import { secretKey, secretNames, type SecretName } from '../../settings/secrets.ts';
import { listSettings } from '../../settings/settings.ts';

/** A secret that the store keeps for the application of a profile. */
export interface ProfileSecret {
  readonly name: SecretName;
  readonly key: string;
}

/**
 * Secrets that nobody has a use for once the profile is gone: those of another profile's application are left out.
 * @throws CliError NOT_FOUND if there is no such profile
 */
export async function secretsOfProfileAlone(
  ctx: Pick<Context, 'cwd' | 'profiles' | 'credentials'>,
  name: string,
): Promise<readonly ProfileSecret[]> {
  const own = await keysOf(ctx, name);
  const others = (await ctx.profiles.list()).filter((one) => one.name !== name);
  const shared = new Set((await Promise.all(others.map((one) => keysOf(ctx, one.name)))).flat().map(({ key }) => key));
  const alone = own.filter(({ key }) => !shared.has(key));
  const secretValues = await Promise.all(alone.map(({ key }) => ctx.credentials.readSecret(key)));
  return alone.filter((_, index) => secretValues[index] !== undefined);
}

async function keysOf(ctx: Pick<Context, 'cwd' | 'profiles'>, name: string): Promise<readonly ProfileSecret[]> {
  // The profile alone decides whose secrets these are: variables of another application must not.
  const settings = await listSettings({ cwd: ctx.cwd, profiles: ctx.profiles, env: {} }, { profile: name });
  return secretNames.flatMap((secret) => {
    const key = secretKey(settings, secret);
    return key === undefined ? [] : [{ name: secret, key }];
  });
}
