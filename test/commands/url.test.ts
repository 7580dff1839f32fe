import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/io/context.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

function piped(text: string): Input {
  return { isTTY: false, readAll: async () => text, lines: () => (async function* () {})() };
}

describe('url authorize', () => {
  it("seeds 12, 13, 150: prints the documents' link on one line", async () => {
    const argv = ['url', 'authorize', '--client-id', id, '--redirect-uri', 'https://example.com/home'];
    const result = await runCli([
      ...argv,
      '--scope',
      'read_vehicle_info required:read_vin read_battery',
      '--state',
      'OLD',
    ]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    const line = `connect-cli ${argv.join(' ')} --scope "read_vehicle_info required:read_vin read_battery" --state OLD`;
    await expectTranscript('url-authorize', line, result);
    expect(result.stdout).toBe(
      `https://connect.smartcar.com/oauth/authorize?response_type=code&client_id=${id}&redirect_uri=https%3A%2F%2Fexample.com%2Fhome&scope=read_vehicle_info%20required:read_vin%20read_battery&state=OLD\n`,
    );
  });

  it('seeds 9, 23: carries state and flags', async () => {
    const { stdout } = await runCli([
      'url',
      'authorize',
      'read_vin',
      '--client-id',
      id,
      '--state',
      'OLD',
      '--flag',
      'tesla_auth:true',
    ]);
    expect(stdout).toContain('&state=OLD');
    expect(stdout).toContain('&flags=tesla_auth:true');
  });

  it.each([
    ['http://127.0.0.1:8000/x', 'http://localhost'],
    ['http://[::1]:8000/x', 'http://localhost'],
    ['http://example.com/home', 'https'],
  ])('warns of the redirect URI %s', async (redirectUri, safe) => {
    const link = ['--client-id', id, '--state', 'S', '--redirect-uri', redirectUri];
    const argv = ['url', 'authorize', 'read_vin', ...link, '--json'];
    const { warnings } = (await runCli(argv)).json<{ warnings: string[] }>();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`reported to be refused (Smartcar does not document this); ${safe} is the safe form`);
  });

  it.each([
    [
      'TELSA',
      ['"TELSA" is not a make that connect-cli knows; Smartcar adds makes without notice. Did you mean "TESLA"?'],
    ],
    ['Brandnew', ['"BRANDNEW" is not a make that connect-cli knows; Smartcar adds makes without notice.']],
    ['tesla', []],
  ])('says of the make %s what it knows, and sends it', async (make, remarks) => {
    const result = await runCli([
      'url',
      'authorize',
      'read_vin',
      '--state',
      'S',
      '--client-id',
      id,
      '--make',
      make,
      '--json',
    ]);
    const { warnings, parameters } = result.json<{ warnings: string[]; parameters: { make: string } }>();
    expect(warnings).toEqual(remarks);
    expect(parameters.make).toBe(make.toUpperCase());
  });

  it('seed 131: without a scope sends none, and says who decides', async () => {
    const result = await runCli(['url', 'authorize', '--client-id', id]);
    expect(result.stdout).not.toContain('scope=');
    expect(result.stderr).toContain('Vehicle Access');
  });

  it('writes a document that fits its schema', async () => {
    const result = await runCli([
      'url',
      'authorize',
      'read_vin',
      '--application-id',
      id,
      '--json',
      '--single-select-vin',
      '5YJ3E1EA7KF317000',
    ]);
    expect(schemaFaults(result.json())).toEqual([]);
    expect(result.json()).toMatchObject({
      kind: 'url',
      flow: 'authorize',
      parameters: {
        application_id: id,
        scope: 'read_vin',
        single_select: 'true',
        redirect_uri: 'http://localhost:8000/exchange',
      },
    });
  });

  it.each([
    [['url', 'authorize', 'read_vin', '--client-id', 'client_01H'], 'API_CLIENT_ID'],
    [['url', 'authorize', 'read_vin', '--application-id', id, '--redirect-uri', 'home'], 'INVALID_VALUE'],
    [['url', 'authorize', 'read_vin', '--application-id', id, '--single-select-vin', '5YJ'], 'INVALID_VALUE'],
    [['url', 'authorize', 'read_vin', '--application-id', id, '--app-origin', 'http://a.b/c'], 'INVALID_VALUE'],
    [['url', 'authorize', 'read_vin', '--application-id', id, '--mode', 'demo'], 'USAGE'],
    [['url', 'authorize', 'read_vin'], 'INPUT_REQUIRED'],
    [['url', 'authorize', 'read_odomter', '--client-id', id], 'UNKNOWN_PERMISSION'],
  ])('%j exits 2 with %s', async (argv, code) => {
    const result = await runCli([...argv, '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error().code).toBe(code);
  });

  it('takes ids from the environment, and a client_… value only for the token endpoint', async () => {
    const given = await runCli(['url', 'authorize', 'read_vin'], { env: { SMARTCAR_CLIENT_ID: id } });
    expect(given.stdout).toContain(`client_id=${id}`);
    const both = { SMARTCAR_CLIENT_ID: 'client_01H', SMARTCAR_APPLICATION_ID: id };
    const result = await runCli(['url', 'authorize', 'read_vin'], { env: both });
    expect(result.stdout).toContain(`application_id=${id}`);
    expect(result.stdout).not.toContain('client_id');
    const flag = await runCli(['url', 'authorize', 'read_vin', '--client-id', 'F'], {
      env: { SMARTCAR_APPLICATION_ID: id },
    });
    expect(flag.stdout).toContain('client_id=F');
    const alone = await runCli(['url', 'authorize', 'read_vin', '--json'], {
      env: { SMARTCAR_CLIENT_ID: 'client_01H' },
    });
    expect(alone.error().message).toContain('token endpoint');
  });
});

describe('url revoke', () => {
  it('seeds 55, 63: prints the five parameters', async () => {
    const result = await runCli([
      'url',
      'revoke',
      '--make',
      'TESLA',
      '--scope',
      'read_odometer control_security',
      '--client-id',
      id,
    ]);
    expect(result.stdout).toBe(
      `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=${id}&scope=read_odometer%20control_security\n`,
    );
    expect(result.stderr).toContain('--flow update');
  });

  it('seed 25: carries the flag of the documents', async () => {
    const { stdout } = await runCli([
      'url',
      'revoke',
      'read_vin',
      '--make',
      'TESLA',
      '--client-id',
      id,
      '--flag',
      'tesla_auth:true',
    ]);
    expect(stdout).toContain('/oauth/reauthenticate?');
    expect(stdout).toContain('&flags=tesla_auth:true');
  });

  it('builds the other forms', async () => {
    const update = await runCli([
      'url',
      'revoke',
      'read_vin',
      '--make',
      'TESLA',
      '--client-id',
      id,
      '--flow',
      'update',
      '--json',
    ]);
    expect(update.json()).toMatchObject({ flow: 'update', parameters: { response_type: 'vehicle_id', make: 'TESLA' } });
    const vehicle = await runCli(['url', 'revoke', '--vehicle-id', 'V', '--client-id', id, '--json']);
    expect(vehicle.json()).toMatchObject({
      flow: 'vehicle',
      parameters: { response_type: 'vehicle_id', vehicle_id: 'V', redirect_uri: 'http://localhost:8000/exchange' },
    });
    const hosted = await runCli([
      'url',
      'revoke',
      '--vehicle-id',
      'V',
      '--client-id',
      id,
      '--response-type',
      'none',
      '--json',
    ]);
    expect(hosted.json<{ parameters: object }>().parameters).toEqual({
      response_type: 'none',
      client_id: id,
      vehicle_id: 'V',
    });
    for (const result of [update, vehicle, hosted]) expect(schemaFaults(result.json())).toEqual([]);
  });
});

describe('a flag that the form of the link has no place for', () => {
  const revoke = ['url', 'revoke', '--client-id', id];

  it('is named, and the link stays as published', async () => {
    const argv = [...revoke, '--make', 'TESLA', '--scope', 'read_vin', '--state', 'S', '--external-id', 'E'];
    const { stdout, stderr } = await runCli(argv);
    expect(stdout).not.toContain('state');
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'Not on the link: --state and --external-id; the link for a make does not redirect.',
    );
  });

  it('is named for one vehicle as well', async () => {
    const argv = [...revoke, 'read_vin', '--make', 'TESLA', '--vehicle-id', 'V', '--flow', 'update', '--json'];
    const { warnings } = (await runCli(argv)).json<{ warnings: string[] }>();
    expect(warnings.join(' ')).toContain('Not on the link: permissions, --make and --flow;');
  });
});

/** Not the one of Smartcar's documents, which is a finding of its own. */
const own = '2f6c1d3e-0a4b-4c8d-9e7f-5b1a6c3d2e90';

describe('url lint', () => {
  it('seed 14: reads the broken lines of the documents from stdin', async () => {
    const text = 'https://connect.smartcar.com/oauth/authorize?\n    &scope=read_vin read_battery';
    const result = await runCli(['url', 'lint', '-', '--json'], { stdin: piped(text) });
    expect(result.exitCode).toBe(5);
    expect(result.json()).toMatchObject({
      parameters: { scope: 'read_vin read_battery' },
      permissions: [{ name: 'read_vin' }, { name: 'read_battery' }],
    });
    expect(schemaFaults(result.json())).toEqual([]);
  });

  it('seeds 24, 25: knows the flag of the past', async () => {
    const link = 'https://connect.smartcar.com/oauth/reauthenticate?flags=tesla_auth:true';
    const result = await runCli(['url', 'lint', link]);
    expect(result.stdout).toContain('2023-12-18');
    await expectTranscript('url-lint-flag', `connect-cli url lint "${link}"`, result);
  });

  it('shows a link with several faults, and the nearest names', async () => {
    const link = `https://connect.smartcar.com/oauth/authorize?response_type=code&client_id=client_01H&scope=read_odomter+read_vin&make=tesla&state=a+b&colr=1`;
    const result = await runCli(['url', 'lint', link]);
    expect(result.exitCode).toBe(5);
    expect(result.stdout).toContain('nearest: read_odometer');
    await expectTranscript('url-lint-faults', `connect-cli url lint "${link}"`, result);
  });

  it('says so when nothing is wrong', async () => {
    const link = `https://connect.smartcar.com/oauth/authorize?response_type=code&application_id=${own}&redirect_uri=https%3A%2F%2Fexample.com%2Fhome&scope=read_vin&state=s`;
    const result = await runCli(['url', 'lint', link]);
    expect(result.exitCode).toBe(0);
    await expectTranscript('url-lint-sound', `connect-cli url lint "${link}"`, result);
  });

  it('prints no control character that a link smuggles in', async () => {
    const { stdout } = await runCli([
      'url',
      'lint',
      'https://connect.smartcar.com/oauth/authorize?state=%1b%5b2J&%1b%5b1A=1',
    ]);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('\\u001b[2J');
  });

  it('says when a text is too long for a link, and repeats no more than its beginning', async () => {
    const text = `https://connect.smartcar.com/oauth/authorize?scope=${'read_vin '.repeat(10_000)}`;
    const result = await runCli(['url', 'lint', '-', '--json'], { stdin: piped(text) });
    expect(result.exitCode).toBe(2);
    expect(result.error().message).toContain('too long');
    expect(result.error().hint).toContain('65536');
    expect(result.stderr.length).toBeLessThan(500);
  });

  it('takes the origin of the settings for Connect', async () => {
    const argv = ['url', 'lint', 'https://connect.example.com/oauth/authorize?state=s', '--json'];
    const given = await runCli(argv, { env: { SMARTCAR_CONNECT_ORIGIN: 'https://connect.example.com' } });
    expect(given.json()).toMatchObject({ linkKind: 'connect' });
    expect((await runCli(argv)).json()).toMatchObject({ linkKind: 'other', findings: [{ kind: 'url-not-connect' }] });
  });

  it('repeats no code of a text in which there is no URL', async () => {
    const result = await runCli(['url', 'lint', 'next=%252Fcb%253Fcode%253D90abecb6-1111', '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).not.toContain('90abecb6');
  });

  it('exits 2 when there is no URL', async () => {
    const result = await runCli(['url', 'lint', 'hello', '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({ code: 'INVALID_VALUE', message: '"hello" does not contain a URL.' });
  });
});
