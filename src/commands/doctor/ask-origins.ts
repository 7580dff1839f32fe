import { CliError } from '../../core/errors/cli-error.ts';
import type { Context } from '../../io/context.ts';
import type { OriginName } from '../../settings/origins.ts';
import type { Settings } from '../../settings/settings.ts';
import type { OriginAnswer } from './check.ts';

/** Longest wait for one origin, in milliseconds: shorter than the time of a check. */
const timeoutMs = 10_000;

/** @returns what asks an origin for its root; each address once, whatever it serves */
export function askOrigins(
  ctx: Pick<Context, 'http' | 'clock' | 'signal'>,
  settings: Settings | CliError,
): (name: OriginName) => Promise<OriginAnswer> {
  const answers = new Map<string, Promise<OriginAnswer>>();
  return (name) => {
    if (settings instanceof CliError) return Promise.resolve({ reached: false, error: settings });
    const origin = settings.origins[name].value;
    const known = answers.get(origin) ?? ask(ctx, origin);
    answers.set(origin, known);
    return known;
  };
}

async function ask(ctx: Pick<Context, 'http' | 'clock' | 'signal'>, origin: string): Promise<OriginAnswer> {
  const startedAt = ctx.clock.now();
  try {
    const { status, headers } = await ctx.http({
      method: 'GET',
      url: `${origin}/`,
      timeoutMs,
      signal: ctx.signal,
    });
    const milliseconds = ctx.clock.now() - startedAt;
    const date = Date.parse(headers['date'] ?? '');
    const ahead = Number.isNaN(date) ? undefined : date - (startedAt + milliseconds / 2);
    return { reached: true, status, milliseconds, ahead };
  } catch (error) {
    if (error instanceof CliError && (error.code === 'NETWORK' || error.code === 'TIMED_OUT')) {
      return { reached: false, error };
    }
    if (error instanceof CliError && error.code === 'INVALID_VALUE') return { reached: false, error };
    throw error;
  }
}
