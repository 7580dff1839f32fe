import { describe, expect, it } from 'vitest';
import { privateVariables } from '../../src/core/secret-variables.ts';
import { runProgram } from '../../src/io/run-program.ts';
import { rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

interface Printed {
  readonly env: Readonly<Record<string, string>>;
}

describe('sandbox env', () => {
  it('prints lines that a POSIX shell takes', async () => {
    const sandbox = await runningSandbox();
    const result = await runCli(['sandbox', 'env', sandbox.url], rehearsal());
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain(`export SMARTCAR_API_ORIGIN='${sandbox.url}'\n`);
    expect(result.stdout).toContain(`export TEXTURE_API_KEY='${sandbox.textureApiKey.reveal()}'\n`);
    await expectTranscript('sandbox-env', 'connect-cli sandbox env http://localhost:4010', result, [
      [/http:\/\/localhost:\d+(?=['/])/g, 'http://localhost:4010'],
      [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID'],
      [/client_sandbox[0-9a-f]+/g, 'client_ID'],
    ]);
  });

  it("gives Smartcar's MCP server its names and the credentials of API v3", async () => {
    const sandbox = await runningSandbox();
    const { json } = await runCli(['sandbox', 'env', sandbox.url, '--for', 'mcp', '--json'], rehearsal());
    expect(schemaFaults(json())).toEqual([]);
    expect(json<Printed>().env).toEqual({
      SMARTCAR_API_URL: sandbox.url,
      SMARTCAR_AUTH_URL: sandbox.url,
      SMARTCAR_MANAGEMENT_API_URL: sandbox.url,
      SMARTCAR_CLIENT_ID: sandbox.apiClientId,
      SMARTCAR_CLIENT_SECRET: sandbox.apiClientSecret.reveal(),
    });
  });

  it.each([
    ['fish', /^set -gx SMARTCAR_CLIENT_ID '/m],
    ['powershell', /^\$env:SMARTCAR_CLIENT_ID = '/m],
    ['dotenv', /^SMARTCAR_CLIENT_ID='/m],
    ['python', /^export SMARTCAR_AUTH_ORIGIN='http:\/\/localhost:\d+\/oauth\/token'$/m],
  ])('writes for %s', async (form, line) => {
    const sandbox = await runningSandbox();
    expect((await runCli(['sandbox', 'env', sandbox.url, '--for', form], rehearsal())).stdout).toMatch(line);
  });
});

describe('sandbox exec', () => {
  const exec = (script: string, ...flags: readonly string[]) =>
    runCli(
      ['sandbox', 'exec', ...flags, '--', process.execPath, '-e', script, 'x', '--json'],
      rehearsal({ runProgram, env: { PATH: process.env['PATH'] } }),
    );

  it('ends with the exit code of the program', async () => {
    const { exitCode, stderr } = await exec('process.exitCode = 42');
    expect([exitCode, stderr]).toEqual([42, '']);
  });

  it('passes on every argument and the address of a sandbox that answers, in the scenario that is named', async () => {
    const script = `
      const { SMARTCAR_API_ORIGIN: origin } = process.env;
      const { settings } = await (await fetch(origin + '/_sandbox/state')).json();
      process.exitCode = process.argv.includes('--json') && settings.scenario === 'all-granted' ? 7 : 1;`;
    const { exitCode } = await exec(`(async () => {${script}})()`, '--scenario', 'all-granted');
    expect(exitCode).toBe(7);
  });

  it('hands on no secret of the real application, and no token of an owner', async () => {
    const env = Object.fromEntries(privateVariables.map((name) => [name, `canary-in-${name}`]));
    const script = "process.exitCode = JSON.stringify(process.env).includes('canary-in') ? 1 : 7";
    const { exitCode } = await runCli(
      ['sandbox', 'exec', '--', process.execPath, '-e', script],
      rehearsal({ runProgram, env: { PATH: process.env['PATH'], ...env } }),
    );
    expect(exitCode).toBe(7);
  });

  it.each([
    [
      ['sandbox', 'env', 'http://localhost:1', '--scenario', 'all-granted'],
      '"--scenario" says nothing to `sandbox env`.',
    ],
    [['sandbox', '--cars', '5', 'env', 'http://localhost:1'], '"--cars" says nothing to `sandbox env`.'],
    [['sandbox', 'scenarios', '--port', '4010'], '"--port" says nothing to `sandbox scenarios`.'],
    [['sandbox', 'exec', '--cars', '5', '--', 'true'], '"--cars" says nothing to `sandbox exec`.'],
  ])('takes no option without effect: %j', async (argv, sentence) => {
    const { exitCode, stderr } = await runCli(argv, rehearsal({ runProgram }));
    expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it.each([
    [['sandbox', 'exec'], 'USAGE'],
    [['sandbox', 'exec', '--', '/nowhere/at-all'], 'NOT_FOUND'],
    [['sandbox', 'exec', '--', ''], 'NOT_FOUND'],
    [['sandbox', 'exec', '--', 'x'.repeat(200_000)], 'NOT_FOUND'],
  ])('refuses %j', async (argv, code) => {
    const { exitCode, stderr } = await runCli(argv, rehearsal({ runProgram }));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(code);
  });
});
