import { CliError } from '../../core/errors/cli-error.ts';
import type { Context } from '../../io/context.ts';
import type { ClientCredentials } from '../../io/smartcar.ts';
import type { StoredTokens } from '../../io/stores.ts';
import type { Renew } from '../../live/fresh-tokens.ts';
import { didYouMean } from '../../flags/nearest.ts';
import {
  apiCredentialOwner,
  credentialOwner,
  credentialsMissing,
  readApiClient,
  readClient,
} from '../../settings/secrets.ts';
import { openApi } from '../../live/session.ts';
import type { Settings } from '../../settings/settings.ts';

export interface StoredToken {
  readonly key: string;
  readonly tokens: StoredTokens;
}

/**
 * Finds stored tokens by what people have at hand: the whole key, the user's id, or the beginning of either.
 * Without a word the only ones there are, or the only ones of the application that the settings name.
 * @throws CliError NOT_FOUND, INPUT_REQUIRED when several fit
 */
export function chooseToken(all: readonly StoredToken[], word: string | undefined, settings: Settings): StoredToken {
  const fits = word === undefined ? ofApplication(all, settings) : matching(all, word);
  const [first, second] = fits;
  if (first !== undefined && second === undefined) return first;
  const shown = (fits.length === 0 ? all : fits).slice(0, 5).map(({ key }) => key);
  if (fits.length > 1) {
    throw new CliError('INPUT_REQUIRED', `${fits.length} stored tokens fit${word === undefined ? '' : ` "${word}"`}.`, {
      hint: `Name one of: ${shown.join(', ')}.`,
    });
  }
  if (word === undefined || all.length === 0) {
    throw new CliError('NOT_FOUND', word === undefined ? 'No tokens are stored.' : `No tokens "${word}" are stored.`, {
      hint: 'Run `connect-cli authorize`; it stores the tokens it gets.',
    });
  }
  throw new CliError(
    'NOT_FOUND',
    `No tokens "${word}" are stored.${didYouMean(
      word,
      all.map(({ key }) => key),
    )}`,
    {
      hint: `Stored: ${shown.join(', ')}.`,
    },
  );
}

function ofApplication(all: readonly StoredToken[], settings: Settings): readonly StoredToken[] {
  const owner = credentialOwner(settings);
  const own = owner === undefined ? [] : all.filter(({ key }) => key.startsWith(`${owner}/`));
  const users = own.filter(({ tokens }) => tokens.kind !== 'smartcar-v3');
  return [users, own].find((some) => some.length > 0) ?? all;
}

function matching(all: readonly StoredToken[], word: string): readonly StoredToken[] {
  const nameOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);
  const exact = all.filter(({ key }) => key === word || nameOf(key) === word);
  if (exact.length > 0) return exact;
  return all.filter(({ key }) => key.startsWith(word) || nameOf(key).startsWith(word));
}

type RenewalContext = Pick<Context, 'env' | 'credentials' | 'smartcar'>;

/**
 * How a stored token is renewed, also if it belongs to another application than the settings name: its secret is then
 * looked for in the store. The token goes back to the origin that gave it, and nowhere else.
 */
export function renewStored(ctx: RenewalContext, settings: Settings, key: string): Renew {
  return async (stale) => {
    const { tokens } = openApi(ctx, atOrigin(settings, stale.origin));
    if (stale.kind === 'smartcar-v3')
      return tokens.application(await clientOf(ctx, { settings, key, name: 'api-client-secret' }));
    if (stale.refreshToken === undefined) {
      throw new CliError('CREDENTIALS_MISSING', `The stored token "${key}" has no refresh token.`, {
        hint: 'Run `connect-cli authorize` again.',
      });
    }
    return tokens.refresh(await clientOf(ctx, { settings, key, name: 'client-secret' }), stale.refreshToken);
  };
}

function atOrigin(settings: Settings, value: string): Pick<Settings, 'origins'> {
  const at = { value, source: { kind: 'default', name: 'the stored token' }, overrides: [] } as const;
  return { origins: { ...settings.origins, auth: at, iam: at } };
}

interface ClientOfInput {
  readonly settings: Settings;
  readonly key: string;
  readonly name: 'client-secret' | 'api-client-secret';
}

async function clientOf(ctx: RenewalContext, { settings, key, name }: ClientOfInput): Promise<ClientCredentials> {
  const owner = key.slice(0, key.lastIndexOf('/'));
  const isApi = name === 'api-client-secret';
  if ((isApi ? apiCredentialOwner(settings) : credentialOwner(settings)) === owner) {
    const client = await (isApi ? readApiClient(ctx, settings) : readClient(ctx, settings));
    if (client !== undefined) return client;
  }
  const secret = await ctx.credentials.readSecret(`${owner}/${name}`);
  if (secret === undefined) throw credentialsMissing(`Refreshing "${key}"`, isApi ? 'v3' : 'v2');
  return { clientId: owner.replace(/@[^@]*$/, ''), clientSecret: secret };
}
