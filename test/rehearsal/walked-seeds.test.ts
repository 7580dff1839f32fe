import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import type { UrlLint } from '../../src/core/findings/url/lint.ts';
import { memoryStore, rehearsal, runningSandbox, selectAll } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const cli = (...argv: readonly string[]) => runCli(argv, rehearsal({ credentials: memoryStore() }));

describe('the revoke link', () => {
  it.each([
    ['a flag', ['--application-id', id], {}],
    ['the environment', [], { SMARTCAR_APPLICATION_ID: id, SMARTCAR_CLIENT_ID: id }],
  ])('seed 59, walk B1: carries client_id, though %s gives the id by its other name', async (_, flags, env) => {
    const argv = ['revoke', '--make', 'TESLA', '--scope', 'read_vin', '--print-url', ...flags];
    const { stdout } = await runCli(argv, { env });
    expect(stdout).toBe(
      `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${id}&scope=read_vin\n`,
    );
  });

  it.each([
    ['', 'url-id-revoke'],
    [`&application_id=${id}`, 'url-id-revoke'],
  ])('walk B1: is judged so by url lint: %s', async (ids, kind) => {
    const link = `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&scope=read_vin${ids}`;
    const { exitCode, json } = await cli('url', 'lint', link, '--json');
    expect(exitCode).toBe(5);
    expect(json<UrlLint>().findings.map((finding) => finding.kind)).toContain(kind);
  });
});

describe('authorize --existing-user --print-url', () => {
  const argv = ['authorize', 'read_vin', '--client-id', id, '--existing-user', 'cust_42', '--print-url', '--json'];
  const bare = argv.slice(0, -1);

  it('seed 10, walk B5, walk R2: refuses a random state that nobody keeps', async () => {
    const { exitCode, stderr } = await runCli(bare);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cust_42');
    expect(stderr).toContain('--id-as-state');
  });

  it.each([
    [['--id-as-state'], 'cust_42'],
    [['--state', 'S'], 'S'],
  ])('takes %j', async (flags, state) => {
    const { exitCode, stdout } = await runCli([...bare, ...flags]);
    expect(exitCode).toBe(0);
    expect(new URL(stdout.trim()).searchParams.get('state')).toBe(state);
  });
});

describe('explain-scopes --edition', () => {
  it.each([
    ['2023-12', 'https://smartcar.com/docs/help/oem-integrations/tesla/developers (2023-12)'],
    ['2026-02', 'https://smartcar.com/docs/help/oem-integrations/tesla/developers (2026-02)'],
  ])('walk B8: cites the table of %s, also where nothing asked is in it', async (edition, source) => {
    const { stdout } = await cli('explain-scopes', 'read_alerts', '--edition', edition);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`Edition ${edition}, from ${source}.`);
  });
});

describe('authorize --untick', () => {
  const play = ['authorize', '--sandbox', '--owner', 'select-all', '--json'];

  it.each([
    ['it is required', ['--scope', 'required:read_odometer read_vin', '--untick', 'read_odometer']],
    ['it is not asked', ['--scope', 'read_vin', '--untick', 'read_odometer']],
    ['no checkboxes', ['--scope', 'read_vin read_odometer', '--untick', 'read_odometer', '--as-of', '2026-06-15']],
  ])('walk B9: is refused where nothing can be unticked: %s', async (reason, flags) => {
    const { exitCode, error } = await cli(...play, ...flags);
    expect(exitCode).toBe(2);
    expect(error().message).toContain(reason);
  });
});

describe('the virtual key of a rehearsal', () => {
  it('is never unknown, though the grant does not show it', async () => {
    const sandbox = await runningSandbox();
    const argv = ['authorize', `--sandbox=${sandbox.url}`, '--owner', 'select-all', '--scope', 'read_vin', '--json'];
    const { json } = await cli(...argv);
    const { vehicles, next, callback } = json<Authorization>();
    expect(vehicles.map(({ virtualKey }) => virtualKey)).toEqual(['paired', 'missing']);
    expect(callback.virtualKeyUrl).toBe('https://www.tesla.com/_ak/smartcar.com');
    expect(next.map(({ url }) => url)).toEqual([callback.virtualKeyUrl, `${sandbox.url}/_ak/smartcar.com`]);
  });

  it('is asked of nobody whose cars have it', async () => {
    const argv = [
      'authorize',
      '--sandbox',
      '--scenario',
      'all-granted',
      '--owner',
      'select-all',
      '--scope',
      'read_vin',
    ];
    const { json } = await cli(...argv, '--json');
    const { vehicles, next } = json<Authorization>();
    expect(vehicles.map(({ virtualKey }) => virtualKey)).toEqual(['paired', 'paired']);
    expect(next).toEqual([]);
  });
});

describe('a running sandbox', () => {
  it('plays the owner of the command, whatever owner it plays by itself', async () => {
    const sandbox = await runningSandbox({ owner: selectAll });
    const argv = ['authorize', `--sandbox=${sandbox.url}`, '--scope', 'read_vin control_security', '--json'];
    const { exitCode, json } = await cli(...argv, '--owner', 'Vehicle Information');
    expect(exitCode).toBe(5);
    expect(json<Authorization>().missingBoxes).toEqual(['Vehicle Commands']);
  });

  it('walk B4: keeps the key of Texture over a reset', async () => {
    const sandbox = await runningSandbox();
    const read = async () => {
      const headers = { 'texture-api-key': sandbox.textureApiKey.reveal() };
      return (await fetch(`${sandbox.url}/v1/devices`, { headers })).status;
    };
    expect(await read()).toBe(200);
    const reset = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(`${sandbox.url}/_sandbox/reset`, reset)).status).toBe(200);
    expect(await read()).toBe(200);
  });
});

