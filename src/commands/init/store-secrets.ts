import { CliError } from '../../core/errors/cli-error.ts';
import type { Secret } from '../../core/secret.ts';
import type { Context } from '../../io/context.ts';
import { secretSubject } from '../../settings/secret-input.ts';
import { secretKey, type SecretName } from '../../settings/secrets.ts';
import { resolveSettings } from '../../settings/settings.ts';

/** @returns the names of the secrets that are new; those that the store holds already stay untouched */
export async function storeSecrets(
  ctx: Context,
  name: string,
  secrets: ReadonlyMap<SecretName, Secret>,
): Promise<readonly string[]> {
  // The profile alone decides whose secrets these are: variables of another application must not.
  const settings = await resolveSettings({ ...ctx, env: {} }, { profile: name });
  const stored: string[] = [];
  for (const [secret, value] of secrets) {
    const key = secretKey(settings, secret);
    if (key === undefined) throw ownerMissing(secret);
    if ((await ctx.credentials.readSecret(key))?.reveal() === value.reveal()) continue;
    await ctx.credentials.writeSecret(key, value);
    stored.push(secret);
  }
  return stored;
}

function ownerMissing(secret: SecretName): CliError {
  return new CliError('INPUT_REQUIRED', `${secretSubject(secret)} was given without the id it belongs to.`, {
    hint: `Pass ${secret === 'api-client-secret' ? '--api-client-id' : '--application-id'} as well.`,
  });
}
