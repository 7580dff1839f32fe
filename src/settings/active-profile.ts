import type { Context } from '../io/context.ts';
import type { ActiveProfile } from './sources/source.ts';
import { present } from './sources/environment.ts';

/** @returns the profile that is asked for by name: `--profile`, else `CONNECT_CLI_PROFILE` */
export function chosenProfile(env: Context['env'], flag: string | undefined): string | undefined {
  return flag ?? present(env['CONNECT_CLI_PROFILE']);
}

/**
 * The profile that holds here: the one asked for by name, else the one bound to the directory, else the default one.
 * @throws CliError NOT_FOUND for a name that does not exist
 */
export function activeProfile(
  ctx: Pick<Context, 'env' | 'cwd' | 'profiles'>,
  flag: string | undefined,
): Promise<ActiveProfile | undefined> {
  return ctx.profiles.active({ directory: ctx.cwd, name: chosenProfile(ctx.env, flag) });
}
