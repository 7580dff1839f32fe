import { describe, expect, it } from 'vitest';
import { connectLink, redirectUri, selectAll, setStage, type Stage } from '../visitor.ts';

function ask(stage: Stage, method: string, path: string, body?: unknown) {
  const answer = stage.core.handle({
    method,
    path: `/_sandbox/${path}`,
    query: '',
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? '' : JSON.stringify(body),
  });
  return { status: answer.status, body: JSON.parse(answer.body) };
}

const authorization = (stage: Stage) => ({
  authorization: `Basic ${btoa(`${stage.applicationId}:${stage.core.application().clientSecret}`)}`,
});

function exchange(stage: Stage, path = '/oauth/token') {
  const code = stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]).parameters.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  return stage.post(path, form, authorization(stage));
}

describe('errors at the redirect', () => {
  it.each([
    ['access_denied', 'denied'],
    ['vehicle_incompatible', 'failed'],
    ['invalid_subscription', 'failed'],
    ['no_vehicles', 'failed'],
    ['no_compatible_vehicles', 'failed'],
    ['configuration_error', 'failed'],
    ['server_error', 'failed'],
    ['user_manually_returned_to_application', 'gave-up'],
    ['user_cancelled', 'gave-up'],
    ['an_error_of_tomorrow', 'failed'],
  ])('%s can be provoked by name', (error, outcome) => {
    const stage = setStage();
    const path = error === 'an_error_of_tomorrow' ? { path: '/oauth/authorize' } : {};
    expect(ask(stage, 'POST', 'faults', { error, times: 1, ...path }).status).toBe(200);
    const answer = stage.get(connectLink(stage, { scope: 'read_vin' }));
    expect(answer.status).toBe(302);
    const end = new URL(answer.headers['location'] ?? '');
    expect(`${end.origin}${end.pathname}`).toBe('https://example.com/auth');
    expect(end.searchParams.get('error')).toBe(error);
    expect(end.searchParams.get('error_description')).toMatch(/\S/);
    expect(end.searchParams.get('state')).toBe('S');
    expect(end.searchParams.has('status_code')).toBe(error === 'configuration_error');
    expect(stage.run().outcome).toBe(outcome);
    expect(stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]).parameters.has('code')).toBe(true);
  });

  it('a re-authentication and the address itself can fail too', () => {
    const stage = setStage({ scenario: 'all-granted' });
    const [car] = stage.core.state.vehicles.keys();
    ask(stage, 'POST', 'faults', { path: '/oauth/reauthenticate', error: 'server_error' });
    const link = `/oauth/reauthenticate?response_type=vehicle_id&client_id=${stage.applicationId}&vehicle_id=${car ?? ''}&redirect_uri=${redirectUri}`;
    expect(stage.get(link).headers['location']).toMatch(/^https:\/\/example\.com\/auth\?error=server_error/);
    ask(stage, 'POST', 'faults', { path: '/oauth/authorize', status: 503, body: 'down', delaySeconds: 2 });
    expect(stage.get(connectLink(stage, { scope: 'read_vin' }))).toMatchObject({
      status: 503,
      body: 'down',
      delayMs: 2000,
    });
  });

  it('a delay alone lets the run go on', () => {
    const stage = setStage();
    ask(stage, 'POST', 'faults', { path: '/oauth/authorize/', delaySeconds: 1, times: 1 });
    const answer = stage.get(connectLink(stage, { scope: 'read_vin' }));
    expect([answer.status, answer.delayMs]).toEqual([302, 1000]);
    expect(stage.get(answer.headers['location'] ?? '').headers['x-sandbox-page']).toBe('preamble');
  });

  it('a delay alone lets a played owner go on', () => {
    const stage = setStage();
    ask(stage, 'PUT', 'owner', {});
    ask(stage, 'POST', 'faults', { path: '/oauth/authorize', delaySeconds: 1, times: 1 });
    const answer = stage.get(connectLink(stage, { scope: 'read_vin' }));
    expect([answer.status, answer.delayMs]).toEqual([302, 1000]);
    expect(answer.headers['location']).toMatch(/^https:\/\/example\.com\/auth\?code=/);
  });
});

