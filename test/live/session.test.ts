import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Context, HttpRequest } from '../../src/io/context.ts';
import { systemClock } from '../../src/io/clock.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { applicationAccess, applicationKey, listSessions, openApi, requireOneSide } from '../../src/live/session.ts';
import { resolveSettings } from '../../src/settings/settings.ts';
import { makeHome, type Home } from '../support/home.ts';
import { rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';

let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

/** The real client against a running sandbox; requests are written down on the way. */
function open(): {
  ctx: Pick<Context, 'env' | 'cwd' | 'profiles' | 'credentials' | 'clock' | 'smartcar'>;
  requests: HttpRequest[];
} {
  const { send } = createHttpTransport({});
  const requests: HttpRequest[] = [];
  const http: Context['http'] = (request) => {
    requests.push(request);
    return send(request);
  };
  return { ctx: { ...home.context(), smartcar: createSmartcarClient({ http, clock: systemClock }) }, requests };
}

async function connected(): Promise<SandboxHandle> {
  const sandbox = await runningSandbox();
  const args = [
    'authorize',
    `--sandbox=${sandbox.url}`,
    '--owner',
    'select-all',
    '--scope',
    'read_odometer control_security',
    '--json',
  ];
  expect((await runCli(args, rehearsal(home.context()))).exitCode).toBe(0);
  return sandbox;
}

describe('the same connection read in both eras', () => {
  it('names the same user, vehicles and permissions', async () => {
    const sandbox = await connected();
    const { ctx } = open();
    const settings = await resolveSettings(ctx, {}, sandbox);
    const [session] = await listSessions(ctx, settings);
    const v2 = session?.reader;
    const { id } = (await v2?.readUser()) ?? { id: '' };
    const v3 = openApi(ctx, settings).v3(await applicationAccess(ctx, settings), id);
    expect((await v3.readUser()).id).toBe(id);
    const vehicles = (await v2?.readVehicles()) ?? [];
    expect((await v3.readVehicles()).map((one) => one.id).toSorted()).toEqual(vehicles.map((one) => one.id).toSorted());
    for (const vehicle of vehicles) {
      const permissions = (await v2?.readPermissions(vehicle.id)) ?? [];
      expect(permissions.toSorted()).toEqual(['control_security', 'read_odometer']);
      expect((await v3.readPermissions(vehicle.id)).toSorted()).toEqual(permissions.toSorted());
      expect(await v3.readMigration(vehicle.id)).toBeUndefined();
    }
  });

  it('shows in the connections of the application, v2 and v3', async () => {
    const sandbox = await connected();
    const { ctx } = open();
    const settings = await resolveSettings(ctx, {}, sandbox);
    const api = openApi(ctx, settings);
    const collect = async (reader: ReturnType<typeof api.v3Connections>) => {
      const found: string[] = [];
      for await (const { userId, vehicle } of reader.readConnections()) found.push(`${userId} ${vehicle.id}`);
      return found.toSorted();
    };
    const v3 = await collect(api.v3Connections(await applicationAccess(ctx, settings)));
    expect(v3).toHaveLength(2);
    expect(await collect(api.managementConnections(sandbox.managementToken))).toEqual(v3);
  });
});

describe('the application token of v3', () => {
  it('is asked for once by many, and found again in the store', async () => {
    const sandbox = await runningSandbox();
    const { ctx, requests } = open();
    const settings = await resolveSettings(ctx, {}, sandbox);
    const all = await Promise.all(Array.from({ length: 10 }, () => applicationAccess(ctx, settings)));
    expect(new Set(await Promise.all(all.map(async (one) => (await one.current()).reveal()))).size).toBe(1);
    expect(requests).toHaveLength(1);
    const host = new URL(sandbox.url).host;
    expect(applicationKey(settings)).toBe(`${sandbox.apiClientId}@${host}/application`);
    expect((await home.context().credentials.readTokens(applicationKey(settings) ?? ''))?.kind).toBe('smartcar-v3');
  });

  it('is held for the command where the store cannot be written', async () => {
    const sandbox = await runningSandbox();
    const { ctx, requests } = open();
    const settings = await resolveSettings(ctx, {}, sandbox);
    const refuse = () =>
      Promise.reject(new CliError('STORE_UNAVAILABLE', 'The file system is read-only.', { hint: '' }));
    const credentials = { ...ctx.credentials, exclusively: refuse, prepare: refuse, writeTokens: refuse };
    const access = await applicationAccess({ ...ctx, credentials }, settings);
    const [first, again] = [await access.current(), await access.current()];
    expect(again.reveal()).toBe(first.reveal());
    expect(requests).toHaveLength(1);
    const renewed = await Promise.all([access.renew(first), access.renew(first)]);
    expect(new Set([first.reveal(), ...renewed.map((one) => one.reveal())]).size).toBe(2);
    expect(requests).toHaveLength(2);
  });

  it('needs the id and the secret of the API client', async () => {
    const { ctx } = open();
    await expect(applicationAccess(ctx, await resolveSettings(ctx, {}))).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
      exitCode: 4,
    });
  });
});

describe('tokens of a sandbox', () => {
  it('are not listed for Smartcar, nor for another sandbox', async () => {
    const sandbox = await connected();
    const { ctx } = open();
    const settings = await resolveSettings(ctx, {}, sandbox);
    expect(await listSessions(ctx, settings)).toHaveLength(1);
    expect(await listSessions(ctx, await resolveSettings(ctx, { clientId: sandbox.clientId }))).toEqual([]);
    expect(await listSessions(ctx, await resolveSettings(ctx, {}, await runningSandbox()))).toEqual([]);
  });

  it.each([[{ SMARTCAR_AUTH_ORIGIN: 'http://localhost:4010' }], [{ SMARTCAR_API_ORIGIN: 'http://localhost:4010' }]])(
    'and those of Smartcar never cross over where only one origin is set: %o',
    async (env) => {
      const { ctx } = open();
      const settings = await resolveSettings({ ...ctx, env }, {});
      expect(() => requireOneSide(settings, 'auth', 'api')).toThrow(expect.objectContaining({ code: 'SECURITY' }));
    },
  );
});
