import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  clientCredentialsGrantRequest,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  processAuthorizationCodeResponse,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  validateAuthResponse,
} from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/library.ts';
import { connectLink, redirectUri, selectAll, setStage, type Stage } from '../visitor.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function basic(
  stage: Stage,
  id = stage.applicationId,
  secret = stage.core.application().clientSecret,
): Record<string, string> {
  return { authorization: `Basic ${btoa(`${id}:${secret}`)}` };
}

function code(stage: Stage): string {
  return stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]).parameters.get('code') ?? '';
}

const exchange = (stage: Stage, value: string, uri = redirectUri) =>
  stage.post('/oauth/token', { grant_type: 'authorization_code', code: value, redirect_uri: uri }, basic(stage));

const refresh = (stage: Stage, value: string) =>
  stage.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: value }, basic(stage));

const user = (stage: Stage, token: string) => stage.get('/v2.0/user', { authorization: `Bearer ${token}` }).status;

describe('the v2 token endpoint', () => {
  it('exchanges a code for a pair in the published shape', () => {
    const stage = setStage();
    const answer = exchange(stage, code(stage));
    const body = JSON.parse(answer.body);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(answer.headers['sc-request-id']).toHaveLength(36);
    expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in', 'refresh_token']);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 7200 });
    expect([body.access_token.length, body.refresh_token.length]).toEqual([36, 36]);
    expect(body.access_token.startsWith('5a4db021-')).toBe(true);
  });

  it('takes a code once', () => {
    const stage = setStage();
    const value = code(stage);
    expect(exchange(stage, value).status).toBe(200);
    const again = exchange(stage, value);
    expect(again.status).toBe(400);
    expect(JSON.parse(again.body)).toEqual({ error: 'invalid_grant', error_description: `Invalid code: ${value}.` });
  });

  it('takes a code for ten minutes', () => {
    const stage = setStage();
    const value = code(stage);
    stage.advance(10 * minute - 1);
    expect(exchange(stage, value).status).toBe(200);
    const late = code(stage);
    stage.advance(10 * minute);
    expect(exchange(stage, late).status).toBe(400);
  });

  it('wants the redirect URI of the authorization, and keeps the code after a mistake', () => {
    const stage = setStage();
    const value = code(stage);
    const wrong = exchange(stage, value, 'http://localhost:8000/exchange');
    expect(JSON.parse(wrong.body)).toEqual({
      error: 'invalid_grant',
      error_description: 'Unauthorized redirect_uri: http://localhost:8000/exchange',
    });
    expect(exchange(stage, value).status).toBe(200);
  });

  it('an access token lives two hours, a refresh token sixty days', () => {
    const stage = setStage();
    const pair = JSON.parse(exchange(stage, code(stage)).body);
    stage.advance(2 * hour - 1);
    expect(user(stage, pair.access_token)).toBe(200);
    stage.advance(1);
    expect(user(stage, pair.access_token)).toBe(401);
    stage.advance(60 * day - 2 * hour - 1);
    expect(refresh(stage, pair.refresh_token).status).toBe(200);
    const second = setStage();
    const other = JSON.parse(exchange(second, code(second)).body);
    second.advance(60 * day);
    expect(refresh(second, other.refresh_token).status).toBe(400);
  });

  it('a refresh token works for one minute after its first use, with a new pair each time', () => {
    const stage = setStage();
    const pair = JSON.parse(exchange(stage, code(stage)).body);
    const first = JSON.parse(refresh(stage, pair.refresh_token).body);
    stage.advance(minute - 1);
    const second = JSON.parse(refresh(stage, pair.refresh_token).body);
    expect(first.refresh_token).not.toBe(second.refresh_token);
    stage.advance(1);
    const dead = refresh(stage, pair.refresh_token);
    expect(JSON.parse(dead.body)).toEqual({
      error: 'invalid_grant',
      error_description: `Invalid refresh_token: ${pair.refresh_token}.`,
    });
    expect(refresh(stage, first.refresh_token).status).toBe(200);
  });

  it.each([
    ['a wrong secret', (stage: Stage) => basic(stage, stage.applicationId, 'wrong'), 401, 'invalid_client'],
    ['an unknown id', (stage: Stage) => basic(stage, 'nobody'), 401, 'invalid_client'],
    ['no credentials', () => ({}), 401, 'invalid_client'],
    ['a broken header', () => ({ authorization: 'Basic %%%' }), 401, 'invalid_client'],
  ])('refuses %s', (_what, headers, status, error) => {
    const stage = setStage();
    const answer = stage.post(
      '/oauth/token',
      { grant_type: 'authorization_code', code: code(stage), redirect_uri: redirectUri },
      headers(stage),
    );
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body).error).toBe(error);
    expect(JSON.parse(answer.body).error_description).not.toBe('');
  });

  it.each([
    [{}, 'invalid_request'],
    [{ grant_type: 'authorization_code' }, 'invalid_request'],
    [{ grant_type: 'refresh_token' }, 'invalid_request'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ])('answers %j with %s', (form, error) => {
    const stage = setStage();
    const answer = stage.post('/oauth/token', form, basic(stage));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body).error).toBe(error);
  });

  it.each([
    ['code', 'bad code here', 'invalid_request'],
    ['code', '90abecb6-e7ab-4b85-864a-e1c8bf67f2ad', 'invalid_grant'],
    ['refresh_token', 'THIS_SHOULD_NOT_WORK', 'invalid_request'],
    ['refresh_token', '90abecb6-e7ab-4b85-864a-e1c8bf67f2ad', 'invalid_grant'],
  ])('tells a malformed %s from a dead one, as the Java suite expects: %s is %s', (parameter, value, error) => {
    const stage = setStage();
    const grant = parameter === 'code' ? 'authorization_code' : 'refresh_token';
    const answer = stage.post('/oauth/token', { grant_type: grant, [parameter]: value }, basic(stage));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ error, error_description: `Invalid ${parameter}: ${value}.` });
  });

  it('takes credentials in the form, as Ruby sends them, and form-encoded in the header', () => {
    const stage = setStage({ registration: { clientSecret: 'a+b%c:d' } });
    const application = stage.core.application();
    const form = stage.post('/oauth/token', {
      grant_type: 'authorization_code',
      code: code(stage),
      redirect_uri: redirectUri,
      client_id: application.id,
      client_secret: 'a+b%c:d',
    });
    expect(form.status).toBe(200);
    const encoded = btoa(`${application.id.replaceAll('-', '%2D')}:a%2Bb%25c%3Ad`);
    const header = stage.post(
      '/oauth/token/?flags=k%3Av',
      { grant_type: 'authorization_code', code: code(stage), redirect_uri: redirectUri },
      { authorization: `Basic ${encoded}` },
    );
    expect(header.status).toBe(200);
  });

  it("does not take another application's code", () => {
    const stage = setStage({ scenario: 'two-applications' });
    const other = [...stage.core.state.applications.values()].find(({ name }) => name === 'Application A');
    const value = code(stage);
    const answer = stage.post(
      '/oauth/token',
      { grant_type: 'authorization_code', code: value, redirect_uri: redirectUri },
      basic(stage, other?.id, other?.clientSecret),
    );
    expect(JSON.parse(answer.body).error).toBe('invalid_grant');
  });

  it('the scenario expired-code hands out codes that have run out', () => {
    const stage = setStage({ scenario: 'expired-code' });
    expect(exchange(stage, code(stage)).status).toBe(400);
  });

  it('writes no code, token or secret into the request log', () => {
    const stage = setStage();
    const value = code(stage);
    const body = exchange(stage, value).body;
    const log = stage.core.handle({ method: 'GET', path: '/_sandbox/log', query: '', headers: {}, body: '' }).body;
    for (const secret of [value, JSON.parse(body).access_token, stage.core.application().clientSecret]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('the IAM token endpoint', () => {
  const ask = (stage: Stage, body: string, type: string) =>
    stage.core.handle({ method: 'POST', path: '/oauth2/token', query: '', headers: { 'content-type': type }, body });

  it.each([['form'], ['json']])('takes the credentials in a %s body', (kind) => {
    const stage = setStage();
    const { apiClientId, apiClientSecret } = stage.core.application();
    const values = { grant_type: 'client_credentials', client_id: apiClientId, client_secret: apiClientSecret };
    const answer =
      kind === 'json'
        ? ask(stage, JSON.stringify(values), 'application/json')
        : ask(stage, new URLSearchParams(values).toString(), 'application/x-www-form-urlencoded');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(JSON.parse(answer.body).refresh_token).toBeUndefined();
  });

  it('answers invalid_request with 400 and invalid_client with 401', () => {
    const stage = setStage();
    expect(ask(stage, '', 'application/x-www-form-urlencoded').status).toBe(400);
    const wrong = ask(
      stage,
      `grant_type=client_credentials&client_id=${stage.applicationId}&client_secret=x`,
      'application/x-www-form-urlencoded',
    );
    expect(wrong.status).toBe(401);
    expect(JSON.parse(wrong.body).error).toBe('invalid_client');
    expect(ask(stage, '[]', 'application/json').status).toBe(400);
  });
});

describe('a generic OAuth client (oauth4webapi)', () => {
  it('exchanges, refreshes and asks for an application token', async () => {
    const sandbox = await createSandbox({ registration: { redirectUris: [redirectUri] } });
    const { applicationId, clientSecret, apiClientId, apiClientSecret } = sandbox.application;
    // oauth4webapi wants an issuer; Smartcar publishes no discovery document.
    const server = { issuer: sandbox.origin, token_endpoint: `${sandbox.origin}/oauth/token` };
    const client = { client_id: applicationId };
    const options = {
      [allowInsecureRequests]: true,
      [customFetch]: (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }) =>
        sandbox.fetch(url, { method: init.method, headers: init.headers, body: String(init.body) }),
    };
    const { url } = sandbox.owner.consent(
      `${sandbox.origin}/oauth/authorize?response_type=code&client_id=${applicationId}&make=TESLA&scope=read_vin&state=S`,
    );
    const parameters = validateAuthResponse(server, client, new URL(url), 'S');
    const auth = ClientSecretBasic(clientSecret);
    const exchanged = await processAuthorizationCodeResponse(
      server,
      client,
      // PKCE is not part of Smartcar's flow; the verifier is sent and ignored.
      await authorizationCodeGrantRequest(server, client, auth, parameters, redirectUri, 'x'.repeat(43), options),
    );
    expect(exchanged.access_token).toHaveLength(36);
    const refreshed = await processRefreshTokenResponse(
      server,
      client,
      await refreshTokenGrantRequest(server, client, auth, exchanged.refresh_token ?? '', options),
    );
    expect(refreshed.refresh_token).not.toBe(exchanged.refresh_token);
    const iam = { issuer: sandbox.origin, token_endpoint: `${sandbox.origin}/oauth2/token` };
    const apiClient = { client_id: apiClientId };
    const application = await processClientCredentialsResponse(
      iam,
      apiClient,
      await clientCredentialsGrantRequest(iam, apiClient, ClientSecretPost(apiClientSecret), {}, options),
    );
    expect(application.expires_in).toBe(3600);
    await sandbox.close();
  });
});
