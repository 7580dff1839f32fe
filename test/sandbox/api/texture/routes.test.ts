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

function start(now?: () => number): { core: SandboxCore; server: string; connectKey: string } {
  const core = createSandboxCore({ origin, now });
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
      input: { operatingMode: 'start-charging' },
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
  const sent = send(other.core, scoped, 'POST', '/v1/commands/vehicle/set-charge-limit', {
    deviceId,
    input: { chargeLimit: '80' },
  });
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
  expect(send(core, scoped, 'POST', '/v1/commands/vehicle/fly', {}).status).toBe(404);
});

const noon = Date.parse('2026-06-15T12:00:00Z');
const energyBoxes = ['energy_device_data', 'energy_cmds'] as const;

interface BatteryState {
  readonly chargePercentage: number;
  readonly backupReserve: number;
  readonly chargingState: string;
  readonly strategy: string;
}

/** An owner who ticked these boxes, and what can be done with the Powerwall. */
function withPowerwall(boxes: readonly BoxId[]) {
  let now = noon;
  const { core, server } = start(() => now);
  const scoped = connect(core, server, boxes);
  const [id = ''] = deviceIds(core, scoped);
  const order = (name: string, input: unknown): Answer => {
    const sent = send(core, scoped, 'POST', `/v1/commands/battery/${name}`, { deviceId: id, input });
    return sent.status === 202 ? send(core, scoped, 'GET', `/v1/commands/${String(sent.body['id'])}`) : sent;
  };
  return {
    core,
    scoped,
    id,
    order,
    device: () => send(core, scoped, 'GET', `/v1/devices/${id}`).body,
    state: () => send(core, scoped, 'GET', `/v1/devices/${id}`).body['state'] as BatteryState,
    wait: (hours: number) => (now += hours * 3_600_000),
  };
}

it("opens the owner's Powerwall with Energy Product Information, in the fields of Texture's sample", () => {
  const { core, scoped, device } = withPowerwall(['energy_device_data']);
  expect(deviceIds(core, scoped)).toHaveLength(1);
  expect(device()).toMatchObject({
    type: 'battery',
    manufacturer: 'tesla',
    model: 'tesla_solar_powerwall',
    serialNumber: null,
    availableCommands: [{ slug: 'battery:set-reserve' }, { slug: 'battery:set-operating-mode' }],
    // At noon the sun fills the battery, and what is left over goes to the grid or comes from it.
    state: { chargingState: 'charging', backupReserve: 20, strategy: 'self_consumption', isStormModeActive: false },
  });
  const { chargeRate, gridPower } = device()['state'] as { chargeRate: number; gridPower: number };
  // Negative is charging; home 700 W = sun 4000 W + battery + grid.
  expect(chargeRate).toBeLessThan(0);
  expect(4000 + chargeRate + gridPower).toBe(700);
});

it.each<[readonly BoxId[], readonly string[]]>([
  [['vehicle_device_data'], ['vehicle']],
  [['energy_cmds'], []],
  [['energy_device_data'], ['battery']],
  [
    ['vehicle_device_data', 'energy_device_data'],
    ['vehicle', 'battery'],
  ],
])('with the boxes %j the devices are %j', (boxes, types) => {
  const { core, server } = start();
  const devices = send(core, connect(core, server, boxes), 'GET', '/v1/devices').body['data'];
  expect([...new Set((devices as readonly { type: string }[]).map(({ type }) => type))]).toEqual(types);
});

it('commands the Powerwall with Energy Product Commands alone, without a virtual key', () => {
  const reader = withPowerwall(['energy_device_data']);
  expect(reader.order('set-reserve', { chargePercentage: 30 }).body).toMatchObject({
    status: 'failed',
    reason: 'Unauthorized missing scopes',
  });
  expect(reader.state().backupReserve).toBe(20);
  const owner = withPowerwall(energyBoxes);
  expect(owner.order('set-reserve', { chargePercentage: 30 }).body['status']).toBe('success');
  expect(owner.state().backupReserve).toBe(30);
});

it("follows Texture's table of operating modes, and goes back within a day", () => {
  const { order, state, wait } = withPowerwall(energyBoxes);
  order('set-operating-mode', { operatingMode: 'discharge', minimumBatteryReserve: 40, enableGridInteraction: true });
  expect(state()).toMatchObject({ chargingState: 'discharging', backupReserve: 40, strategy: 'time_of_use' });
  wait(3);
  expect(state()).toMatchObject({ chargingState: 'idle', chargePercentage: 40 });
  order('set-operating-mode', { operatingMode: 'charge', maximumBatteryReserve: 90 });
  expect(state()).toMatchObject({ chargingState: 'charging', backupReserve: 90, strategy: 'self_consumption' });
  order('set-operating-mode', { operatingMode: 'idle' });
  expect(state()).toMatchObject({ chargingState: 'idle', chargePercentage: 40, backupReserve: 40 });
  wait(20);
  order('set-operating-mode', { operatingMode: 'reset' });
  expect(state()).toMatchObject({ backupReserve: 20, strategy: 'self_consumption' });
});

it.each([
  ['set-reserve', { chargePercentage: 101 }],
  ['set-reserve', { chargePercentage: '30' }],
  ['set-reserve', undefined],
  ['set-reserve', []],
  ['set-operating-mode', { operatingMode: 'explode' }],
  ['set-operating-mode', { operatingMode: 'charge', maximumBatteryReserve: -1 }],
  ['set-operating-mode', { operatingMode: 'charge', enableGridInteraction: 'yes' }],
])('refuses %s with the input %j', (name, input) => {
  const { order, state } = withPowerwall(energyBoxes);
  expect(order(name, input).status).toBe(400);
  expect(state().backupReserve).toBe(20);
});

it("sends a battery's command to no car", () => {
  const { core, scoped } = withPowerwall(['vehicle_device_data', ...energyBoxes]);
  const [car = ''] = deviceIds(core, scoped);
  const sent = send(core, scoped, 'POST', '/v1/commands/battery/set-reserve', {
    deviceId: car,
    input: { chargePercentage: 30 },
  });
  expect(sent).toMatchObject({
    status: 400,
    body: { message: 'The command "battery/set-reserve" is not for a vehicle.' },
  });
});

it("gives the application's own id of the customer back with each device", () => {
  const { core, server } = start();
  const link = send(core, server, 'POST', '/v1/connections', {
    redirectUrl: 'http://localhost:8910/',
    referenceId: 'r-1',
  });
  play(core, origin, String(link.body['link']), { rounds: [{ kind: 'select-all' }], untick: [] });
  const devices = send(core, server, 'GET', '/v1/devices').body['data'] as readonly { referenceId: string }[];
  expect(new Set(devices.map(({ referenceId }) => referenceId))).toEqual(new Set(['r-1']));
});
