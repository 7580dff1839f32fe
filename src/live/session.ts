import { CliError } from '../core/errors/cli-error.ts';
import { isLoopbackHost } from '../core/text/loopback-host.ts';
import type { Context } from '../io/context.ts';
import type { GrantReader, SmartcarApi, TokenAnswer } from '../io/smartcar.ts';
import type { StoredTokens } from '../io/stores.ts';
import { accessTokens, type Renew } from './fresh-tokens.ts';
import { memoryTokens, storedElseInMemory } from './memory-tokens.ts';
import {
  apiCredentialOwner,
  credentialOwner,
  credentialsMissing,
  readApiClient,
  readClient,
} from '../settings/secrets.ts';
import { smartcarOrigins, type Settings } from '../settings/settings.ts';

type SessionContext = Pick<Context, 'env' | 'credentials' | 'clock' | 'smartcar'>;

/** Name of the one application token of v3 in the store. */
const applicationToken = 'application';

/** A stored grant and how to read with it. */
export interface Session {
  readonly key: string;
  readonly tokens: StoredTokens;
  readonly reader: GrantReader;
}

/** @returns the API client for the origins of these settings */
export function openApi(ctx: Pick<Context, 'smartcar'>, settings: Pick<Settings, 'origins'>): SmartcarApi {
  return ctx.smartcar(smartcarOrigins(settings));
}

/** @returns the store's key of a user's tokens, or undefined while no application id is known */
function tokensKey(settings: Settings, userId: string): string | undefined {
  const owner = credentialOwner(settings);
  return owner === undefined ? undefined : `${owner}/${userId}`;
}

/**
 * What the tokens of this application are, newest first; those of other applications and origins are left out.
 * @throws CliError where there are none but entries that cannot be read
 */
export async function listSessions(ctx: SessionContext, settings: Settings): Promise<readonly Session[]> {
  const owner = credentialOwner(settings);
  if (owner === undefined) return [];
  const faults: CliError[] = [];
  const stored = await ctx.credentials.listTokens((fault) => faults.push(fault));
  const sessions = stored
    .filter(({ key, tokens }) => tokens.kind === 'smartcar-v2' && key.startsWith(`${owner}/`))
    .filter(({ tokens }) => tokens.origin === settings.origins.auth.value)
    .map(({ key, tokens }) => ({ key, tokens, reader: userReader(ctx, settings, key) }));
  const [fault] = faults;
  if (sessions.length === 0 && fault !== undefined) throw fault;
  return sessions;
}

/** The reader of a user's own v2 tokens; they are renewed when they need to be. */
function userReader(ctx: SessionContext, settings: Settings, key: string): GrantReader {
  requireOneSide(settings, 'auth', 'api');
  const api = openApi(ctx, settings);
  return api.v2(accessTokens(ctx, key, renewUserTokens(ctx, settings)));
}

/** How v2 tokens are renewed: with the refresh token and the application's secret. */
function renewUserTokens(ctx: SessionContext, settings: Settings): Renew {
  return async (stale) => {
    requireOrigin(stale, settings.origins.auth.value);
    if (stale.refreshToken === undefined) throw credentialsMissing('A renewal without a refresh token', 'v2');
    const client = await readClient(ctx, settings);
    if (client === undefined) throw credentialsMissing('Refreshing a token', 'v2');
    return openApi(ctx, settings).tokens.refresh(client, stale.refreshToken);
  };
}

/** A token of a sandbox never goes to Smartcar, nor the other way round. */
function requireOrigin(tokens: StoredTokens, origin: string): void {
  if (tokens.origin === origin) return;
  throw new CliError('SECURITY', `The stored token was issued by "${tokens.origin}" and is not sent to "${origin}".`, {
    hint: 'Pass the --sandbox=URL or the origin that it came from, or run `connect-cli authorize` again.',
  });
}

/**
 * Tokens of a sandbox on this machine are good for that sandbox alone, those of Smartcar for Smartcar.
 * @throws CliError SECURITY if the one that mints and the one that reads are on different sides
 */
export function requireOneSide(settings: Settings, mint: 'auth' | 'iam', read: 'api' | 'vehicleApi'): void {
  const [minting, reading] = [settings.origins[mint], settings.origins[read]].map(({ value }) => value);
  const isHere = (origin = '') => isLoopbackHost(new URL(origin).hostname);
  if (isHere(minting) === isHere(reading)) return;
  throw new CliError('SECURITY', `Tokens come from "${minting}" and would be sent to "${reading}".`, {
    hint: 'Set both origins or neither: `connect-cli config explain` shows where they come from.',
  });
}

/** The store's key of the application token of v3. */
export function applicationKey(settings: Settings): string | undefined {
  const owner = apiCredentialOwner(settings);
  return owner === undefined ? undefined : `${owner}/${applicationToken}`;
}

/**
 * v3's application token as a source of bearer tokens; it is stored, so that a hundred commands ask for one. Where
 * nothing can be stored it is held: reading must work on a file system that is read-only.
 * @throws CliError CREDENTIALS_MISSING without the API client id and its secret
 */
export async function applicationAccess(ctx: SessionContext, settings: Settings) {
  const key = applicationKey(settings);
  const client = await readApiClient(ctx, settings);
  if (client === undefined || key === undefined) throw credentialsMissing('The v3 API', 'v3');
  requireOneSide(settings, 'iam', 'vehicleApi');
  const { tokens } = openApi(ctx, settings);
  const origin = settings.origins.iam.value;
  const stored = accessTokens(ctx, key, async (stale) => {
    requireOrigin(stale, origin);
    return tokens.application(client);
  });
  const storedFirst = async () => {
    if ((await ctx.credentials.readTokens(key)) === undefined) {
      await ctx.credentials.exclusively(key, async () => {
        if ((await ctx.credentials.readTokens(key)) !== undefined) return;
        await ctx.credentials.writeTokens(key, applicationTokens(await tokens.application(client), origin));
      });
    }
    return stored.current();
  };
  const held = memoryTokens(async () => (await tokens.application(client)).accessToken);
  const access = storedElseInMemory({ ...stored, current: storedFirst }, held);
  // Credentials that are refused are told before anything is read.
  await access.current();
  return access;
}

function applicationTokens(answer: TokenAnswer, origin: string): StoredTokens {
  const { requestId: _, ...pair } = answer;
  return { ...pair, kind: 'smartcar-v3', origin };
}

/**
 * Stores what the exchange of a code gave.
 * @returns the key under which the tokens are found again
 */
export async function storeUserTokens(
  ctx: Pick<Context, 'credentials'>,
  settings: Settings,
  grant: { readonly answer: TokenAnswer; readonly userId: string } & Pick<
    StoredTokens,
    'vehicleIds' | 'askedScope' | 'edition'
  >,
): Promise<string | undefined> {
  const key = tokensKey(settings, grant.userId);
  if (key === undefined) return undefined;
  const { answer, ...known } = grant;
  const { requestId: _, ...pair } = answer;
  await ctx.credentials.writeTokens(key, {
    ...pair,
    ...known,
    kind: 'smartcar-v2',
    origin: settings.origins.auth.value,
  });
  return key;
}
