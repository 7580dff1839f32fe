import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Context } from '../../src/io/context.ts';
import { createSandboxControl } from '../../src/sandbox/client/sandbox-control.ts';
import { captureOutput } from '../support/context.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const sandbox = createSandboxControl();

/** Runs the command until it has printed its first words, then stops it as Ctrl-C does. */
function runUntilPrinted(argv: readonly string[], given: Partial<Context> = {}) {
  const stop = new AbortController();
  const stdout = captureOutput();
  const watched = {
    ...stdout,
    write: (text: string) => {
      stdout.write(text);
      stop.abort(new CliError('INTERRUPTED', 'Stopped.', { hint: 'Run it again.' }));
    },
  };
  return runCli(argv, { sandbox, stdout: watched, signal: stop.signal, ...given });
}

describe('sandbox', () => {
  it('prints where it is and what it minted, and ends with 130 on Ctrl-C', async () => {
    const result = await runUntilPrinted([
      'sandbox',
      '--json',
      '--client-id',
      '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
      '--redirect-uri',
      'https://example.com/auth',
      '--redirect-uri',
      'app://back',
      '--env-for',
      'python',
    ]);
    const document = result.json<{ kind: string; url: string; env: Record<string, string> }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document).toMatchObject({
      kind: 'sandbox',
      applicationId: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
      clientId: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
      redirectUris: ['https://example.com/auth', 'app://back'],
      scenario: 'new-owner',
    });
    expect(document.env['TEXTURE_API_ORIGIN']).toBe(document.url);
    expect(document.env['SMARTCAR_AUTH_ORIGIN']).toBe(`${document.url}/oauth/token`);
    expect(result.exitCode).toBe(130);
  });

  it.each([
    [['--cars', '0'], '--cars "0" is not a valid number of cars.'],
    [['--cars', '1000001'], '--cars "1000001" is not a valid number of cars.'],
    [['--host', ''], '--host is empty.'],
    [['--client-secret', ''], 'The client secret is empty or has control characters.'],
    [['--management-token', '\u001b[2Jx'], 'The management token is empty or has control characters.'],
    [['--webhook-id', ''], 'The webhook id is empty or has control characters.'],
    [['--webhook-id', 'a\u0007b'], 'The webhook id is empty or has control characters.'],
    [
      ['--webhook-callback-uri', 'https://example.com/hook'],
      'The webhook callback URI "https://example.com/hook" is not an http address of this machine.',
    ],
    [['--fault', ' '], '--fault " " cannot be read: it is empty.'],
    [['--fault', 'status=429 often'], '--fault "status=429 often" cannot be read: "often" is not part of it.'],
    [['--fault', 'constructor=1'], '--fault "constructor=1" cannot be read: "constructor=1" is not part of it.'],
    [['--fault', 'status='], '--fault "status=" cannot be used: status must be a whole number from 200 to 599.'],
    [
      ['--fault', 'rate=0.1'],
      '--fault "rate=0.1" cannot be used: it needs an error, a status, a delay, longRunning or cutAfter.',
    ],
  ])('refuses %j', async (args, message) => {
    const result = await runCli(['sandbox', '--json', ...args], { sandbox });
    expect(result.exitCode).toBe(2);
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { message } });
  });

  it('starts with a fleet and with faults', async () => {
    const args = ['--cars', '300', '--fault', 'error=UPSTREAM:RATE_LIMIT,nth=2', '--fault', 'delay=0 rate=0.5 seed=3'];
    const result = await runUntilPrinted(['sandbox', '--json', ...args]);
    expect(result.json()).toMatchObject({ kind: 'sandbox' });
  });

  it('prints lines to paste for people', async () => {
    const result = await runUntilPrinted(['sandbox', '--scenario', 'driver-account']);
    expect(result.stdout).toContain('driver-account');
    expect(result.stdout).toMatch(/^export SMARTCAR_CLIENT_SECRET='5a4db010-/m);
    await expectTranscript('sandbox', 'connect-cli sandbox --scenario driver-account', result, [
      [/(5a4db0[0-9a-f]{2})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '$1-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
      [/localhost:\d+/g, 'localhost:4010'],
      [/client_sandbox5a4db001[0-9a-f]{11}/g, 'client_sandbox5a4db001bbbb4ccc8dd'],
    ]);
  });

  it("gives the key with which a program of one's own makes links on Texture's side", async () => {
    const stop = new AbortController();
    let answer = Promise.resolve(0);
    const stdout = captureOutput();
    const watched = {
      ...stdout,
      write: (text: string) => {
        const { env } = JSON.parse(text) as { env: Record<string, string> };
        answer = fetch(`${env['TEXTURE_API_ORIGIN']}/v1/connections`, {
          method: 'POST',
          headers: { 'texture-api-key': env['TEXTURE_API_KEY'] ?? '', 'content-type': 'application/json' },
          body: JSON.stringify({ redirectUrl: 'http://localhost:8910/' }),
        }).then(({ status }) => {
          stop.abort(new CliError('INTERRUPTED', 'Stopped.', { hint: 'Run it again.' }));
          return status;
        });
      },
    };
    await runCli(['sandbox', '--json'], { sandbox, stdout: watched, signal: stop.signal });
    expect(await answer).toBe(201);
  });

  it('takes its registration from a file, its own variables and flags, the stronger last', async () => {
    const result = await runUntilPrinted(
      ['sandbox', '--json', '--registration-file', 'app.json', '--webhook-id', 'hook-flag'],
      {
        env: { CONNECT_CLI_SANDBOX_CLIENT_SECRET: 'secret-env', SMARTCAR_CLIENT_SECRET: 'real-secret' },
        files: {
          readText: async () =>
            JSON.stringify({ clientSecret: 'secret-file', webhookId: 'hook-file', managementToken: 'amt-file' }),
          writeAtomic: async () => undefined,
          exists: async () => true,
          remove: async () => undefined,
          claim: async () => undefined,
        },
      },
    );
    expect(result.json()).toMatchObject({
      clientSecret: 'secret-env',
      webhookId: 'hook-flag',
      managementToken: 'amt-file',
    });
    expect(result.stdout + result.stderr).not.toContain('real-secret');
  });

  it('takes the id of the stronger place under either of its names', async () => {
    const files = {
      readText: async () => '{"applicationId":"11111111-1111-4111-8111-111111111111"}',
      writeAtomic: async () => undefined,
      exists: async () => true,
      remove: async () => undefined,
      claim: async () => undefined,
    };
    const flags = ['--registration-file', 'app.json', '--client-id', '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07'];
    const result = await runUntilPrinted(['sandbox', '--json', ...flags], { files });
    expect(result.json()).toMatchObject({ applicationId: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07' });
  });

  it('prints lines that a shell reads as they are, whatever the values hold', async () => {
    const uri = "app://it's/$HOME/`id`";
    const { stdout } = await runUntilPrinted(['sandbox', '--redirect-uri', uri, '--client-secret', 'a "b" \\ $c']);
    const lines = stdout.split('\n').filter((line) => line.startsWith('export '));
    const script = `${lines.join('\n')}\nprintf '%s|%s' "$SMARTCAR_REDIRECT_URI" "$SMARTCAR_CLIENT_SECRET"`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(`${uri}|a "b" \\ $c`);
  });

  it('says which address it could not have', async () => {
    const result = await runCli(['sandbox', '--json', '--host', '192.0.2.1'], { sandbox });
    expect(result.exitCode).toBe(8);
    expect(result.error().message).toBe('The sandbox cannot listen on the address "192.0.2.1" (EADDRNOTAVAIL).');
  });

  it.each([
    [['--virtual-key-domain', 'a b'], '"a b" is not a domain for a virtual key'],
    [['--port', 'x'], '--port "x"'],
    [['--client-id', 'client_01'], '"client_01" is an API client id'],
    [['--client-id', 'app-1'], '"app-1" is not a UUID'],
    [['--redirect-uri', 'nonsense'], '"nonsense"'],
    [['--scenario', 'nope'], 'There is no scenario "nope"'],
    [['--env-for', 'cobol'], '--env-for "cobol"'],
    [['--as-of', '2026-13-01'], '--as-of "2026-13-01"'],
  ])('refuses %j with exit 2', async (flags, message) => {
    const result = await runCli(['sandbox', '--json', ...flags], { sandbox });
    expect(result.exitCode).toBe(2);
    expect(result.error().message).toContain(message);
  });

  it('lists the scenarios', async () => {
    const result = await runCli(['sandbox', 'scenarios', '--json'], { sandbox });
    const document = result.json<{ kind: string; scenarios: { name: string }[] }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document.scenarios[0]?.name).toBe('new-owner');
    const listed = await runCli(['sandbox', 'scenarios'], { sandbox });
    expect(listed.stdout).toContain('driver-account');
    // The first two: a new scenario is a row of the catalogue alone.
    await expectTranscript('sandbox-scenarios', 'connect-cli sandbox scenarios', listed, [
      [/((?:^[a-z][a-z-]+\n(?: {2}.+\n)+){2})(?:^[a-z].*\n(?: {2}.+\n)+)+/m, '$1…\n'],
    ]);
  });

  it('warns when it listens to more than this machine', async () => {
    const result = await runUntilPrinted(['sandbox', '--json', '--host', '0.0.0.0']);
    expect(result.json<{ warnings: string[] }>().warnings).toEqual([
      expect.stringContaining('anyone who can reach that address'),
    ]);
  });
});
