import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hideFromOutput, Secret, withoutSecrets } from '../../src/core/secret.ts';
import { privateVariables } from '../../src/core/secret-variables.ts';
import { deadPort } from '../support/doctor.ts';
import { useProgram } from '../support/program.ts';
import { get } from '../support/raw-http.ts';

/** Every command with a secret in its environment: `test/commands/canary.test.ts`. */

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const program = useProgram();

describe('12. Secrets by side doors: what the browser and the process list see', () => {
  it('is none of the variables that hold a secret, and no secret from stdin', async () => {
    const [launcher, noted] = [join(program.home.path, 'browser'), join(program.home.path, 'noted')];
    const list = `for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < "$f"; echo; done 2>/dev/null`;
    await writeFile(launcher, `#!/bin/sh\n{ env; ${list}; } > '${noted}.part'\nmv '${noted}.part' '${noted}'\n`);
    await chmod(launcher, 0o755);
    const port = await deadPort();
    const uri = `http://localhost:${port}/exchange`;
    const secrets = Object.fromEntries(privateVariables.map((name) => [name, `canary-in-${name}`]));
    const flags = ['--client-id', id, '--redirect-uri', uri, '--client-secret-stdin', '--timeout', '20'];
    const running = program.start(['authorize', 'read_vin', ...flags], { ...secrets, BROWSER: launcher, KEPT: 'yes' });
    running.type('canary-from-stdin\n');
    running.endInput();
    await expect.poll(() => readFile(noted, 'utf8').catch(() => ''), { timeout: 20_000 }).toContain('KEPT=yes');
    const seen = await readFile(noted, 'utf8');
    running.kill('SIGTERM');
    await running.ended;
    expect(privateVariables.length).toBeGreaterThanOrEqual(7);
    expect(seen.split('\n').filter((line) => /canary-(?:in|from)/.test(line))).toEqual([]);
    expect(seen).toContain('authorize read_vin');
  });
});

describe('12. Secrets by side doors: a server that repeats what it was sent', () => {
  const secret = 'canary+client/secret=4711';

  /** The secret itself and the forms in which it travels. */
  function forms(value: string): readonly string[] {
    return [value, encodeURIComponent(value), btoa(value), btoa(`${id}:${value}`)];
  }

  /** Repeats credentials and body in its words, its headers and the number of its answer. */
  async function startEcho(): Promise<string> {
    const echo = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const small = body.replace(/%../g, (escape) => escape.toLowerCase());
        const heard = `${request.headers.authorization ?? ''} ${body} ${small} ${decodeURIComponent(body)}`;
        const answer = {
          error: 'invalid_client',
          error_description: heard,
          type: heard,
          code: heard,
          description: heard,
        };
        response.writeHead(401, { 'content-type': 'application/json', 'sc-request-id': heard.replace(/[^ -~]/g, '') });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void echo.close());
    return `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  }

  it('shows none of it: description, request id, errors and documents', async () => {
    const origin = await startEcho();
    await program.home.context().credentials.writeTokens(`${id}@${new URL(origin).host}/u`, {
      kind: 'smartcar-v2',
      accessToken: new Secret('canary-access+token'),
      refreshToken: new Secret('canary-refresh/token'),
      obtainedAt: 0,
      accessExpiresAt: 1,
      origin,
    });
    const env = {
      SMARTCAR_CLIENT_ID: id,
      SMARTCAR_CLIENT_SECRET: secret,
      SMARTCAR_API_CLIENT_ID: 'client_01H',
      SMARTCAR_API_CLIENT_SECRET: 'canary-api-client/secret',
      SMARTCAR_APP_MANAGEMENT_TOKEN: 'canary-management+token',
      ...Object.fromEntries(
        ['AUTH', 'API', 'IAM', 'VEHICLE_API', 'MANAGEMENT_API', 'CONNECT'].map((name) => [
          `SMARTCAR_${name}_ORIGIN`,
          origin,
        ]),
      ),
    };
    const hidden = [
      secret,
      'canary-access+token',
      'canary-refresh/token',
      'canary-api-client/secret',
      'canary-management+token',
    ].flatMap(forms);
    for (const args of [
      ['token', 'refresh', '--force', '--verbose'],
      ['token', 'refresh', '--force', '--json', '--verbose'],
      ['user', '--verbose', '--json', '--api', 'v2'],
      ['vehicles', '--verbose', '--api', 'v3'],
      ['diagnose', '--verbose', '--api', 'v2'],
      ['migrate', 'plan', '--verbose', '--json'],
      ['audit', '--scope', 'read_vin', '--api', 'v2', '--verbose'],
    ]) {
      const { stdout, stderr } = await program.run(args, env);
      expect(stdout + stderr, args.join(' ')).toContain('[redacted]');
      expect(
        hidden.filter((value) => (stdout + stderr).toLowerCase().includes(value.toLowerCase())),
        `${args.join(' ')}\n${stdout}${stderr}`,
      ).toEqual([]);
    }
    for (const form of [[], ['--json']]) {
      const port = await deadPort();
      const flags = [
        '--redirect-uri',
        `http://localhost:${port}/exchange`,
        '--state',
        'S',
        '--no-browser',
        '--verbose',
      ];
      const running = program.start(['authorize', 'read_vin', ...flags, ...form], env);
      await running.said(/Waiting .* for the redirect/);
      await get(port, '/exchange?code=C&state=S');
      const { code, stdout, stderr } = await running.ended;
      expect([code, stderr.includes('[redacted]')], stderr).toEqual([4, true]);
      expect(hidden.filter((value) => (stdout + stderr).includes(value))).toEqual([]);
    }
  }, 60_000);

  it('knows a secret in each form in which it travels, whatever stands around it', () => {
    const value = fc.string({ minLength: 8 }).filter((text) => text.trim().length >= 8);
    const around = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(value, around, around, (text, before, after) => {
        hideFromOutput(text);
        const encoded = encodeURIComponent(text);
        const small = encoded.replace(/%../g, (escape) => escape.toLowerCase());
        for (const form of [text, encoded, small, JSON.stringify(text).slice(1, -1)])
          expect(withoutSecrets(`${before}${form}${after}`)).toContain('[redacted]');
      }),
    );
  });

  it('takes a token with half of a surrogate pair for what it is', () => {
    expect(String(new Secret('half-a-pair-\ud800'))).toBe('[redacted]');
    expect(withoutSecrets('half-a-pair-\ud800')).toBe('[redacted]');
  });
});

describe('12. Secrets by side doors: a rehearsal and the real store', () => {
  it.each([
    ['vehicles'],
    ['permissions'],
    ['user'],
    ['migration-status'],
    ['migrate plan'],
    ['diagnose --scenario all-granted'],
    ['audit --scope read_vin'],
    ['authorize --owner select-all'],
    ['authorize --provider texture --owner select-all'],
    ['revoke --make TESLA --owner select-all --scope read_vin'],
  ])('%s --sandbox does not open it: HOME may be a file', async (line) => {
    const file = join(program.home.path, 'file');
    await writeFile(file, '');
    const nowhere = { HOME: file, CONNECT_CLI_HOME: '', CONNECT_CLI_STORE: '', XDG_DATA_HOME: '', XDG_CONFIG_HOME: '' };
    const ended = await program.run([...line.split(' '), '--sandbox', '--json'], nowhere);
    expect([0, 5], ended.stderr).toContain(ended.code);
    expect(ended.stderr).not.toContain('STORE_UNAVAILABLE');
    expect(JSON.parse(ended.stdout)).toMatchObject({ schemaVersion: 1 });
  });
});
