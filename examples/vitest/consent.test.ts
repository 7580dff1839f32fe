// How to test your own consent handling with vitest: no network, no sleeps, every failure on demand.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from 'connect-cli/sandbox';

let sandbox: Sandbox;
let restore: () => void;

beforeAll(async () => {
  sandbox = await createSandbox({ seed: 'consent', registration: { redirectUris: ['https://app.example/callback'] } });
  restore = sandbox.snapshot();
});
beforeEach(() => restore());
afterAll(() => sandbox.close());

/** Stands for your application: exchanges the code of the redirect and answers the access token. */
async function exchange(code: string): Promise<string> {
  const { applicationId, clientSecret } = sandbox.application;
  const response = await sandbox.fetch('/oauth/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${applicationId}:${clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://app.example/callback',
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

function connectUrl(scope: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: sandbox.application.applicationId,
    redirect_uri: 'https://app.example/callback',
    make: 'TESLA',
    scope,
    state: 'my-state',
  });
  return `${sandbox.origin}/oauth/authorize?${query.toString()}`;
}

async function lock(token: string, vehicleId: string): Promise<{ http: number; type?: string; code?: string | null }> {
  const response = await sandbox.fetch(`/v2.0/vehicles/${vehicleId}/security`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'LOCK' }),
  });
  const body = (await response.json()) as { type?: string; code?: string | null };
  return { ...body, http: response.status };
}

async function vehicles(token: string): Promise<readonly string[]> {
  const response = await sandbox.fetch('/v2.0/vehicles', { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as { vehicles: string[] }).vehicles;
}

it('an owner who ticks too little connects, and the command is refused', async () => {
  const { parameters } = sandbox.owner.consent(connectUrl('read_odometer control_security'), {
    rounds: [['Vehicle Information']],
  });
  expect(parameters).toMatchObject({ state: 'my-state' });
  const token = await exchange(parameters['code'] ?? '');
  const [first = ''] = await vehicles(token);
  expect(await lock(token, first)).toMatchObject({ http: 403, type: 'PERMISSION', code: null });
});

it('the second car wants a key of its own', async () => {
  const { parameters } = sandbox.owner.consent(connectUrl('read_odometer control_security'));
  const token = await exchange(parameters['code'] ?? '');
  const [first = '', second = ''] = await vehicles(token);
  expect((await lock(token, first)).http).toBe(200);
  expect(await lock(token, second)).toMatchObject({ http: 400, code: 'VIRTUAL_KEY_REQUIRED' });
  sandbox.owner.addKey(second);
  expect((await lock(token, second)).http).toBe(200);
});

it('an access token is over after two hours', async () => {
  const { parameters } = sandbox.owner.consent(connectUrl('read_odometer'));
  const token = await exchange(parameters['code'] ?? '');
  sandbox.clock.advance({ hours: 2 });
  const response = await sandbox.fetch('/v2.0/user', { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(401);
});
