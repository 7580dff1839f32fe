import { describe, expect, it } from 'vitest';
import { boxes, connectLink, redirectUri, revokeLink, selectAll, setStage, type Stage } from './visitor.ts';

/** Exchanges the code of a redirect. */
function exchange(stage: Stage, code: string): { access_token: string; refresh_token: string } {
  const application = stage.core.application();
  const answer = stage.post('/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: application.id,
    client_secret: application.clientSecret,
  });
  return JSON.parse(answer.body);
}

describe('the stand-alone revoke flow', () => {
  it('seed 53: it opens on Missing Permissions, without preamble or brand list', () => {
    const stage = setStage({ scenario: 'missing-commands-box' });
    const at = stage.get(revokeLink(stage, 'read_odometer control_security')).headers['location'] ?? '';
    expect(stage.get(at).headers['x-sandbox-page']).toBe('missing-permissions');
  });

  it('seed 64 and seed 68: wrong boxes lead back to Missing Permissions, and there is no way out but giving up', () => {
    const stage = setStage({ scenario: 'missing-commands-box' });
    const end = stage.walk(revokeLink(stage, 'read_odometer control_security'), [boxes('vehicle_device_data')]);
    expect(end).toMatchObject({ outcome: 'gave-up', page: 'finished' });
    expect(stage.run()).toMatchObject({ outcome: 'gave-up', missing: ['vehicle_cmds'] });
    expect(stage.granted()).not.toContain('control_security');
  });

  it('seed 65: after Remove Access the owner signs in and consents again, nothing ticked', () => {
    const stage = setStage({ scenario: 'missing-commands-box' });
    stage.walk(revokeLink(stage, 'control_security'), [selectAll]);
    expect(stage.run().pages).toEqual([
      'missing-permissions',
      'tesla-manage-sign-in',
      'tesla-manage',
      'tesla-sign-in',
      'tesla-consent',
      'success',
    ]);
  });

  it('seed 66: the right boxes end on a success page of Connect, without a redirect', () => {
    const stage = setStage({ scenario: 'missing-commands-box' });
    const end = stage.walk(revokeLink(stage, 'read_odometer control_security'), [
      boxes('vehicle_device_data'),
      selectAll,
    ]);
    expect(end).toMatchObject({ outcome: 'finished', page: 'success' });
    expect(stage.granted()).toContain('control_security');
  });

  it('seed 67: the token pair from before stays valid and can be refreshed', () => {
    const stage = setStage();
    const { parameters } = stage.walk(connectLink(stage, { scope: 'read_odometer control_security' }), [
      boxes('vehicle_device_data'),
    ]);
    const pair = exchange(stage, parameters.get('code') ?? '');
    stage.walk(revokeLink(stage, 'read_odometer control_security'), [selectAll]);
    const bearer = { authorization: `Bearer ${pair.access_token}` };
    expect(stage.get('/v2.0/user', bearer).status).toBe(200);
    const [car] = stage.core.state.vehicles.keys();
    expect(JSON.parse(stage.get(`/v2.0/vehicles/${car ?? ''}/permissions`, bearer).body).permissions).toContain(
      'control_security',
    );
    const application = stage.core.application();
    const refreshed = stage.post('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: pair.refresh_token,
      client_id: application.id,
      client_secret: application.clientSecret,
    });
    expect(refreshed.status).toBe(200);
  });

  it('seed 93 and seed 77: one consent for all applications; B asks for more, after Revoke and Select All both work', () => {
    const stage = setStage({ scenario: 'two-applications' });
    const first = [...stage.core.state.applications.values()].find(({ name }) => name === 'Application A');
    stage.walk(connectLink(stage, {}), [selectAll]);
    expect(stage.run().pages).toContain('missing-permissions');
    expect(stage.granted()).toEqual(['control_security', 'read_odometer']);
    expect(stage.granted(first?.id)).toEqual(['read_vehicle_info', 'read_odometer']);
  });

  it.each([
    ['without response_type', 'make=TESLA&revoke_access=true&scope=read_vin', 'response_type'],
    ['without make', 'response_type=none&revoke_access=true&scope=read_vin', 'make'],
    ['for another make', 'response_type=none&make=BMW&revoke_access=true&scope=read_vin', 'make'],
    ['without revoke_access', 'response_type=none&make=TESLA&scope=read_vin', 'revoke_access'],
    ['with revoke_access=yes', 'response_type=none&make=TESLA&revoke_access=yes&scope=read_vin', 'revoke_access'],
    ['without scope', 'response_type=none&make=TESLA&revoke_access=true', 'scope'],
  ])('is refused %s', (_what, query, parameter) => {
    const stage = setStage();
    const answer = stage.get(`/oauth/reauthenticate?client_id=${stage.applicationId}&${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(`400: Invalid parameter ${parameter}`);
  });
});

describe('the later update form', () => {
  const update = (stage: Stage, scope: string) =>
    `/oauth/reauthenticate?response_type=vehicle_id&make=TESLA&client_id=${stage.applicationId}&scope=${encodeURIComponent(scope)}`;

  it('asks for the boxes that lack, with Update enough, and does not redirect', () => {
    const stage = setStage({ scenario: 'missing-commands-box' });
    const signIn = stage.get(update(stage, 'control_security')).headers['location'] ?? '';
    const missing = stage.post(signIn, '').headers['location'] ?? '';
    const manage = stage.post(missing, 'action=update').headers['location'] ?? '';
    expect(manage).toMatch(/\/manage$/);
    const done = stage.post(manage, 'action=update&box=vehicle_device_data&box=vehicle_cmds').headers['location'] ?? '';
    expect(stage.get(done).headers['x-sandbox-page']).toBe('success');
    expect(stage.granted()).toContain('control_security');
  });

  it('is over at once when nothing lacks', () => {
    const stage = setStage({ scenario: 'all-granted' });
    stage.walk(update(stage, 'control_security'), []);
    expect(stage.run().pages).toEqual(['tesla-sign-in', 'success']);
  });
});

describe('re-authentication of one car', () => {
  const vehicle = (stage: Stage, extra: string) => {
    const [car] = stage.core.state.vehicles.keys();
    return `/oauth/reauthenticate?response_type=vehicle_id&client_id=${stage.applicationId}&vehicle_id=${car ?? ''}${extra}`;
  };

  it('comes back with vehicle_id, state and external_id', () => {
    const stage = setStage({ scenario: 'all-granted' });
    const { parameters } = stage.walk(vehicle(stage, `&redirect_uri=${redirectUri}&state=S&external_id=c1`), [
      selectAll,
    ]);
    const [car] = stage.core.state.vehicles.keys();
    expect(Object.fromEntries(parameters)).toEqual({ vehicle_id: car, state: 'S', external_id: 'c1' });
  });

  it('ends hosted with response_type=none and no redirect URI', () => {
    const stage = setStage({ scenario: 'all-granted' });
    const link = vehicle(stage, '').replace('response_type=vehicle_id', 'response_type=none');
    expect(stage.walk(link, [selectAll])).toMatchObject({ outcome: 'finished', page: 'success' });
  });

  it('needs a registered redirect URI and a connected car', () => {
    const stage = setStage({ scenario: 'all-granted' });
    expect(stage.get(vehicle(stage, '')).body).toContain('400: Invalid parameter redirect_uri');
    expect(stage.get(vehicle(stage, '&redirect_uri=http://localhost:9/')).body).toContain(
      '400: Unauthorized redirect_uri',
    );
    const fresh = setStage();
    expect(fresh.get(vehicle(fresh, `&redirect_uri=${redirectUri}`)).body).toContain(
      '400: Invalid parameter vehicle_id',
    );
  });

  it('an account that does not hold the car is turned away on the sign-in page', () => {
    const stage = setStage({ scenario: 'all-granted' });
    const preamble = stage.get(vehicle(stage, `&redirect_uri=${redirectUri}`)).headers['location'] ?? '';
    const signIn = stage.post(preamble, '').headers['location'] ?? '';
    const refused = stage.post(signIn, 'username=stranger@example.com');
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('does not hold the car');
  });

  it('renews a connection of the old integration', () => {
    const stage = setStage({ scenario: 'legacy-connection' });
    stage.walk(vehicle(stage, `&redirect_uri=${redirectUri}`), [selectAll]);
    expect([...stage.core.state.connections.values()].map(({ legacy }) => legacy)).toEqual([false, true]);
  });
});

describe("Tesla's own page for accesses", () => {
  it('seed 114: sign-in, then Update and Remove Access, for Texture too', () => {
    const stage = setStage();
    const [account] = stage.core.state.accounts.values();
    if (account !== undefined)
      account.consents.texture = { boxes: ['vehicle_device_data'], grantedAt: stage.core.state.now() };
    const signIn = stage.get('/tesla/user/revoke/consent?revoke_client_id=texture').headers['location'] ?? '';
    expect(stage.get(signIn).headers['x-sandbox-page']).toBe('tesla-manage-sign-in');
    const manage = stage.post(signIn, '').headers['location'] ?? '';
    const { body } = stage.get(manage);
    expect(body).toContain('Manage Texture');
    expect(body).toContain('id="update-button"');
    expect(body).toContain('id="remove-access-button"');
    stage.post(manage, 'action=update&box=vehicle_device_data&box=vehicle_cmds');
    expect(account?.consents.texture?.boxes).toEqual(['vehicle_device_data', 'vehicle_cmds']);
  });

  it('seed 96 and seed 80: after Remove Access a command answers CONNECTED_SERVICES_ACCOUNT:PERMISSION', () => {
    const stage = setStage({ scenario: 'pre-2021-model-s' });
    const { parameters } = stage.walk(connectLink(stage, { scope: 'control_security' }), [selectAll]);
    const { access_token: token } = exchange(stage, parameters.get('code') ?? '');
    const signIn = stage.get('/tesla/user/revoke/consent').headers['location'] ?? '';
    const manage = stage.post(signIn, '').headers['location'] ?? '';
    expect(stage.get(manage).body).toContain('Remove Access');
    const done = stage.post(manage, 'action=remove').headers['location'] ?? '';
    expect(stage.get(done).body).toContain('The access is removed.');
    const [car] = stage.core.state.vehicles.keys();
    const answer = stage.core.handle({
      method: 'POST',
      path: `/v2.0/vehicles/${car ?? ''}/security`,
      query: '',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"action":"LOCK"}',
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'CONNECTED_SERVICES_ACCOUNT', code: 'PERMISSION' });
  });

  it('does not lead away from this machine', () => {
    const stage = setStage();
    stage.get('/tesla/user/revoke/consent?back_url=https://evil.example/');
    expect([...stage.core.state.sessions.values()][0]?.redirectUri).toBeUndefined();
  });
});

describe('Texture', () => {
  it('seed 104 and seed 100: the same consent page names Texture, and a scoped key comes back', () => {
    const stage = setStage();
    const texture = [...stage.core.state.applications.values()].find(({ provider }) => provider === 'texture');
    const created = stage.core.handle({
      method: 'POST',
      path: '/v1/connections',
      query: '',
      headers: { 'texture-api-key': texture?.textureServerKey, 'content-type': 'application/json' },
      body: JSON.stringify({ redirectUrl: 'http://localhost:8910/once/abc' }),
    });
    const link = new URL(JSON.parse(created.body).link).pathname;
    const signIn = stage.get(link).headers['location'] ?? '';
    const consent = stage.get(stage.post(signIn, '').headers['location'] ?? '');
    expect(consent.headers['x-sandbox-page']).toBe('tesla-consent');
    expect(consent.body).toContain('Allow Texture access to your Tesla Account?');
    expect(consent.body).not.toContain('Smartcar asks');
    expect(consent.body).toContain('Energy Product Commands');
    const { url, parameters } = stage.walk(link, [selectAll]);
    expect(url.startsWith('http://localhost:8910/once/abc?texture_scoped_key=')).toBe(true);
    expect(parameters.get('texture_scoped_key')).toHaveLength(36);
  });
});
