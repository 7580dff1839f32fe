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
  ])('seed 59: carries client_id, though %s gives the id by its other name', async (_, flags, env) => {
    const argv = ['revoke', '--make', 'TESLA', '--scope', 'read_vin', '--print-url', ...flags];
    const { stdout } = await runCli(argv, { env });
    expect(stdout).toBe(
      `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${id}&scope=read_vin\n`,
    );
  });

  it.each([
    ['', 'url-id-revoke'],
    [`&application_id=${id}`, 'url-id-revoke'],
  ])('is judged so by url lint: %s', async (ids, kind) => {
    const link = `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&scope=read_vin${ids}`;
    const { exitCode, json } = await cli('url', 'lint', link, '--json');
    expect(exitCode).toBe(5);
    expect(json<UrlLint>().findings.map((finding) => finding.kind)).toContain(kind);
  });
});

describe('authorize --existing-user --print-url', () => {
  const argv = ['authorize', 'read_vin', '--client-id', id, '--existing-user', 'cust_42', '--print-url', '--json'];
  const bare = argv.slice(0, -1);

  it('seed 10: refuses a random state that nobody keeps', async () => {
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
  ])('cites the table of %s, also where nothing asked is in it', async (edition, source) => {
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
  ])('is refused where nothing can be unticked: %s', async (reason, flags) => {
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

  it('keeps the key of Texture over a reset', async () => {
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
  it('seed 115: asks for the same as before', async () => {
    const argv = ['authorize', '--provider', 'texture', '--sandbox', '--scope', 'vehicle_read energy_read', '--json'];
    const { json } = await cli(...argv, '--owner', 'Vehicle Information');
    expect(json<Authorization>().next[0]?.command).toBe(
      'connect-cli authorize --provider texture --scope "vehicle_read energy_read" --sandbox --owner select-all',
    );
  });
});