describe('errors of the token endpoints', () => {
  it.each([
    ['invalid_grant', 400],
    ['invalid_client', 401],
    ['temporarily_unavailable', 503],
  ])('%s can be provoked by name', (error, status) => {
    const stage = setStage();
    ask(stage, 'POST', 'faults', { error, times: 1 });
    const answer = exchange(stage);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ error, error_description: 'An error that was ordered.' });
    expect(answer.headers['sc-request-id']).toHaveLength(36);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(exchange(stage).status).toBe(200);
  });

  it('an error of the API comes in the form of OAuth, a status bare, both behind either endpoint', () => {
    const stage = setStage();
    ask(stage, 'POST', 'faults', { path: '/oauth/token', error: 'SERVER:INTERNAL', times: 1 });
    const answer = exchange(stage, '/oauth/token/');
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([500, 'server_error']);
    ask(stage, 'POST', 'faults', { path: '/oauth2/token', status: 502, headers: { 'retry-after': '7' } });
    const iam = stage.post('/oauth2/token', { grant_type: 'client_credentials' });
    expect([iam.status, iam.headers['retry-after']]).toEqual([502, '7']);
  });

  it('a fault for one application leaves the others their tokens', () => {
    const stage = setStage();
    const other = ask(stage, 'POST', 'applications', { applicationId: '6a1f0c52-7d43-4b8e-9c05-2f6f1d3b7e90' }).body;
    const order = (applicationId: string, error: string) =>
      ask(stage, 'POST', 'faults', { applicationId, error, path: '/*/token' });
    order(other.applicationId, 'temporarily_unavailable');
    expect(exchange(stage).status).toBe(200);
    order(stage.applicationId, 'unauthorized_client');
    const answer = exchange(stage);
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([400, 'unauthorized_client']);
    const { apiClientId, apiClientSecret } = stage.core.application();
    const iam = (client_id: string, client_secret: string) =>
      stage.post('/oauth2/token', { grant_type: 'client_credentials', client_id, client_secret }).status;
    expect(iam(apiClientId, apiClientSecret)).toBe(400);
    expect(iam(other.apiClientId, other.apiClientSecret)).toBe(503);
  });

  it('a fault for every path leaves the way to a token alone', () => {
    const stage = setStage();
    ask(stage, 'POST', 'faults', { error: 'UPSTREAM:NO_RESPONSE' });
    const answer = exchange(stage);
    expect(answer.status).toBe(200);
    const token = JSON.parse(answer.body).access_token;
    expect(stage.get('/v2.0/user', { authorization: `Bearer ${token}` }).status).toBe(502);
  });
});

describe('allowances and plans', () => {
  it('are switched on by the scenario published-allowances', () => {
    const stage = setStage({ scenario: 'published-allowances' });
    const token = JSON.parse(exchange(stage).body).access_token;
    const read = (path: string) => stage.get(path, { authorization: `Bearer ${token}` });
    const cars = new Map([...stage.core.state.vehicles.values()].map(({ model, id }) => [model, id]));
    const odometer = (model: string) => {
      stage.core.state.connections.forEach((connection) => (connection.permissions = ['read_odometer']));
      return read(`/v2.0/vehicles/${cars.get(model) ?? ''}/odometer`);
    };
    stage.core.state.vehicles.forEach((car) => (car.keys = car.model === 'Model Y' ? [] : car.keys));
    expect(['Model 3', 'Model 3', 'Model Y', 'Model Y'].map((model) => odometer(model).status)).toEqual([
      200, 200, 200, 429,
    ]);
    const statuses = Array.from({ length: 120 }, () => read('/v2.0/user').status);
    expect([statuses[115], statuses[116]]).toEqual([200, 429]);
  });

  it('are switched on and off by the control API', () => {
    const stage = setStage();
    expect(ask(stage, 'PUT', 'application', { rateLimited: true, billing: 'vehicle_limit' }).body).toMatchObject({
      rateLimited: true,
      billing: 'VEHICLE_LIMIT',
    });
    const token = JSON.parse(exchange(stage).body).access_token;
    const user = () => stage.get('/v2.0/user', { authorization: `Bearer ${token}` }).status;
    expect(user()).toBe(430);
    expect(ask(stage, 'PUT', 'application', { billing: '' }).body).not.toHaveProperty('billing');
    expect(Array.from({ length: 121 }, user).filter((status) => status === 429)).toHaveLength(1);
    ask(stage, 'PUT', 'application', { rateLimited: false });
    expect(user()).toBe(200);
  });
});

describe('addresses that nobody has', () => {
  it.each(['/nothing', '/oauth/nothing', '/oauth2/nothing', '/v2.0/nothing', '/v2.0'])('%s', (path) => {
    const stage = setStage();
    const answer = stage.get(path, { accept: '*/*' });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['sc-request-id']).toHaveLength(36);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'RESOURCE_NOT_FOUND',
      code: 'PATH',
      resolution: { type: null },
    });
    if (path.startsWith('/v2.0')) return;
    expect(stage.get(path, { accept: 'text/html,*/*' }).headers['content-type']).toBe('text/html; charset=utf-8');
  });
});
