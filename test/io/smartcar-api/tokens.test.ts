import { describe, expect, it } from 'vitest';
import { CliError } from '../../../src/core/errors/cli-error.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createSmartcarClient } from '../../../src/io/smartcar-api/api.ts';
import { json, scriptHttp, steppingClock, type ScriptedAnswer } from '../../support/scripted-http.ts';
import { origins } from './origins.ts';

const client = { clientId: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', clientSecret: new Secret('s3cret') };
const grant = { code: new Secret('the-code'), redirectUri: 'http://localhost:8000/exchange' };
const unreachable = () => new CliError('NETWORK', 'cut', { hint: '' });
const pair = { access_token: 'new-access', refresh_token: 'new-refresh', token_type: 'Bearer', expires_in: 7200 };

function open(answers: readonly ScriptedAnswer[], clock = steppingClock(1_000_000)) {
  const script = scriptHttp(answers);
  const { tokens } = createSmartcarClient({ http: script.http, clock })(origins);
  return { ...script, clock, tokens };
}

describe('the exchange of a code', () => {
  it('posts form and Basic credentials as the SDKs do, and dates the pair', async () => {
    const { tokens, requests } = open([json(pair, 200, { 'sc-request-id': 'r-1' })]);
    const answer = await tokens.exchangeCode(client, grant);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: 'https://auth.smartcar.com/oauth/token',
      body: 'grant_type=authorization_code&code=the-code&redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fexchange',
      headers: {
        // printf '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07:s3cret' | base64
        authorization: 'Basic ODIyOWRmOWYtOTFhMC00ZmYwLWExYWUtYTFmMzhlZTI0ZDA3OnMzY3JldA==',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(answer.accessToken.reveal()).toBe('new-access');
    expect(answer.refreshToken?.reveal()).toBe('new-refresh');
    // Two hours and sixty days from the moment the request left.
    expect(answer).toMatchObject({ accessExpiresAt: 8_200_000, refreshExpiresAt: 5_185_000_000, requestId: 'r-1' });
  });

  it.each([
    ['no answer', unreachable()],
    ['a timeout', new CliError('TIMED_OUT', 'late', { hint: '' })],
    ['429', json({ error: 'slow_down' }, 429, { 'retry-after': '1' })],
    ['503', json({}, 503)],
  ])('never posts a code twice: %s', async (_, answer) => {
    const { tokens, requests } = open([answer, json(pair)]);
    await expect(tokens.exchangeCode(client, grant)).rejects.toBeInstanceOf(CliError);
    expect(requests).toHaveLength(1);
  });

  it('keeps code and client secret out of the error that repeats them', async () => {
    const body = { error: 'invalid_grant', error_description: 'Invalid code: the-code. (s3cret)' };
    const { tokens } = open([json(body, 400, { 'sc-request-id': 'r-2' })]);
    const error = await tokens.exchangeCode(client, grant).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CREDENTIALS_REFUSED',
      exitCode: 4,
      message:
        'POST https://auth.smartcar.com/oauth/token was answered with 400 "invalid_grant": Invalid code: [redacted]. ([redacted]) (request r-2).',
      failure: { status: 400, type: 'invalid_grant', code: null, requestId: 'r-2' },
    });
    expect(JSON.stringify(error)).not.toContain('the-code');
  });

  it.each([
    '<html>sign in to the hotel network</html>',
    '{}',
    '[]',
    '{"access_token":7}',
    '{"access_token":"a","token_type":"mac"}',
  ])('takes no token from %s', async (body) => {
    const { tokens } = open([{ status: 200, body }]);
    await expect(tokens.exchangeCode(client, grant)).rejects.toMatchObject({ code: 'API_ERROR' });
  });
});

describe('a refresh', () => {
  it('is posted again once if no answer came: the old token lives for a minute', async () => {
    const { tokens, requests, clock } = open([unreachable(), json(pair)]);
    expect((await tokens.refresh(client, new Secret('old'))).accessToken.reveal()).toBe('new-access');
    expect(requests.map(({ body }) => body)).toEqual(Array(2).fill('grant_type=refresh_token&refresh_token=old'));
    expect(clock.slept).toEqual([500]);
  });

  it('is not posted a third time', async () => {
    const { tokens, requests } = open([unreachable(), unreachable(), json(pair)]);
    await expect(tokens.refresh(client, new Secret('old'))).rejects.toMatchObject({ code: 'NETWORK' });
    expect(requests).toHaveLength(2);
  });

  it('is not posted again when the minute could be over', async () => {
    const clock = steppingClock();
    const requests: unknown[] = [];
    const { tokens } = createSmartcarClient({
      clock,
      http: async (request) => {
        requests.push(request);
        clock.advance(35_000);
        throw unreachable();
      },
    })(origins);
    await expect(tokens.refresh(client, new Secret('old'))).rejects.toMatchObject({ code: 'NETWORK' });
    expect(requests).toHaveLength(1);
  });

  it.each([400, 401, 429, 500, 503])('is not posted again after an answer of %i', async (status) => {
    const { tokens, requests } = open([
      json({ error: 'invalid_request', error_description: 'Invalid refresh_token: old.' }, status),
    ]);
    const error = await tokens.refresh(client, new Secret('old')).catch((thrown: unknown) => String(thrown));
    expect(error).toContain('Invalid refresh_token: [redacted]');
    expect(requests).toHaveLength(1);
  });
});

describe('the application token of v3', () => {
  it('has id and secret in the body, and no refresh token', async () => {
    const { tokens, requests } = open([json({ access_token: 'app', token_type: 'Bearer', expires_in: 3600 })]);
    const answer = await tokens.application({ clientId: 'client_01', clientSecret: new Secret('v3') });
    expect(requests[0]).toMatchObject({
      url: 'https://iam.smartcar.com/oauth2/token',
      body: 'grant_type=client_credentials&client_id=client_01&client_secret=v3',
    });
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
    expect(answer).toMatchObject({ accessExpiresAt: 4_600_000 });
    expect(answer).not.toHaveProperty('refreshToken');
  });
});