describe('the next step with Texture', () => {
  it('seed 115, walk B6: asks for the same as before, on the page for the access and then in Connect', async () => {
    const argv = ['authorize', '--provider', 'texture', '--sandbox', '--scope', 'vehicle_read energy_read', '--json'];
    const { json } = await cli(...argv, '--owner', 'Vehicle Information');
    expect(json<Authorization>().next.map(({ command }) => command)).toEqual([
      'connect-cli revoke --provider texture --scope "vehicle_read energy_read" --sandbox --owner select-all',
      'connect-cli authorize --provider texture --scope "vehicle_read energy_read" --sandbox --owner select-all',
    ]);
  });

  it('seed 107, walk B6: names both boxes of which one is enough for commands', async () => {
    const argv = ['authorize', '--provider', 'texture', '--sandbox', '--scope', 'vehicle_command', '--json'];
    const { json, stderr } = await cli(...argv, '--owner', 'Vehicle Information');
    const either = /Vehicle Commands \(or Vehicle Charging Management(?: instead)?\)/;
    expect(json<Authorization>().next[0]?.why).toMatch(either);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(either);
  });

  it('walk B6: is Connect alone where the owner gave no access', async () => {
    const argv = ['authorize', '--provider', 'texture', '--sandbox', '--scope', 'vehicle_read', '--json'];
    for (const owner of ['none', 'deny-at-tesla']) {
      const { json } = await cli(...argv, '--owner', owner);
      expect(json<Authorization>().next.map(({ command }) => command)).toEqual([
        'connect-cli authorize --provider texture --scope vehicle_read --sandbox --owner select-all',
      ]);
    }
  });
});

describe('an owner who leaves at the page of the virtual key', () => {
  it.each([['--scenario', 'no-phone-key'], ['--scenario', 'key-limit'], ['--without-key']])(
    'seed 30, walk B2: %s is told as that, and no box is blamed',
    async (...flags) => {
      const play = ['authorize', '--sandbox', '--owner', 'select-all', '--scope', 'control_security', '--json'];
      const { exitCode, json } = await cli(...play, ...flags);
      expect(exitCode).toBe(3);
      const { error, missingBoxes, next } = json<Authorization>();
      expect(missingBoxes).toEqual([]);
      expect(error?.title).toBe('The owner left at the virtual key page.');
      expect(error?.remedy).toContain('set up Phone as a Key');
      expect(error?.cause).toContain('Either the owner stopped there, or the key could not be added');
      expect(next.map(({ command }) => command?.split(' --')[0])).toEqual([
        'connect-cli guide virtual-key',
        'connect-cli authorize',
      ]);
      expect(next[1]?.why).toBe('Once the key can be added: let the owner go through Connect again.');
      // The same situation would end the same way.
      expect(next[1]?.command).not.toMatch(/no-phone-key|key-limit|without-key/);
    },
  );
});

describe('a sandbox of this process', () => {
  it.each([
    'user',
    'permissions',
    'vehicles',
    'migrate plan',
    'migration-status',
    'diagnose',
    'authorize --owner select-all',
    'authorize --provider texture --owner select-all',
    'revoke --make TESLA control_security --owner select-all',
  ])('walk B7: leaves nothing in the store: %s', async (words) => {
    const credentials = memoryStore();
    const argv = [...words.split(' '), '--sandbox', '--json'];
    const started = words.includes('texture') ? [] : ['--scenario', 'all-granted'];
    const { exitCode } = await runCli([...argv, ...started], rehearsal({ credentials }));
    expect(exitCode).toBeLessThan(6);
    expect([...credentials.kept]).toEqual([]);
  });
});

describe('a driver whose account was connected', () => {
  const play = ['authorize', '--sandbox', '--scenario', 'driver-account', '--owner', 'select-all', '--json'];

  it.each([
    ['where the key may be asked for', 'read_vehicle_info control_security'],
    ['where it may not', 'read_vin control_security'],
  ])('walk M6: is told as that, with who can add the key, %s', async (_, scope) => {
    const { exitCode, json } = await cli(...play, '--scope', scope);
    expect(exitCode).toBe(0);
    const { vehicles, next } = json<Authorization>();
    expect(vehicles.map(({ role, virtualKey }) => [role, virtualKey])).toEqual([['driver', 'missing']]);
    expect(next[0]?.why).toMatch(/^The connected account is a driver's\. Let the owner of the car open this link/);
  });

  it('is not an owner', async () => {
    const { json } = await cli('authorize', '--sandbox', '--owner', 'select-all', '--scope', 'read_vin', '--json');
    const { vehicles, next } = json<Authorization>();
    expect(vehicles.map(({ role }) => role)).toEqual([undefined, undefined]);
    expect(next[0]?.why).toMatch(/^Let the owner open this link/);
  });
});

describe('an error that is ordered by its code alone', () => {
  const order = async (error: string) => {
    const sandbox = await runningSandbox();
    const answer = await fetch(`${sandbox.url}/_sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ error }),
      headers: { 'content-type': 'application/json' },
    });
    return { status: answer.status, error: ((await answer.json()) as { error: unknown }).error };
  };

  it.each([
    ['VEHICLE_NOT_CAPABLE', 'COMPATIBILITY', 'VEHICLE_NOT_CAPABLE'],
    ['virtual_key_required', 'CONNECTED_SERVICES_ACCOUNT', 'VIRTUAL_KEY_REQUIRED'],
    ['PERMISSION', 'PERMISSION', null],
    ['access_denied', 'ACCESS_DENIED', null],
  ])('walk M7: %s', async (name, type, code) => {
    expect(await order(name)).toEqual({ status: 200, error: { type, code } });
  });

  it('is refused where nobody documents it', async () => {
    expect((await order('NOPE')).status).toBe(400);
  });
});
