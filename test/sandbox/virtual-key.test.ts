import { describe, expect, it } from 'vitest';
import { connectLink, selectAll, setStage, type Stage } from './visitor.ts';

const cars = (stage: Stage) => [...stage.core.state.vehicles.values()];

describe('the key page', () => {
  it('seed 37: before any consent it refuses, after it offers the pairing', () => {
    const stage = setStage();
    const before = stage.get('/_ak/smartcar.com');
    expect(before.status).toBe(403);
    expect(before.body).toContain('has not given “smartcar.com” access yet');
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    const after = stage.get('/_ak/smartcar.com');
    expect(after.status).toBe(200);
    expect(after.body).toContain('id="add-key-button"');
  });

  it('seed 49: it names the domain in quotes and the model', () => {
    const stage = setStage({ scenario: 'two-accounts-one-car', registration: { virtualKeyDomain: 'some.domain.com' } });
    const title = 'A virtual key for &quot;some.domain.com&quot; will be paired with your Model 3';
    expect(stage.get('/_ak/some.domain.com').body).toContain(`<h1 id="heading">${title}</h1>`);
  });

  it('seed 29 and seed 78: every car wants its own key', () => {
    const stage = setStage();
    stage.walk(connectLink(stage, { scope: 'control_security' }), [selectAll]);
    expect(cars(stage).map(({ keys }) => keys)).toEqual([['smartcar.com'], []]);
    stage.post(`/_ak/smartcar.com?vin=${cars(stage)[1]?.vin ?? ''}`, { vin: cars(stage)[1]?.vin ?? '' });
    expect(cars(stage).map(({ keys }) => keys)).toEqual([['smartcar.com'], ['smartcar.com']]);
  });

  it('seed 89: without Phone as a Key it refuses and says so', () => {
    const stage = setStage({ scenario: 'no-phone-key' });
    const { parameters } = stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(parameters.get('error')).toBe('user_manually_returned_to_application');
    const { status, body } = stage.get('/_ak/smartcar.com');
    expect(status).toBe(403);
    expect(body).toContain('Phone as a Key');
  });

  it('seed 90 and seed 91: a driver cannot add it; once the owner has, the key is on the car', () => {
    const stage = setStage({ scenario: 'driver-account' });
    stage.walk(connectLink(stage, { scope: 'control_security' }), [selectAll]);
    const driver = stage.get('/_ak/smartcar.com?account=driver@example.com');
    expect(driver.status).toBe(403);
    expect(driver.body).toContain('The owner has to add the key');
    expect(stage.post('/_ak/smartcar.com', { account: 'owner@example.com' }).status).toBe(200);
    expect(cars(stage)[0]?.keys).toEqual(['smartcar.com']);
  });

  it('seed 119: for Texture it is the page of cdn.texturehq.com', () => {
    const stage = setStage();
    const [account] = stage.core.state.accounts.values();
    expect(stage.get('/_ak/cdn.texturehq.com').status).toBe(403);
    if (account !== undefined) account.consents.texture = { boxes: ['vehicle_cmds'], grantedAt: 0 };
    expect(stage.get('/_ak/cdn.texturehq.com').body).toContain('“cdn.texturehq.com”');
  });

  it.each([
    ['an unknown domain', '/_ak/nobody.example', 403, 'not registered with Tesla'],
    ['a car of another account', '/_ak/smartcar.com?vin=5YJ3E1EA7HF000001', 403, 'does not hold this car'],
    [
      'an account that does not exist',
      '/_ak/smartcar.com?account=nobody@example.com',
      403,
      'not signed in to an account',
    ],
  ])('refuses %s', (_what, target, status, text) => {
    const stage = setStage({ scenario: 'all-granted' });
    const answer = stage.get(target);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(text);
  });

  it('refuses a twenty-first key', () => {
    const stage = setStage({ scenario: 'key-limit' });
    stage.walk(connectLink(stage, { scope: 'read_vin' }), [selectAll]);
    expect(stage.get('/_ak/smartcar.com').body).toContain('20 keys');
    expect(cars(stage)[0]?.keys).toEqual([]);
  });

  it('says that a car of before 2021 needs none, and that a paired car is done', () => {
    const old = setStage({ scenario: 'pre-2021-model-s' });
    old.walk(connectLink(old, { scope: 'read_vin' }), [selectAll]);
    expect(old.run().pages).not.toContain('virtual-key');
    expect(old.get('/_ak/smartcar.com').body).toContain('without a virtual key');
    const paired = setStage({ scenario: 'all-granted' });
    expect(paired.get('/_ak/smartcar.com').body).toContain('Nothing is left to do');
  });

  it('Connect does not go on before one car is paired', () => {
    const stage = setStage();
    const preamble = stage.get(connectLink(stage, { scope: 'read_vin' })).headers['location'] ?? '';
    const signIn = stage.post(preamble, '').headers['location'] ?? '';
    const consent = stage.post(signIn, '').headers['location'] ?? '';
    const grant = stage.post(consent, 'action=allow&box=vehicle_device_data').headers['location'] ?? '';
    const ticks = cars(stage)
      .map(({ id }) => `vehicle=${id}`)
      .join('&');
    const key = stage.post(grant, `action=allow&permission=read_vin&${ticks}`).headers['location'] ?? '';
    expect(key).toMatch(/virtual-key$/);
    expect(stage.post(key, 'action=continue').status).toBe(422);
  });
});

describe('an owner without the key', () => {
  it.each([
    ['page by page', undefined],
    ['at once', { rounds: [selectAll], untick: [], withoutKey: true }],
  ])('leaves Connect where it asks for the key, played %s, and connects nothing', (_how, automatic) => {
    const stage = setStage();
    stage.core.state.settings.owner = automatic;
    const link = connectLink(stage, { scope: 'read_vin control_security' });
    const { parameters } = stage.walk(link, [selectAll], { withoutKey: true });
    expect(parameters.get('error')).toBe('user_manually_returned_to_application');
    expect(stage.core.state.connections.size).toBe(0);
    expect(cars(stage).map(({ keys }) => keys)).toEqual([[], []]);
  });

  it('who deletes the key of every car is still without it after connecting again', () => {
    const stage = setStage({ scenario: 'virtual-key-missing' });
    const { parameters } = stage.walk(connectLink(stage, { scope: 'control_security' }), [selectAll]);
    expect(parameters.has('code')).toBe(true);
    expect(cars(stage).map(({ keys }) => keys)).toEqual([[], []]);
  });
});
