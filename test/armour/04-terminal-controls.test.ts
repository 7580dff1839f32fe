import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { printError } from '../../src/cli/error-output.ts';
import { environmentVariables } from '../../src/core/environment-variables.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import { privateVariables } from '../../src/core/secret-variables.ts';
import { Secret } from '../../src/core/secret.ts';
import { createSourceTree } from '../../src/io/code-scan/source-tree.ts';
import type { Context, Output } from '../../src/io/context.ts';
import { createRowFiles } from '../../src/io/rows/row-files.ts';
import { packagedSchemas } from '../../src/io/schemas.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import { createInput, createOutput } from '../../src/io/streams.ts';
import { traceHttp } from '../../src/io/trace.ts';
import { createKeyTools } from '../../src/io/virtual-key/node-key-tools.ts';
import { createWebhookTools } from '../../src/io/webhook/node-webhook-tools.ts';
import { printable } from '../../src/report/terminal/printable.ts';
import { runnableCommands, type RunnableCommand } from '../support/command-lines.ts';
import { createTestContext } from '../support/context.ts';
import { deadPort } from '../support/doctor.ts';
import { createMemoryFiles } from '../support/memory-files.ts';
import { useProgram } from '../support/program.ts';
import { get } from '../support/raw-http.ts';
import { memoryStore } from '../support/rehearsal.ts';
import { steppingClock } from '../support/scripted-http.ts';

/** One of each kind: sequences of C0 and C1, overrides and isolates of direction, what has no width, ends of lines. */
const controls = [
  '\u001b[2J',
  '\u001b]8;;https://evil.example\u0007',
  '\b',
  '\r',
  '\u007f',
  '\u009b31m',
  '\u0085',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200e',
  '\u2060',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\u180e',
  '\u{e0041}',
];
const hostile = `a${controls.join('b')}c`;

/** Everything that a terminal obeys or hides, but the end of a line. */
const raw = new RegExp(
  String.raw`[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\p{Cf}\p{Zl}\p{Zp}]`,
  'u',
);

/** @returns the first such character with what stands around it, or nothing */
function rawIn(text: string): string | undefined {
  const match = raw.exec(text);
  return match === null ? undefined : JSON.stringify(text.slice(Math.max(0, match.index - 40), match.index + 20));
}

/** The program's own writers onto a file, which is read and emptied after each run. */
interface Screen {
  readonly output: Output;
  take(): string;
}

const folder = mkdtempSync(join(tmpdir(), 'controls-'));
const descriptors: number[] = [];
afterAll(() => {
  for (const fd of descriptors) closeSync(fd);
  rmSync(folder, { recursive: true, force: true });
});

function createScreen(name: string): Screen {
  const path = join(folder, name);
  const fd = openSync(path, 'a+');
  descriptors.push(fd);
  return {
    output: createOutput({ fd, env: {}, platform: 'linux', stream: () => process.stdout, carriesResult: true }),
    take() {
      const text = readFileSync(path, 'utf8');
      ftruncateSync(fd, 0);
      return text;
    },
  };
}

const screens = { stdout: createScreen('stdout'), stderr: createScreen('stderr') };

