import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import type { ErrorExplanationDocument } from '../../src/core/errors/explanation/explanation.ts';
import type { Diagnosis } from '../../src/core/findings/connection/diagnosis.ts';
import type { OwnerPlay } from '../../src/core/tesla/owner-play.ts';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { createSandboxControl } from '../../src/sandbox/client/sandbox-control.ts';
import { memoryStore, rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';

// Typed out from Smartcar's list of API errors (2026-02) and the pages on Tesla.
const apiErrors: readonly (readonly [name: string, status: number, finding: string])[] = [
  ['AUTHENTICATION:null', 401, 'token-refused'],
  ['PERMISSION:null', 403, 'permission-null'],
  ['CONNECTED_SERVICES_ACCOUNT:PERMISSION', 400, 'access-revoked'],
  ['CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED', 400, 'virtual-key-missing'],
  ['CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED', 400, 'account-trouble'],
  ['CONNECTED_SERVICES_ACCOUNT:ACCOUNT_ISSUE', 400, 'account-trouble'],
  ['CONNECTED_SERVICES_ACCOUNT:NO_VEHICLES', 400, 'vehicle-missing'],
  ['CONNECTED_SERVICES_ACCOUNT:SUBSCRIPTION', 400, 'account-trouble'],
  ['CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING', 400, 'vehicle-missing'],
  ['COMPATIBILITY:MAKE_NOT_COMPATIBLE', 501, 'not-capable'],
  ['COMPATIBILITY:SMARTCAR_NOT_CAPABLE', 501, 'not-capable'],
  ['COMPATIBILITY:VEHICLE_NOT_CAPABLE', 501, 'not-capable'],
  ['COMPATIBILITY:PLATFORM_NOT_CAPABLE', 501, 'migration-needed'],
  ['BILLING:INVALID_PLAN', 430, 'plan-limit'],
  ['BILLING:VEHICLE_LIMIT', 430, 'plan-limit'],
  ['BILLING:VEHICLE_REQUEST_LIMIT', 430, 'plan-limit'],
  ['BILLING:ACCOUNT_SUSPENDED', 430, 'plan-limit'],
  ['RATE_LIMIT:SMARTCAR_API', 429, 'rate-limited'],
  ['RATE_LIMIT:VEHICLE', 429, 'rate-limited'],
  ['VALIDATION:null', 400, 'api-error'],
  ['VALIDATION:PARAMETER', 400, 'api-error'],
  ['RESOURCE_NOT_FOUND:PATH', 404, 'api-error'],
  ['RESOURCE_NOT_FOUND:VERSION', 404, 'api-error'],
  ['VEHICLE_STATE:ASLEEP', 409, 'vehicle-state'],
  ['VEHICLE_STATE:CHARGING_IN_PROGRESS', 409, 'vehicle-state'],
  ['VEHICLE_STATE:CHARGING_PLUG_CONNECTED', 409, 'vehicle-state'],
  ['VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED', 409, 'vehicle-state'],
  ['VEHICLE_STATE:DOOR_OPEN', 409, 'vehicle-state'],
  ['VEHICLE_STATE:FULLY_CHARGED', 409, 'vehicle-state'],
  ['VEHICLE_STATE:NOT_CHARGING', 409, 'vehicle-state'],
  ['VEHICLE_STATE:CHARGE_FAULT', 409, 'vehicle-state'],
  ['VEHICLE_STATE:HOOD_OPEN', 409, 'vehicle-state'],
  ['VEHICLE_STATE:IGNITION_ON', 409, 'vehicle-state'],
  ['VEHICLE_STATE:IN_MOTION', 409, 'vehicle-state'],
  ['VEHICLE_STATE:REMOTE_ACCESS_DISABLED', 409, 'vehicle-state'],
  ['VEHICLE_STATE:TRUNK_OPEN', 409, 'vehicle-state'],
  ['VEHICLE_STATE:UNKNOWN', 409, 'vehicle-state'],
  ['VEHICLE_STATE:UNREACHABLE', 409, 'vehicle-state'],
  ['VEHICLE_STATE:VEHICLE_OFFLINE_FOR_SERVICE', 409, 'vehicle-state'],
  ['UPSTREAM:INVALID_DATA', 502, 'provider-trouble'],
  ['UPSTREAM:KNOWN_ISSUE', 502, 'provider-trouble'],
  ['UPSTREAM:NO_RESPONSE', 502, 'provider-trouble'],
  ['UPSTREAM:RATE_LIMIT', 502, 'rate-limited'],
  ['UPSTREAM:UNKNOWN_ISSUE', 502, 'provider-trouble'],
  ['SERVER:INTERNAL', 500, 'provider-trouble'],
  ['SERVER:RECORD_NOT_FOUND', 500, 'provider-trouble'],
  ['SERVER:MULTIPLE_RECORDS_FOUND', 500, 'provider-trouble'],
];

/** The client tries again where that is safe; here nobody waits for it. */
const http = createHttpTransport({}).send;
/** What a code or token looks like that was spent long ago. */
const spent = '90abecb6-e7ab-4b85-864a-e1c8bf67f2ad';
const clock = { now: () => Date.now(), sleep: async () => {} };

async function explain(input: string): Promise<ErrorExplanationDocument> {
  const result = await runCli(['explain-error', '--json', '-'], {
    stdin: { isTTY: false, readAll: async () => input, async *lines() {} },
  });
  expect(result.stderr).toBe('');
  expect(result.exitCode).toBe(0);
  return result.json<ErrorExplanationDocument & Record<string, unknown>>();
}

function codes(document: ErrorExplanationDocument): readonly (string | null)[] {
  // A code of OAuth is explained for each sender that uses it.
  return [...new Set(document.explanations.map(({ code }) => code))];
}

describe('every documented API error, provoked in the sandbox', () => {
  let sandbox: SandboxHandle;
  let car: { readonly vehicleId: string; readonly userId: string };

  beforeAll(async () => {
    sandbox = await createSandboxControl().start({ registration: {}, scenario: 'all-granted' });
    const [first] = await sandbox.connections();
    if (first === undefined) throw new Error('nobody is connected');
    car = first;
  });
  afterAll(() => sandbox.close());

  async function order(fault: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE', headers, body: '{}' });
    if (fault === undefined) return;
    const response = await fetch(`${sandbox.url}/_sandbox/faults`, {
      method: 'POST',
      headers,
      body: JSON.stringify(fault),
    });
    expect(response.status).toBe(200);
  }

  it.each(apiErrors)('%s: explained by explain-error, found by diagnose', async (name, status, kind) => {
    await order({ path: '/v2.0/vehicles/*/odometer', error: name });
    const token = await sandbox.userToken(car.userId);
    const url = `${sandbox.url}/v2.0/vehicles/${car.vehicleId}/odometer`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token.reveal()}` } });
    expect(answer.status).toBe(status);
    expect(codes(await explain(await answer.text()))).toEqual([name]);

    const argv = [
      'diagnose',
      '--json',
      `--sandbox=${sandbox.url}`,
      '--vehicle',
      car.vehicleId,
      '--probe',
      '/odometer',
      '--api',
      'v2',
    ];
    const result = await runCli(
      argv,
      rehearsal({ credentials: memoryStore(), smartcar: createSmartcarClient({ http, clock }) }),
    );
    const { findings } = result.json<Diagnosis & Record<string, unknown>>();
    expect(findings.map((one) => one.kind)).toContain(kind);
    const finding = findings.find((one) => one.kind === kind);
    expect(finding?.evidence.join(' ')).toContain(name.replace('null', 'NULL'));
    await order(undefined);
  });

  it.each(apiErrors.filter(([name]) => !name.startsWith('RESOURCE') && !name.startsWith('VALIDATION')))(
    '%s in the form of v3 is explained, too',
    async (name) => {
      await order({ path: '/v3/vehicles/*/signals', error: name });
      const token = await fetch(`${sandbox.url}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: sandbox.apiClientId,
          client_secret: sandbox.apiClientSecret.reveal(),
        }),
      });
      const { access_token: bearer } = (await token.json()) as { access_token: string };
      const answer = await fetch(`${sandbox.url}/v3/vehicles/${car.vehicleId}/signals`, {
        headers: { authorization: `Bearer ${bearer}`, 'sc-user-id': car.userId },
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      const [code] = codes(await explain(await answer.text()));
      // v3 has names of its own for what is wrong with a token.
      expect(code).toMatch(
        name === 'AUTHENTICATION:null' ? /^AUTHENTICATION:(?:null|UNAUTHORIZED)$/ : new RegExp(`^${name}$`),
      );
      await order(undefined);
    },
  );

  it('seed 20: a missing box ends in PERMISSION:NULL at the request', async () => {
    const narrow = await runningSandbox({ scenario: 'missing-commands-box' });
    const [one] = await narrow.connections();
    const token = await narrow.userToken(one?.userId ?? '');
    const answer = await fetch(`${narrow.url}/v2.0/vehicles/${one?.vehicleId}/security`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'LOCK' }),
    });
    expect(answer.status).toBe(403);
    const body = await answer.text();
    expect(JSON.parse(body)).toMatchObject({ type: 'PERMISSION', code: null });
    expect(codes(await explain(body))).toEqual(['PERMISSION:null']);
  });

  it('seed 79: a command without the key is answered with VIRTUAL_KEY_REQUIRED and its link', async () => {
    const keyless = await runningSandbox({ scenario: 'virtual-key-missing' });
    const [one] = await keyless.connections();
    const token = await keyless.userToken(one?.userId ?? '');
    const answer = await fetch(`${keyless.url}/v2.0/vehicles/${one?.vehicleId}/security`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'LOCK' }),
    });
    const document = await explain(await answer.text());
    expect(codes(document)).toEqual(['CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED']);
    expect(document.next[0]?.url).toBe('https://www.tesla.com/_ak/smartcar.com');
  });

  it('seed 141: reading the fuel of a Tesla is answered with VEHICLE_NOT_CAPABLE', async () => {
    const token = await sandbox.userToken(car.userId);
    await order({ path: '/v2.0/vehicles/*/fuel', error: 'COMPATIBILITY:VEHICLE_NOT_CAPABLE' });
    const answer = await fetch(`${sandbox.url}/v2.0/vehicles/${car.vehicleId}/fuel`, {
      headers: { authorization: `Bearer ${token.reveal()}` },
    });
    expect(codes(await explain(await answer.text()))).toEqual(['COMPATIBILITY:VEHICLE_NOT_CAPABLE']);
    await order(undefined);
  });

  it.each([
    [
      'invalid_grant',
      { grant_type: 'authorization_code', code: spent, redirect_uri: 'http://localhost:8000/exchange' },
    ],
    ['invalid_grant', { grant_type: 'refresh_token', refresh_token: spent }],
    ['invalid_request', { grant_type: 'authorization_code' }],
  ])('the token error %s', async (error, form) => {
    const basic = Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret.reveal()}`).toString('base64');
    const answer = await fetch(`${sandbox.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams(form),
    });
    const document = await explain(await answer.text());
    expect(codes(document)).toEqual([error]);
    expect(document.explanations[0]?.family).toBe('oauth-token');
  });

  it('the token error invalid_client', async () => {
    const answer = await fetch(`${sandbox.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('nobody:nothing').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' }),
    });
    expect(codes(await explain(await answer.text()))).toEqual(['invalid_client']);
  });
});

describe('redirect errors, provoked by a played owner', () => {
  const deny: OwnerPlay = { rounds: [{ kind: 'deny' }], untick: [] };
  const all: OwnerPlay = { rounds: [{ kind: 'select-all' }], untick: [] };
  const narrow: OwnerPlay = { rounds: [{ kind: 'boxes', boxes: ['vehicle_device_data'] }], untick: [] };

  it.each([
    ['access_denied', 'new-owner', deny],
    ['no_vehicles', 'no-vehicles', all],
    ['invalid_subscription', 'subscription-inactive', all],
    ['vehicle_incompatible', 'incompatible', all],
    ['user_manually_returned_to_application', 'new-owner', narrow],
  ])('%s', async (error, scenario, owner) => {
    const sandbox = await runningSandbox({ scenario });
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: sandbox.clientId,
      redirect_uri: sandbox.redirectUris[0] ?? '',
      scope: 'read_odometer required:control_security',
      state: 'a-secret-state',
    });
    const { url } = await sandbox.play(`${sandbox.url}/oauth/authorize?${query}`, owner, { deliver: false });
    expect(new URL(url).searchParams.get('error')).toBe(error);
    const document = await explain(url);
    expect(codes(document)).toEqual([error]);
    expect(JSON.stringify(document)).not.toContain('a-secret-state');
  });
});
