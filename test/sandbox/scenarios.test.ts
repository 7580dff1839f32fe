import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createSandboxControl } from '../../src/sandbox/client/sandbox-control.ts';
import { createSandboxCore } from '../../src/sandbox/sandbox.ts';
import { scenarios } from '../../src/sandbox/scenarios/catalogue.ts';
import { parseScenario } from '../../src/sandbox/scenarios/file.ts';
import { connectLink, selectAll, setStage } from './visitor.ts';

const schema = JSON.parse(readFileSync(new URL('../../schemas/sandbox-scenario.schema.json', import.meta.url), 'utf8'));
const fits = new Ajv2020({ allowUnionTypes: true }).compile(schema);

describe('the scenarios that come with it', () => {
  it('are all there, each with a story of one line', () => {
    expect(scenarios.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'all-granted',
        'two-applications',
        'narrow-consent-reused',
        'legacy-and-new',
        'missing-commands-box',
        'missing-information-box',
        'location-not-shared',
        'virtual-key-missing',
        'driver-account',
        'no-phone-key',
        'revoked-at-tesla',
        'legacy-connection',
        'user-id-changed',
        'pre-2021-model-s',
        'two-accounts-one-car',
        'no-vehicles',
        'subscription-inactive',
        'incompatible',
        'rate-limited',
        'published-allowances',
        'upstream-down',
        'long-running-commands',
        'slow-owner',
        'redirect-without-code',
        'redirect-without-anything',
        'expired-code',
        'ten-thousand-cars',
      ]),
    );
    for (const { story } of scenarios) expect(story).toMatch(/^[^\n]{20,200}$/);
  });

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s fits its schema and seeds a sandbox',
    (_name, scenario) => {
      expect(fits(scenario)).toBe(true);
      const { state } = createSandboxCore({ scenario: scenario.name });
      expect(state.applications.size).toBeGreaterThan(0);
      for (const connection of state.connections.values()) {
        expect(state.vehicles.has(connection.vehicleId)).toBe(true);
        expect(state.accounts.has(connection.accountId)).toBe(true);
      }
    },
  );

  it('are the same in every run, ids of cars and owners included', () => {
    const ids = () =>
      [...createSandboxCore({ scenario: 'driver-account' }).state.vehicles.values()].map(({ id, vin }) => [id, vin]);
    expect(ids()).toEqual(ids());
  });

  it.each([
    ['no-vehicles', 'no_vehicles'],
    ['subscription-inactive', 'invalid_subscription'],
    ['incompatible', 'vehicle_incompatible'],
    ['no-phone-key', 'user_manually_returned_to_application'],
  ])('%s ends Connect with %s', (scenario, error) => {
    const stage = setStage({ scenario });
    expect(stage.walk(connectLink(stage, {}), [selectAll]).parameters.get('error')).toBe(error);
  });

  it('narrow-consent-reused: Tesla shows no screen and the grant comes out small', () => {
    const stage = setStage({ scenario: 'narrow-consent-reused' });
    stage.walk(connectLink(stage, { scope: 'read_odometer control_security' }), [selectAll]);
    expect(stage.run().pages).not.toContain('tesla-consent');
    expect(stage.granted()).toEqual(['read_odometer']);
  });

  it('missing-information-box: Connect sends the owner back to Tesla', () => {
    const stage = setStage({ scenario: 'missing-information-box' });
    stage.walk(connectLink(stage, { scope: 'control_security' }), []);
    expect(stage.run()).toMatchObject({ outcome: 'gave-up', missing: ['vehicle_device_data'] });
  });

  it('slow-owner: each page takes three seconds', () => {
    const stage = setStage({ scenario: 'slow-owner' });
    const preamble = stage.get(connectLink(stage, {})).headers['location'] ?? '';
    const signIn = stage.post(preamble, '').headers['location'] ?? '';
    expect(stage.post(signIn, '').delayMs).toBe(3000);
  });

  it('ten-thousand-cars: ten thousand cars with VINs of their own', () => {
    const { state } = createSandboxCore({ scenario: 'ten-thousand-cars' });
    expect(state.connections.size).toBe(10_000);
    expect(new Set([...state.vehicles.values()].map(({ vin }) => vin)).size).toBe(state.vehicles.size);
  });
});

