import { expect, it } from 'vitest';
import type { BoxId } from '../../../../src/core/tesla/boxes.ts';
import { createSandboxCore } from '../../../../src/sandbox/sandbox.ts';
import type { SandboxCore } from '../../../../src/sandbox/control/sandbox-core.ts';
import { play } from '../served.ts';

const origin = 'http://localhost:9';
const missingKey = 'vehicle rejected request: your public key has not been paired with the vehicle';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

function send(core: SandboxCore, key: string, method: string, path: string, body?: unknown): Answer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const answer = core.handle({ method, path, query: '', headers: { 'texture-api-key': key }, body: text });
  return { status: answer.status, body: JSON.parse(answer.body) as Readonly<Record<string, unknown>> };
}

function start(): { core: SandboxCore; server: string; connectKey: string } {
  const core = createSandboxCore({ origin });
  const application = [...core.state.applications.values()].find(({ provider }) => provider === 'texture');
  if (application === undefined) throw new Error('there is a Texture application');
  return { core, server: application.textureServerKey, connectKey: application.textureConnectKey };
}

/** Makes a link, lets the owner tick these boxes (all without them) and gives the scoped key. */
function connect(core: SandboxCore, key: string, boxes?: readonly BoxId[]): string {
  const { status, body } = send(core, key, 'POST', '/v1/connections', { redirectUrl: 'http://localhost:8910/done' });
  expect(status).toBe(201);
  const addresses = Object.values(body).filter((value) => typeof value === 'string' && value.startsWith('http'));
  expect(addresses).toHaveLength(1);
  const round = boxes === undefined ? ({ kind: 'select-all' } as const) : ({ kind: 'boxes', boxes } as const);
  const played = play(core, origin, String(addresses[0]), { rounds: [round], untick: [] });
  expect(played.outcome).toBe('redirected');
  return new URL(played.url).searchParams.get('texture_scoped_key') ?? '';
}

function deviceIds(core: SandboxCore, key: string): readonly string[] {
  return (send(core, key, 'GET', '/v1/devices').body['data'] as readonly { id: string }[]).map(({ id }) => id);
}

it('seed 121: the reason of a failed command is that the key is not paired, until it is', () => {
  const { core, server } = start();
  const scoped = connect(core, server);
  const [deviceId = ''] = deviceIds(core, scoped);
  const command = (): Answer => {
    const sent = send(core, scoped, 'POST', '/v1/commands/vehicle/set-operating-mode', {
      deviceId,
      operatingMode: 'start-charging',
    });
    expect(sent).toMatchObject({ status: 202, body: { status: 'pending' } });
    return send(core, scoped, 'GET', `/v1/commands/${String(sent.body['id'])}`);
  };
  const failed = command();
  expect(failed.body).toMatchObject({ status: 'failed', reason: missingKey });
  expect(send(core, server, 'GET', `/commands/${String(failed.body['id'])}`).body).toEqual(failed.body);
  const car = core.state.vehicles.get(deviceId);
  if (car !== undefined) car.keys = ['cdn.texturehq.com'];
  const done = command();
  expect(done.body['status']).toBe('success');
  expect(done.body).not.toHaveProperty('reason');
});

it('reaches no car without Vehicle Information, and commands none without a command box', () => {
  const { core, server } = start();
  expect(deviceIds(core, connect(core, server, ['vehicle_cmds']))).toEqual([]);
  const other = start();
  const scoped = connect(other.core, other.server, ['vehicle_device_data']);
  const [deviceId = ''] = deviceIds(other.core, scoped);
  const sent = send(other.core, scoped, 'POST', '/v1/commands/vehicle/set-charge-limit', { deviceId, chargeLimit: 80 });
  expect(send(other.core, scoped, 'GET', `/v1/commands/${String(sent.body['id'])}`).body).toMatchObject({
    status: 'failed',
    reason: 'Unauthorized missing scopes',
  });
});

it('tells its three kinds of key apart', () => {
  const { core, server, connectKey } = start();
  const scoped = connect(core, connectKey);
  expect(send(core, 'nobody', 'GET', '/v1/devices').status).toBe(401);
  expect(send(core, connectKey, 'GET', '/v1/devices').status).toBe(403);
  expect(send(core, scoped, 'POST', '/v1/connections', { redirectUrl: 'app://x' }).status).toBe(403);
  expect(send(core, server, 'GET', '/v1/devices').status).toBe(200);
  expect(send(core, server, 'POST', '/v1/connections', { redirectUrl: 'no address' }).status).toBe(400);
  expect(send(core, scoped, 'POST', '/v1/commands/vehicle/fly', {}).status).toBe(400);
});
