import { wrongOrigin } from '../../core/errors/api-error.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { foreignToTokens } from '../../core/text/control-characters.ts';
import { numberField, textField, type JsonObject } from '../../core/text/json.ts';
import { Secret } from '../../core/secret.ts';
import type { ClientCredentials, SmartcarOrigins, TokenAnswer, TokenEndpoints } from '../smartcar.ts';
import { readObject, unexpectedAnswer, type Answer } from './answer.ts';
import { send, type RetryPolicy, type Wire } from './send.ts';

/** A refresh token lives sixty days from the moment it was given; the answer does not say so (SDKs of Smartcar). */
const refreshLifetimeMs = 60 * 24 * 60 * 60 * 1000;
/** The old refresh token dies one minute after use; a second attempt must be over well before that. */
const graceMs = 50_000;
/** Two attempts of a refresh fit into the minute of grace. */
const refreshTimeoutMs = 20_000;
/** Lifetime if the answer names none: the shorter of the two documented ones. */
const shortestLifetimeSeconds = 3600;
/** No access token counts as fresh for longer than a day, whatever the answer says. */
const longestLifetimeSeconds = 24 * 60 * 60;

/** Client id and secret as RFC 6749 §2.3.1 has them in the Authorization header, in the plain form that Smartcar's SDKs send. */
function basic(client: ClientCredentials): string {
  const pair = new TextEncoder().encode(`${client.clientId}:${client.clientSecret.reveal()}`);
  // A server that repeats the header repeats the secret: what stands in it is one as well.
  return `Basic ${new Secret(btoa(String.fromCharCode(...pair))).reveal()}`;
}

interface TokenRequest {
  readonly form: Readonly<Record<string, string>>;
  /** Sent as Basic credentials; v3 wants them in the form instead. */
  readonly client?: ClientCredentials | undefined;
  readonly secrets: readonly Secret[];
  readonly timeoutMs?: number | undefined;
}

/** The token endpoints of v2 (auth host) and v3 (IAM host). */
export function createTokenEndpoints(wire: Wire, origins: SmartcarOrigins): TokenEndpoints {
  const userEndpoint = `${origins.auth}/oauth/token`;
  const applicationEndpoint = `${origins.iam}/oauth2/token`;

  return {
    exchangeCode: (client, { code, redirectUri }) =>
      postForm(wire, {
        url: userEndpoint,
        request: {
          form: { grant_type: 'authorization_code', code: code.reveal(), redirect_uri: redirectUri },
          client,
          secrets: [code, client.clientSecret],
        },
        policy: { kind: 'never' },
      }),
    refresh: (client, refreshToken) =>
      postForm(wire, {
        url: userEndpoint,
        request: {
          form: { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() },
          client,
          secrets: [refreshToken, client.clientSecret],
          timeoutMs: refreshTimeoutMs,
        },
        policy: { kind: 'unanswered', withinMs: graceMs - refreshTimeoutMs },
      }),
    application: (client) =>
      postForm(wire, {
        url: applicationEndpoint,
        request: {
          form: {
            grant_type: 'client_credentials',
            client_id: client.clientId,
            client_secret: client.clientSecret.reveal(),
          },
          secrets: [client.clientSecret],
        },
        policy: { kind: 'idempotent' },
      }),
  };
}

interface PostFormInput {
  readonly url: string;
  readonly request: TokenRequest;
  readonly policy: RetryPolicy;
}

async function postForm(wire: Wire, { url, request, policy }: PostFormInput): Promise<TokenAnswer> {
  const obtainedAt = wire.clock.now();
  const { form, client, secrets, timeoutMs } = request;
  const credentials = client === undefined ? {} : { authorization: basic(client) };
  const response = await send(
    wire,
    {
      method: 'POST',
      url,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...credentials,
      },
      body: new URLSearchParams(form).toString(),
      secrets,
      timeoutMs,
    },
    policy,
  );
  return parseTokenAnswer({ response, url }, obtainedAt);
}

function parseTokenAnswer(answer: Answer, obtainedAt: number): TokenAnswer {
  const body = readObject(answer);
  const accessToken = textField(body, 'access_token');
  const type = textField(body, 'token_type');
  if (accessToken === undefined || (type !== undefined && type.toLowerCase() !== 'bearer')) {
    throw unexpectedAnswer(answer, 'no bearer token');
  }
  const refreshToken = textField(body, 'refresh_token');
  requireTokens(answer, { 'access token': accessToken, 'refresh token': refreshToken });
  return {
    accessToken: new Secret(accessToken),
    accessExpiresAt: obtainedAt + lifetimeSeconds(body) * 1000,
    obtainedAt,
    ...(refreshToken === undefined
      ? {}
      : { refreshToken: new Secret(refreshToken), refreshExpiresAt: obtainedAt + refreshLifetimeMs }),
    requestId: answer.response.headers['sc-request-id'],
  };
}

/** `expires_in`, where it is a time that a token can live. */
function lifetimeSeconds(body: JsonObject): number {
  const told = numberField(body, 'expires_in');
  return told === undefined || told <= 0 ? shortestLifetimeSeconds : Math.min(told, longestLifetimeSeconds);
}

/** What no header can carry later is told now, before it is stored. */
function requireTokens({ response, url }: Answer, tokens: Readonly<Record<string, string | undefined>>): void {
  for (const [name, token] of Object.entries(tokens)) {
    const character = foreignToTokens(token ?? '');
    if (character === undefined) continue;
    const { origin } = new URL(url);
    throw new CliError(
      'CREDENTIALS_UNUSABLE',
      `${origin} answered ${response.status}, and its ${name} holds ${character}, which no token can have.`,
      { hint: wrongOrigin },
    );
  }
}
