import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../../src/core/errors/api-error.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import { Secret } from '../../src/core/secret.ts';
import type { TokenAnswer } from '../../src/io/smartcar.ts';
import type { StoredTokens } from '../../src/io/stores.ts';
import { accessTokens, freshTokens } from '../../src/live/fresh-tokens.ts';
import { makeHome, type Home } from '../support/home.ts';
import { steppingClock } from '../support/scripted-http.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 21);
let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const answer: TokenAnswer = {
  accessToken: new Secret('new'),
  refreshToken: new Secret('new-refresh'),
  accessExpiresAt: now + 2 * hour,
  refreshExpiresAt: now + 1440 * hour,
  obtainedAt: now,
  requestId: 'r-1',
};

async function open(tokens: Partial<StoredTokens> = {}) {
  const { credentials } = home.context();
  await credentials.writeTokens('app/u', {
    kind: 'smartcar-v2',
    accessToken: new Secret('old'),
    refreshToken: new Secret('old-refresh'),
    accessExpiresAt: now - 1,
    refreshExpiresAt: now + hour,
    obtainedAt: now - 2 * hour,
    userId: 'u',
    askedScope: 'read_vin',
    origin: 'https://auth.smartcar.com',
    ...tokens,
  });
  const asked: string[] = [];
  const renew = async (stale: StoredTokens) => {
    asked.push(stale.refreshToken?.reveal() ?? '');
    return answer;
  };
  return { ctx: { credentials, clock: steppingClock(now) }, asked, renew };
}

describe('fresh tokens', () => {
  it('are used as they are while they have time', async () => {
    const { ctx, asked, renew } = await open({ accessExpiresAt: now + hour });
    expect((await freshTokens(ctx, { key: 'app/u', renew })).tokens.accessToken.reveal()).toBe('old');
    expect(asked).toEqual([]);
  });

  it.each([now - 1, now, now + 119_000])(
    'are renewed and stored when the time is up at %i',
    async (accessExpiresAt) => {
      const { ctx, asked, renew } = await open({ accessExpiresAt });
      const { tokens, renewed } = await freshTokens(ctx, { key: 'app/u', renew });
      expect([tokens.accessToken.reveal(), renewed, asked]).toEqual(['new', true, ['old-refresh']]);
      const stored = await home.context().credentials.readTokens('app/u');
      expect(stored?.refreshToken?.reveal()).toBe('new-refresh');
      // Who it belongs to and what was asked stays known.
      expect(stored).toMatchObject({ userId: 'u', askedScope: 'read_vin', refreshedAt: now });
    },
  );

  it('are renewed once for many who ask at the same moment', async () => {
    const { ctx, asked, renew } = await open();
    const all = await Promise.all(Array.from({ length: 25 }, () => freshTokens(ctx, { key: 'app/u', renew })));
    expect(asked).toHaveLength(1);
    expect(all.filter(({ renewed }) => renewed)).toHaveLength(1);
  });

  it('replace one that was turned down, unless another process has done it', async () => {
    const { ctx, asked, renew } = await open({ accessExpiresAt: now + hour });
    const source = accessTokens(ctx, 'app/u', renew);
    expect((await source.renew?.(new Secret('old')))?.reveal()).toBe('new');
    expect((await source.renew?.(new Secret('old')))?.reveal()).toBe('new');
    expect(asked).toHaveLength(1);
  });

  it('are not asked for with a refresh token older than sixty days', async () => {
    const { ctx, asked, renew } = await open({ refreshExpiresAt: now });
    await expect(freshTokens(ctx, { key: 'app/u', renew })).rejects.toMatchObject({
      code: 'CREDENTIALS_REFUSED',
      exitCode: 4,
    });
    expect(asked).toEqual([]);
  });

  it('leave the stored pair alone when Smartcar refuses', async () => {
    const { ctx } = await open();
    const refuse = () =>
      Promise.reject(new ApiError({ status: 400, type: 'invalid_grant', code: null, detail: [] }, 'POST x'));
    await expect(freshTokens(ctx, { key: 'app/u', renew: refuse })).rejects.toMatchObject({
      code: 'CREDENTIALS_REFUSED',
      hint: 'Run `connect-cli authorize` again; the stored tokens are left as they are.',
    });
    expect((await ctx.credentials.readTokens('app/u'))?.refreshToken?.reveal()).toBe('old-refresh');
  });

  it('do not send the owner round again when it is the client secret that is refused', async () => {
    const { ctx } = await open();
    const refuse = () =>
      Promise.reject(new ApiError({ status: 401, type: 'invalid_client', code: null, detail: [] }, 'POST x'));
    const error = await freshTokens(ctx, { key: 'app/u', renew: refuse }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CREDENTIALS_REFUSED',
      hint: expect.stringContaining('explain-error invalid_client'),
    });
  });

  it('are not asked for where they could not be stored: a refresh token works once', async () => {
    const { ctx, asked, renew } = await open();
    const full = () => Promise.reject(new CliError('STORE_UNAVAILABLE', 'The disk is full.', { hint: 'Free some.' }));
    const credentials = { ...ctx.credentials, prepare: full };
    await expect(freshTokens({ ...ctx, credentials }, { key: 'app/u', renew })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    expect(asked).toEqual([]);
  });

  it('say how long the old pair still works when storing the new one fails after all', async () => {
    const { ctx, renew } = await open();
    const full = () => Promise.reject(new CliError('STORE_UNAVAILABLE', 'The disk is full.', { hint: 'Free some.' }));
    const credentials = { ...ctx.credentials, writeTokens: full };
    await expect(freshTokens({ ...ctx, credentials }, { key: 'app/u', renew })).rejects.toMatchObject({
      hint: 'Free some. Smartcar accepts the old refresh token for one more minute: run `connect-cli token refresh` before then.',
    });
  });

  it('are missed by name', async () => {
    const { ctx, renew } = await open();
    await expect(freshTokens(ctx, { key: 'app/other', renew })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
