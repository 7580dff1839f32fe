import { defined } from '../core/text/defined.ts';
import { ApiError } from '../core/errors/api-error.ts';
import { CliError } from '../core/errors/cli-error.ts';
import type { Secret } from '../core/secret.ts';
import type { Context } from '../io/context.ts';
import type { AccessTokens, TokenAnswer } from '../io/smartcar.ts';
import type { StoredTokens } from '../io/stores.ts';

/** A token with less time left, in milliseconds, is renewed before it is used. */
const freshMarginMs = 2 * 60 * 1000;

type FreshContext = Pick<Context, 'credentials' | 'clock'>;

/** How new tokens are had, once it is certain that they are needed. */
export type Renew = (stale: StoredTokens) => Promise<TokenAnswer>;

export interface FreshTokens {
  readonly tokens: StoredTokens;
  /** This process asked Smartcar for them; false if they were fresh, or another process had done it meanwhile. */
  readonly renewed: boolean;
}

/** When tokens are renewed although their time is not up. */
export interface RenewalDemand {
  /** An access token that Smartcar turned down, or that is to be replaced in any case. */
  readonly failed?: Secret | undefined;
  /** Tokens that no refresh gave since then, in milliseconds since 1970, are renewed. */
  readonly unlessRefreshedSince?: number | undefined;
}

/** What {@link freshTokens} works on. */
export interface FreshTokensInput {
  readonly key: string;
  readonly renew: Renew;
  readonly demand?: RenewalDemand | undefined;
}

/**
 * Gives tokens that work, and has them renewed once however many processes ask at the same moment: whoever gets the
 * lock looks again first, and only if the tokens are still stale asks Smartcar and stores the answer.
 *
 * @throws CliError NOT_FOUND without stored tokens, CREDENTIALS_REFUSED when only a new grant helps
 */
export async function freshTokens(
  ctx: FreshContext,
  { key, renew, demand = {} }: FreshTokensInput,
): Promise<FreshTokens> {
  const before = await stored(ctx, key);
  if (isFresh(before, ctx.clock.now(), demand)) return { tokens: before, renewed: false };
  return ctx.credentials.exclusively(key, async () => {
    const now = await stored(ctx, key);
    if (isFresh(now, ctx.clock.now(), demand)) return { tokens: now, renewed: false };
    // A refresh token works once: never spend it where the next one could not be kept.
    await ctx.credentials.prepare(key);
    const tokens = merge(now, await renewOrExplain(ctx, now, renew));
    await keep(ctx, key, tokens);
    return { tokens, renewed: true };
  });
}

/** The same as a source of bearer tokens for the API client: renews also when Smartcar turned one down. */
export function accessTokens(ctx: FreshContext, key: string, renew: Renew): Required<AccessTokens> {
  return {
    current: async () => (await freshTokens(ctx, { key, renew })).tokens.accessToken,
    renew: async (failed) => (await freshTokens(ctx, { key, renew, demand: { failed } })).tokens.accessToken,
  };
}

async function stored(ctx: FreshContext, key: string): Promise<StoredTokens> {
  const tokens = await ctx.credentials.readTokens(key);
  if (tokens !== undefined) return tokens;
  throw new CliError('NOT_FOUND', `There are no stored tokens "${key}".`, {
    hint: '`connect-cli token list` shows what is stored; `connect-cli authorize` gets new ones.',
  });
}

/** @returns true if the access token can be used now. Tokens without an end, such as Texture's, are always fresh. */
export function isFresh(tokens: StoredTokens, now: number, demand: RenewalDemand = {}): boolean {
  const { failed, unlessRefreshedSince } = demand;
  if (failed !== undefined && tokens.accessToken.reveal() === failed.reveal()) return false;
  if (unlessRefreshedSince !== undefined && (tokens.refreshedAt ?? 0) < unlessRefreshedSince) return false;
  return tokens.accessExpiresAt === undefined || tokens.accessExpiresAt - now > freshMarginMs;
}

async function renewOrExplain(ctx: FreshContext, stale: StoredTokens, renew: Renew): Promise<TokenAnswer> {
  if (stale.refreshExpiresAt !== undefined && stale.refreshExpiresAt <= ctx.clock.now()) {
    throw needsGrant('The refresh token is older than sixty days, so it has expired.');
  }
  try {
    return await renew(stale);
  } catch (error) {
    const refused =
      error instanceof ApiError && error.failure.type !== 'invalid_client' && error.code === 'CREDENTIALS_REFUSED';
    throw refused ? needsGrant(error.message, error) : error;
  }
}

function needsGrant(message: string, cause?: ApiError): CliError {
  return new CliError('CREDENTIALS_REFUSED', message, {
    hint: 'Run `connect-cli authorize` again; the stored tokens are left as they are.',
    cause,
  });
}

/** A new pair takes the place of the old one; who it belongs to and what was asked stays known. */
function merge(before: StoredTokens, answer: TokenAnswer): StoredTokens {
  const { requestId: _, ...pair } = answer;
  return { ...before, ...defined(pair), refreshedAt: answer.obtainedAt };
}

async function keep(ctx: FreshContext, key: string, tokens: StoredTokens): Promise<void> {
  try {
    await ctx.credentials.writeTokens(key, tokens);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(error.code, `${error.message} Smartcar had already issued a new pair.`, {
      hint: `${error.hint} Smartcar accepts the old refresh token for one more minute: run \`connect-cli token refresh\` before then.`,
      cause: error,
    });
  }
}