describe('4. Terminal controls: the writers', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.integer({ min: 0, max: 0x10ffff }).filter((point) => point < 0xd800 || point > 0xdfff))
      .map((points) => String.fromCodePoint(...points)),
    fc.array(fc.constantFrom(...controls, 'a', ' ', '日', '🚗')).map((parts) => parts.join('')),
  );
  const { output, take } = screens.stdout;

  it('write JSON whose value stays equal, without any of them', () => {
    fc.assert(
      fc.property(text, text, fc.jsonValue(), (name, value, other) => {
        const document = { [`n${name}`]: value, other };
        output.write(`${JSON.stringify(document)}\n`);
        const written = take();
        expect(rawIn(written)).toBeUndefined();
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(document)));
      }),
    );
  });

  it.each(controls)('write none of them where nothing else is unusual: %j', (control) => {
    output.write(`${JSON.stringify({ name: control })}\n`);
    const written = take();
    expect(rawIn(written)).toBeUndefined();
    expect(JSON.parse(written)).toEqual({ name: control });
  });

  it('show in text what came from outside', () => {
    fc.assert(
      fc.property(text, (value) => {
        output.write(printable(value));
        expect(rawIn(take())).toBeUndefined();
      }),
    );
  });

  it('show it in errors of both forms', () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), (message, hint, json) => {
        const ctx = { stderr: screens.stderr.output, signal: new AbortController().signal };
        printError(new CliError('INVALID_VALUE', message, { hint }), ctx, { json, verbose: true });
        const written = screens.stderr.take();
        expect(rawIn(written)).toBeUndefined();
        const parsed = json ? JSON.parse(written).error : { message, hint };
        expect([parsed.message, parsed.hint]).toEqual([message, hint]);
      }),
    );
  });

  it('show it in traces', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (id, path) => {
        const http = traceHttp(async () => ({ status: 200, headers: { 'sc-request-id': id }, body: '' }), {
          stderr: screens.stderr.output,
          clock: steppingClock(0),
        });
        await http({
          method: 'GET',
          url: `https://api.example/${encodeURIComponent(path)}`,
          headers: {},
        });
        expect(rawIn(screens.stderr.take())).toBeUndefined();
      }),
    );
  });
});

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

/** Every field by which an answer of Smartcar is read, with the same text in it. */
const answer = {
  access_token: 'an-access-token',
  refresh_token: 'a-refresh-token',
  expires_in: 7200,
  id: hostile,
  make: hostile,
  model: hostile,
  year: 2022,
  vehicles: [hostile],
  permissions: [hostile, 'read_vin'],
  requiresMigration: true,
  connections: [{ vehicleId: hostile, userId: hostile, connectedAt: hostile }],
  paging: { cursor: null, count: 1, offset: 0 },
  data: [
    {
      id: hostile,
      type: 'connection',
      attributes: {
        permissions: [hostile],
        vehicle: { make: hostile, model: hostile, year: 2022, mode: hostile },
        externalId: hostile,
      },
      relationships: { user: { data: { id: hostile } }, vehicle: { data: { id: hostile } } },
    },
  ],
};

const refusal = {
  error: hostile,
  error_description: hostile,
  type: hostile,
  code: hostile,
  description: hostile,
  resolution: { type: hostile, url: hostile },
  errors: [{ code: hostile, detail: hostile, title: hostile }],
  docURL: hostile,
  requestId: hostile,
};

/** What is otherwise in the world of a run. */
interface World {
  readonly status?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly accessToken?: string;
}

/** A world in which everything that can be read is hostile, and nothing can be waited for. */
async function surroundings({
  status = 200,
  env = {},
  accessToken = 'access-token-in-the-store',
}: World): Promise<Partial<Context>> {
  const clock = steppingClock(Date.UTC(2026, 6, 1));
  const credentials = memoryStore();
  for (const owner of [`${id}@api.example`, hostile]) {
    await credentials.writeTokens(`${owner}/${hostile}`, {
      kind: 'smartcar-v2',
      accessToken: new Secret(accessToken),
      refreshToken: new Secret('refresh-token-in-the-store'),
      obtainedAt: clock.now(),
      accessExpiresAt: clock.now() + 7_200_000,
      origin: 'https://auth.smartcar.com',
      userId: hostile,
      askedScope: hostile,
    });
  }
  const http: Context['http'] = async () => ({
    status,
    headers: { 'content-type': 'application/json', 'sc-request-id': hostile },
    body: JSON.stringify(status === 200 ? answer : refusal),
  });
  const row = { ...answer.data[0], userId: hostile, vehicleId: hostile, status: hostile, error: hostile };
  const rows = async function* () {
    yield Buffer.from(`${JSON.stringify(row)}\n${hostile}\n{}\n`);
  };
  const profile = { applicationId: id, clientId: hostile, scope: hostile, redirectUris: [hostile] };
  return {
    clock,
    http,
    smartcar: createSmartcarClient({ http, clock }),
    random: { token: () => 'x'.repeat(43), uuid: () => id },
    credentials,
    files: { ...createMemoryFiles(), exists: async () => true, readText: async () => hostile },
    rows: createRowFiles(rows, process),
    stdin: createInput({ fd: -1, stream: () => Readable.from([hostile]) as never }),
    sourceTree: createSourceTree(),
    schemas: packagedSchemas,
    keys: createKeyTools(clock),
    webhooks: {
      ...createWebhookTools({ env: {}, platform: 'linux', stdin: Readable.from([hostile]) }),
      resolveTarget: () => Promise.reject(new CliError('NETWORK', hostile, { hint: hostile })),
      listen: () => Promise.reject(new CliError('PORT_UNAVAILABLE', hostile, { hint: hostile })),
    },
    profiles: {
      ...createTestContext().profiles,
      path: `/home/${hostile}`,
      active: async () => undefined,
      list: async () => [{ name: hostile, profile, isDefault: false, directories: [hostile] }],
    },
    env,
    stdout: screens.stdout.output,
    stderr: screens.stderr.output,
  };
}

