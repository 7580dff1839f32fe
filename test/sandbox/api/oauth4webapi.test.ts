import * as oauth from 'oauth4webapi';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serve, type Served } from './served.ts';

const redirectUri = 'http://localhost:8000/exchange';
const minute = 60_000;
const insecure = { [oauth.allowInsecureRequests]: true };

let sandbox: Served;

beforeEach(async () => {
  sandbox = await serve({ registration: { redirectUris: [redirectUri] } });
});

afterEach(() => sandbox.close());

function setUp(): { as: oauth.AuthorizationServer; client: oauth.Client; authentication: oauth.ClientAuth } {
  const { id, clientSecret } = sandbox.core.application();
  return {
    as: {
      issuer: sandbox.url,
      authorization_endpoint: `${sandbox.url}/oauth/authorize`,
      token_endpoint: `${sandbox.url}/oauth/token`,
    },
    client: { client_id: id },
    // Its Basic form-encodes the credentials, as RFC 6749 asks; the SDKs do not. Both are taken.
    authentication: oauth.ClientSecretBasic(clientSecret),
  };
}

it('a strict OAuth client is happy with the token endpoint: code, refresh, errors', async () => {
  const { as, client, authentication } = setUp();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    state: 'state',
    scope: 'read_odometer',
  });
  const played = sandbox.play(`${as.authorization_endpoint}?${query.toString()}`);
  const parameters = oauth.validateAuthResponse(as, client, new URL(played.url), 'state');
  const exchange = (): Promise<Response> =>
    oauth.authorizationCodeGrantRequest(as, client, authentication, parameters, redirectUri, oauth.nopkce, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, await exchange());
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 7200 });

  await expect(
    exchange().then((response) => oauth.processAuthorizationCodeResponse(as, client, response)),
  ).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });

  const refresh = async (token: string | undefined): Promise<oauth.TokenEndpointResponse> =>
    oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, authentication, token ?? '', insecure),
    );
  const renewed = await refresh(tokens.refresh_token);
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
  sandbox.advance(minute);
  await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(refresh(renewed.refresh_token)).resolves.toMatchObject({ token_type: 'bearer' });
});

it('a strict OAuth client gets an application token by client credentials', async () => {
  const { apiClientId, apiClientSecret } = sandbox.core.application();
  const as = { issuer: sandbox.url, token_endpoint: `${sandbox.url}/oauth2/token` };
  const client = { client_id: apiClientId };
  const response = await oauth.clientCredentialsGrantRequest(
    as,
    client,
    oauth.ClientSecretPost(apiClientSecret),
    {},
    insecure,
  );
  const tokens = await oauth.processClientCredentialsResponse(as, client, response);
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
  expect(tokens).not.toHaveProperty('refresh_token');
});
