import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/library.ts';

/** The part of Smartcar's Node SDK that the test calls; the package ships no types. */
interface Sdk {
  readonly AuthClient: new (options: { readonly redirectUri: string }) => {
    getAuthUrl(scope: readonly string[], options: { readonly state: string }): string;
    exchangeCode(code: string): Promise<SdkTokens>;
    exchangeRefreshToken(token: string): Promise<SdkTokens>;
  };
  readonly Vehicle: new (
    id: string,
    token: string,
  ) => {
    permissions(): Promise<{ readonly permissions: readonly string[] }>;
    odometer(): Promise<{ readonly distance: number }>;
    lock(): Promise<{ readonly status: string }>;
    location(): Promise<unknown>;
  };
  getUser(token: string): Promise<{ readonly id: string }>;
  getVehicles(token: string): Promise<{ readonly vehicles: readonly string[] }>;
}

interface SdkTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const require = createRequire(import.meta.url);
const smartcar = require('smartcar') as Sdk;
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ port: 0 });
  for (const [name, value] of Object.entries(sandbox.env)) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await sandbox.close();
});

it("Smartcar's own SDK needs nothing but the variables and its redirect URI: link, code, reads, a command, a refusal", async () => {
  const client = new smartcar.AuthClient({ redirectUri: sandbox.application.redirectUris[0] ?? '' });
  const link = client.getAuthUrl(['read_odometer', 'control_security', 'read_location'], { state: 'of-the-app' });
  const { parameters } = sandbox.owner.consent(link, {
    rounds: [['Vehicle Information', 'Vehicle Commands']],
  });
  expect(parameters).toMatchObject({ state: 'of-the-app', code: expect.any(String) });

  const { accessToken, refreshToken } = await client.exchangeCode(parameters['code'] ?? '');
  expect((await smartcar.getUser(accessToken)).id).toMatch(/^[0-9a-f-]{36}$/);
  const { vehicles } = await smartcar.getVehicles(accessToken);
  expect(vehicles).toHaveLength(2);
  // The played owner added the key to the first car; the second is still without.
  const vehicle = new smartcar.Vehicle(vehicles[1] ?? '', accessToken);
  expect((await vehicle.permissions()).permissions).toEqual(['read_odometer', 'control_security']);
  expect((await vehicle.odometer()).distance).toBeGreaterThan(0);
  await expect(vehicle.location()).rejects.toMatchObject({ statusCode: 403, type: 'PERMISSION' });
  await expect(vehicle.lock()).rejects.toMatchObject({
    type: 'CONNECTED_SERVICES_ACCOUNT',
    code: 'VIRTUAL_KEY_REQUIRED',
  });
  sandbox.owner.addKey();
  expect((await vehicle.lock()).status).toBe('success');
  expect((await client.exchangeRefreshToken(refreshToken)).accessToken).not.toBe(accessToken);
});
