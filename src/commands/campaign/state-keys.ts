import { parseStateKeys } from '../../core/campaign/keys.ts';
import type { StateKeys } from '../../core/campaign/state.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { stateKeyVariable } from '../../core/secret-variables.ts';
import type { Context } from '../../io/context.ts';

type KeyContext = Pick<Context, 'env' | 'stateKeys'>;

/** Keys, and what is wrong with the place where they are kept. */
export interface LoadedKeys {
  readonly keys: StateKeys;
  readonly warnings: readonly string[];
}

/**
 * Reads the keys that sign states from the file, else from the environment.
 * @throws CliError CREDENTIALS_MISSING, INVALID_VALUE, NOT_FOUND
 */
export async function requireStateKeys(ctx: KeyContext, path: string | undefined): Promise<LoadedKeys> {
  if (path !== undefined) return readKeyFile(ctx, path);
  const text = ctx.env[stateKeyVariable]?.trim() ?? '';
  if (text !== '') return { keys: await ctx.stateKeys.create(parseStateKeys(text, stateKeyVariable)), warnings: [] };
  throw new CliError('CREDENTIALS_MISSING', 'There is no key for signing states.', {
    hint: `Pass --key-file, or set ${stateKeyVariable}. \`connect-cli campaign key FILE\` makes a key.`,
  });
}

async function readKeyFile(ctx: KeyContext, path: string): Promise<LoadedKeys> {
  const { text, isOpenToOthers } = await ctx.stateKeys.readFile(path);
  const keys = await ctx.stateKeys.create(parseStateKeys(text, `"${path}"`));
  const warning = `Others on this machine can read or change the key file "${path}": whoever has the key can sign states. Make it yours alone (chmod 600).`;
  return { keys, warnings: isOpenToOthers ? [warning] : [] };
}
