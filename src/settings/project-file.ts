import type { Context } from '../io/context.ts';
import type { ActiveProject } from './sources/source.ts';

/**
 * The project file that holds in the working directory. What deserves attention is told once, on stderr.
 * @throws CliError INVALID_VALUE for a file that cannot be used or that holds a secret, whose value is repeated nowhere;
 *   UNKNOWN_PROVIDER and API_CLIENT_ID for such a value
 */
export async function activeProject(ctx: Pick<Context, 'cwd' | 'profiles'>): Promise<ActiveProject | undefined> {
  const file = await ctx.profiles.project(ctx.cwd);
  if (file === undefined) return undefined;
  const { readProject } = await import('./read-project.ts');
  return readProject(file);
}