interface Written {
  readonly stdout: string;
  readonly stderr: string;
}

async function write(argv: readonly string[], world: World = {}): Promise<Written> {
  await run(argv, { ...createTestContext(), ...(await surroundings(world)) } as Context);
  return { stdout: screens.stdout.take(), stderr: screens.stderr.take() };
}

/** What a run must never show. @returns the faults, each with its command line */
async function faultsOf(argv: readonly string[], around?: World): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const form of [[], ['--json']]) {
    const line = [...argv, ...form, '--no-input', '--verbose'];
    const { stdout, stderr } = await write(line, around);
    const found = rawIn(stdout) ?? rawIn(stderr);
    if (found !== undefined) faults.push(`${JSON.stringify(line)} wrote ${found}`);
    if (form.length > 0 && stdout !== '' && !isJson(stdout)) faults.push(`${JSON.stringify(line)} wrote no JSON`);
    if (stdout.includes(String.raw`\u009b`) || stderr.includes(String.raw`\u009b`)) echoed += 1;
  }
  return faults;
}

let echoed = 0;

function isJson(text: string): boolean {
  try {
    for (const line of text.trimEnd().split('\n')) JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** The command with each of its options, and with all of its arguments, filled with the hostile text. */
function hostileLines({ words, command }: RunnableCommand): readonly (readonly string[])[] {
  const options = command.options.filter(({ required, optional }) => required || optional);
  const args = command.registeredArguments.map(() => hostile);
  return [
    [...words, ...args],
    [...words, ...args, hostile, hostile],
    [...words, `--${hostile}`],
    ...options.map(({ long }) => [...words, ...args, `${long}=${hostile}`]),
  ];
}

describe('4. Terminal controls: every command', () => {
  let commands: readonly RunnableCommand[] = [];
  beforeAll(async () => {
    commands = await runnableCommands();
  });

  it('shows them in its arguments and in the values of its options', async () => {
    echoed = 0;
    const faults: string[] = [];
    for (const line of commands.flatMap(hostileLines)) faults.push(...(await faultsOf(line)));
    expect(faults).toEqual([]);
    // Most of them repeat what was wrong: the test does not pass by silence.
    expect(echoed).toBeGreaterThan(200);
  }, 120_000);

  it('shows them in variables of the environment', async () => {
    const faults: string[] = [];
    const names = Object.keys(environmentVariables).filter((name) => !privateVariables.includes(name));
    const lines = [['config'], ['authorize', '--print-url'], ['url', 'authorize'], ['revoke', '--make', 'TESLA']];
    for (const name of names) {
      for (const line of lines) faults.push(...(await faultsOf(line, { env: { [name]: hostile } })));
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it.each([200, 400, 401, 403, 409, 429, 500])(
    'shows them in answers of Smartcar with %i',
    async (status) => {
      echoed = 0;
      const env = {
        SMARTCAR_CLIENT_ID: id,
        SMARTCAR_CLIENT_SECRET: 'secret-of-the-application',
        SMARTCAR_API_CLIENT_ID: 'client_01H',
        SMARTCAR_API_CLIENT_SECRET: 'secret-of-the-api-client',
        SMARTCAR_APP_MANAGEMENT_TOKEN: 'token-of-the-application',
      };
      const talking = [
        ['vehicles'],
        ['permissions'],
        ['user'],
        ['diagnose', '--all'],
        ['migration-status'],
        ['migrate', 'plan'],
        ['disconnect', hostile, '--yes'],
        ['token', 'list'],
        ['token', 'show'],
        ['token', 'refresh', '--force'],
        ['audit', '--scope', 'read_vin'],
        ['audit', '-', '--scope', 'read_vin', '--format', 'jsonl'],
      ];
      const faults: string[] = [];
      for (const line of talking) {
        for (const api of [[], ['--api', 'v2'], ['--api', 'v3']])
          faults.push(...(await faultsOf([...line, ...api], { status, env })));
      }
      expect(faults).toEqual([]);
      expect(echoed).toBeGreaterThan(2);
    },
    60_000,
  );
});

describe('4. Terminal controls: a stored token that holds them', () => {
  it.each([
    ['token', 'list'],
    ['token', 'show', '--reveal'],
    ['token', 'env'],
    ['vehicles'],
    ['diagnose', '--all'],
    ['token', 'refresh', '--force'],
  ])('%s %s', async (...argv) => {
    expect(await faultsOf(argv, { accessToken: hostile })).toEqual([]);
  });
});

describe('4. Terminal controls: the program as a process', () => {
  const program = useProgram();
  it('shows them where it echoes an argument', async () => {
    for (const words of [['explain-scopes', hostile], ['explain-error', hostile], [hostile], ['token', hostile]]) {
      for (const form of [[], ['--json']]) {
        const { stdout, stderr } = await program.run([...words, ...form]);
        expect([words, rawIn(stdout), rawIn(stderr)]).toEqual([words, undefined, undefined]);
        expect(stdout + stderr).toContain('evil.example');
      }
    }
  });

  it.runIf(process.platform === 'linux')('shows them in the names of the directories that it works in', async () => {
    const place = join(program.home.path, hostile.replaceAll('/', ''));
    mkdirSync(place);
    const env = { HOME: place, CONNECT_CLI_HOME: place };
    const redirect = ['--redirect-uri', 'http://localhost:8000/exchange'];
    for (const words of [
      ['init', '--client-id', id, '--name', 'one', ...redirect, '--scope', 'read_vin'],
      ['config', 'path'],
      ['config'],
      ['profile', 'use', 'one'],
      ['profile', 'list'],
      ['doctor', '--no-browser'],
      ['campaign', 'key', `${place}/states.key`],
      ['virtual-key', 'keygen'],
      ['scopes', '--from-code', place],
    ]) {
      for (const form of [['--json'], []]) {
        const { code, stdout, stderr } = await program.run([...words, ...form], env);
        expect([words, code === 1, rawIn(stdout), rawIn(stderr)]).toEqual([words, false, undefined, undefined]);
      }
    }
    const shown = await program.run(['config', 'path'], env);
    expect(shown.stdout).toContain(String.raw`\u009b31m`);
  });

  it.each([[[]], [['--json']]])('shows them in what a redirect brings: %j', async (form) => {
    const port = await deadPort();
    const uri = `http://localhost:${port}/exchange`;
    const flags = ['--client-id', id, '--redirect-uri', uri, '--state', 'S', '--no-browser'];
    const running = program.start(['authorize', 'control_security', ...flags, ...form]);
    await running.said(/Waiting .* for the redirect/);
    const names = ['code', 'user_id', 'external_id', 'vehicle_id', 'virtual_key_url', 'error', 'error_description'];
    const query = new URLSearchParams([
      ...[...names, 'status_code', 'error_message', 'vin', 'make', 'model', 'year', hostile].map(
        (name): [string, string] => [name, hostile],
      ),
      ['state', 'S'],
    ]);
    await get(port, `/exchange?${query.toString()}`);
    const { stdout, stderr } = await running.ended;
    expect([rawIn(stdout), rawIn(stderr)]).toEqual([undefined, undefined]);
    expect(stdout).toContain(String.raw`\u009b31m`);
  });
});