describe('VINs', () => {
  // Check digits by 49 CFR 565, worked out by hand in the reference for these serials.
  it.each([
    ['Model 3', 2017, '5YJ3E1EA7HF000001'],
    ['Model S', 2021, '5YJSA1E51MF000001'],
    ['Model X', 2021, '5YJXCAE60MF000001'],
    ['Model X', 2023, '7SAXCAE52PF000001'],
  ])('%s %i: %s', async (model, year, vin) => {
    const { createVin } = await import('../../src/sandbox/state/cars.ts');
    expect(createVin({ make: 'TESLA', model, year, serial: 1 })).toBe(vin);
  });
});

describe('a scenario file of the user', () => {
  const yaml = `
name: mine
story: A driver with a full keychain.
asOf: "2026-06-15"
applications:
  - name: My App
    vehicleAccess: read_vin required:read_odometer
accounts:
  - username: me@example.com
    phoneKey: false
    cars:
      - { ref: a, model: Model 3, year: 2022, otherKeys: 20 }
    consents:
      smartcar: [Vehicle Information]
connections:
  - account: me@example.com
faults:
  - { path: /v2.0/vehicles/*/odometer, error: UPSTREAM:RATE_LIMIT, times: 2 }
`;

  it('is read from YAML and from JSON', async () => {
    const scenario = await parseScenario('mine.yaml', yaml);
    expect(fits(scenario)).toBe(true);
    expect(await parseScenario('mine.json', JSON.stringify(scenario))).toEqual(scenario);
    const { state } = createSandboxCore({ scenario });
    expect(state.settings).toMatchObject({ scenario: 'mine', asOf: '2026-06-15' });
    expect([...state.connections.values()][0]?.permissions).toEqual(['read_vin', 'read_odometer']);
    expect(state.faults).toMatchObject([{ remaining: 2, error: { type: 'UPSTREAM', code: 'RATE_LIMIT' } }]);
  });

  it.each([
    ['name: x', 'story: is missing'],
    ['name: x\nstory: y\nacounts: []', 'acounts: is not a field here'],
    ['name: x\nstory: y\naccounts: [{username: a, cars: [{model: Model 3}]}]', 'accounts[0].cars[0].year: is missing'],
    [
      'name: x\nstory: y\naccounts: [{username: a, consents: {smartcar: [Vehicle Infomation]}}]',
      'accounts[0].consents.smartcar[0]: "Vehicle Infomation" is not a box',
    ],
    ['name: x\nstory: y\nedition: 2024-01', 'edition: must be one of 2023-12, 2026-02'],
    ['- a', 'must be an object'],
    ['name: [', 'at line 1'],
  ])('%j is refused: %s', async (text, message) => {
    await expect(parseScenario('mine.yaml', text)).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: expect.stringContaining(message),
    });
  });

  it('agrees with the published schema on what is wrong', async () => {
    for (const broken of [
      {},
      { name: 'x', story: 'y', extra: 1 },
      { name: 'x', story: 'y', accounts: [{ username: 'a', phoneKey: 'no' }] },
    ]) {
      expect(fits(broken)).toBe(false);
      await expect(parseScenario('x.json', JSON.stringify(broken))).rejects.toMatchObject({ code: 'INVALID_VALUE' });
    }
  });

  it('names what it points at and does not hold', async () => {
    const control = createSandboxControl();
    const text = 'name: x\nstory: y\naccounts: [{username: a}]\nconnections: [{account: b}]';
    await expect(control.start({ registration: {}, scenarioFile: { path: 'x.yaml', text } })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: expect.stringContaining('no account "b"'),
    });
  });
});
