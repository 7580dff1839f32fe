import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Context, Input } from '../../src/io/context.ts';
import { captureOutput, type Captured } from '../support/context.ts';
import {
  memoryStore,
  rehearsal,
  runningSandbox,
  selectAll,
  terminal,
  walkingBrowser,
  inputOf,
} from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const anyPort = 'http://localhost:0/exchange';
const live = ['authorize', '--client-id', id, '--redirect-uri', anyPort, '--scope', 'read_odometer control_security'];

/** Where Connect would redirect to, from the link that was opened. */
function redirectOf(link: string, query: Record<string, string>): string {
  const { searchParams } = new URL(link);
  const state = searchParams.get('state') ?? '';
  return `${searchParams.get('redirect_uri') ?? ''}?${new URLSearchParams({ state, ...query }).toString()}`;
}

/** A browser that lands on the redirect at once. */
function landing(query: Record<string, string>): Context['openBrowser'] {
  return async (link) => {
    await fetch(redirectOf(link, query), { headers: { accept: '*/*' } });
    return { opened: true };
  };
}

/** No secret is found anywhere. */
const emptyStore = (): Partial<Context> => ({ credentials: memoryStore() });

async function authorize(
  argv: readonly string[],
  given: Partial<Context>,
): Promise<{ exitCode: number; document: Authorization; stderr: string }> {
  const result = await runCli([...argv, '--json'], rehearsal({ ...emptyStore(), ...given }));
  const document = result.json<Authorization>();
  expect(schemaFaults(document)).toEqual([]);
  return { exitCode: result.exitCode, document, stderr: result.stderr };
}

describe('the callback', () => {
  it('seed 2: only code and state is enough', async () => {
    const { exitCode, document } = await authorize(live, { openBrowser: landing({ code: 'C' }) });
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({
      verdict: 'unverified',
      callback: { code: 'C', virtualKeyUrl: null, userId: null },
    });
    expect(document.permissions.map(({ granted }) => granted)).toEqual([null, null]);
    expect(document.next.map(({ command }) => command)).toContain('connect-cli init');
  });

  it('seeds 15, 152: brings back state, code and virtual_key_url', async () => {
    const query = { code: 'C', virtual_key_url: 'https://www.tesla.com/_ak/smartcar.com' };
    const { document } = await authorize([...live, '--state', 'S'], { openBrowser: landing(query) });
    expect(document.callback).toMatchObject({
      code: 'C',
      state: 'S',
      virtualKeyUrl: 'https://www.tesla.com/_ak/smartcar.com',
    });
    expect(document.next).toContainEqual({
      url: 'https://www.tesla.com/_ak/smartcar.com',
      why: expect.any(String) as string,
    });
  });

  it('seed 34: takes what it does not know', async () => {
    const { exitCode, document } = await authorize(live, { openBrowser: landing({ code: 'C', foo: '1' }) });
    expect(exitCode).toBe(0);
    expect(document.callback.raw['foo']).toBe('1');
  });

  it('seed 16: a POST is answered 405 and does not end the wait', async () => {
    const statuses: number[] = [];
    const openBrowser: Context['openBrowser'] = async (link) => {
      statuses.push((await fetch(redirectOf(link, { code: 'FORGED' }), { method: 'POST' })).status);
      return landing({ code: 'C' })(link);
    };
    const { document } = await authorize(live, { openBrowser });
    expect(statuses).toEqual([405]);
    expect(document.callback.code).toBe('C');
  });

  it('turns away a wrong state, a missing one and a forged error, and waits on', async () => {
    const statuses: number[] = [];
    const openBrowser: Context['openBrowser'] = async (link) => {
      for (const query of [
        { state: 'wrong', code: 'X' },
        { state: '', error: 'access_denied' },
      ]) {
        statuses.push((await fetch(redirectOf(link, query))).status);
      }
      statuses.push((await fetch(`${redirectOf(link, { code: 'X' })}&code=Y`)).status);
      return landing({ code: 'C' })(link);
    };
    const { document } = await authorize(live, { openBrowser });
    expect(statuses).toEqual([400, 400, 400]);
    expect(document.callback.code).toBe('C');
  });

  it.each([
    ['access_denied', 'denied', 3],
    ['user_cancelled', 'denied', 3],
    ['user_manually_returned_to_application', 'denied', 3],
    ['vehicle_incompatible', 'failed', 5],
    ['no_compatible_vehicles', 'failed', 5],
    ['no_vehicles', 'failed', 5],
    ['invalid_subscription', 'failed', 5],
    ['configuration_error', 'failed', 4],
    ['server_error', 'failed', 6],
    ['something_new', 'failed', 6],
  ])('judges %s', async (error, verdict, exit) => {
    const { exitCode, document } = await authorize(live, {
      openBrowser: landing({ error, error_description: 'said so' }),
    });
    expect(exitCode).toBe(exit);
    expect(document).toMatchObject({ verdict, error: { code: error, cause: expect.any(String) as string } });
    expect(document.callback.errorDescription).toBe('said so');
  });

  it('tells the tab the truth after the outcome is known', async () => {
    let page = '';
    const openBrowser: Context['openBrowser'] = async (link) => {
      page = await (
        await fetch(redirectOf(link, { error: 'access_denied' }), { headers: { accept: 'text/html' } })
      ).text();
      return { opened: true };
    };
    await authorize(live, { openBrowser });
    await expect.poll(() => page).toContain('Not connected');
    expect(page).not.toContain('state=');
  });

  it('seed 17: a redirect URI elsewhere starts no server and takes the pasted address', async () => {
    const pasted: string[] = [];
    const answers = ['90abecb6-e7ab-4b85-864a-e1c8bf67f2ad', 'https://example.com/home?code=X&state=wrong'];
    const { stdin, stderr } = terminal();
    const prompts = {
      paste: async ({ message }: { message: string }) => {
        pasted.push(message);
        return answers.shift() ?? 'https://example.com/home?code=C&state=S';
      },
    } as unknown as Context['prompts'];
    const argv = [
      'authorize',
      'read_vin',
      '--client-id',
      id,
      '--redirect-uri',
      'https://example.com/home',
      '--state',
      'S',
      '--no-browser',
    ];
    const { document } = await authorize(argv, {
      stdin,
      stderr,
      prompts,
      listenLoopback: () => {
        throw new Error('no server may start');
      },
    });
    expect(document.callback.code).toBe('C');
    expect(pasted).toHaveLength(3);
    expect(stderr.text().replace(/\s+/g, ' ')).toContain('a code alone has no state');
    expect(stderr.text()).toContain('paste the address you land on');
  });

  it('races the server with addresses from stdin', async () => {
    let tell: (link: string) => void = () => {};
    const link = new Promise<string>((resolve) => (tell = resolve));
    const stderr = captureOutput();
    const write = (text: string): void => {
      stderr.write(text);
      const address = /^https:\S+$/m.exec(text)?.[0];
      if (address !== undefined) tell(address);
    };
    const stdin: Input = {
      isTTY: false,
      readAll: async () => '',
      async *lines() {
        yield 'C';
        yield redirectOf(await link, { code: 'PASTED' });
      },
    };
    const { document } = await authorize([...live, '--no-browser'], {
      stdin,
      stderr: { ...stderr, write } as Captured,
    });
    expect(document.callback.code).toBe('PASTED');
    expect(stderr.text()).toContain('not a full address');
  });
});

describe('the wait', () => {
  it('ends after the time with the two usual causes', async () => {
    const slept: number[] = [];
    const clock: Context['clock'] = { now: () => 0, sleep: async (milliseconds) => void slept.push(milliseconds) };
    const result = await runCli([...live, '--timeout', '5m', '--json', '--no-browser'], rehearsal({ clock }));
    expect(result.exitCode).toBe(7);
    expect(result.stdout).toBe('');
    expect(slept).toEqual([300_000]);
    expect(result.error()).toMatchObject({ code: 'TIMED_OUT' });
    expect(result.error().hint).toMatch(/redirect URI is not registered.*id on the link is wrong/);
  });

  it('ends with Ctrl-C', async () => {
    const stop = new AbortController();
    const openBrowser: Context['openBrowser'] = async () => {
      stop.abort(new CliError('INTERRUPTED', 'Stopped.', { hint: 'Run it again.' }));
      return { opened: true };
    };
    const result = await runCli([...live, '--json'], rehearsal({ openBrowser, signal: stop.signal }));
    expect(result.exitCode).toBe(130);
  });

  it('exits 8 when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const argv = [
      'authorize',
      'read_vin',
      '--client-id',
      id,
      '--redirect-uri',
      `http://localhost:${port}/exchange`,
      '--json',
    ];
    const result = await runCli(argv, rehearsal());
    expect(result.exitCode).toBe(8);
    expect(result.error().code).toBe('PORT_UNAVAILABLE');
  });
});

describe('the command line', () => {
  it('seed 154: bare and without a terminal, names flag, variable, init, sandbox and the Dashboard', async () => {
    const result = await runCli(['authorize', '--json'], rehearsal());
    expect(result.exitCode).toBe(2);
    const { code, hint } = result.error();
    expect(code).toBe('INPUT_REQUIRED');
    for (const word of ['--client-id', 'SMARTCAR_CLIENT_ID', 'init', '--sandbox', 'Dashboard'])
      expect(hint).toContain(word);
  });

  it('seed 154: bare on a terminal, offers the sandbox and runs it', async () => {
    const { stdin, stderr } = terminal();
    const prompts = {
      select: async () => 'sandbox',
      paste: ({ signal }: { signal: AbortSignal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        }),
    } as unknown as Context['prompts'];
    const openBrowser = walkingBrowser(selectAll);
    const result = await runCli(['authorize', '--json'], rehearsal({ stdin, stderr, prompts, openBrowser }));
    expect(result.exitCode).toBe(0);
    expect(result.json()).toMatchObject({ verdict: 'complete' });
  });

  it('seeds 147, 154: bare on a terminal, asks for id, redirect URI and permissions', async () => {
    const { stdin, stderr } = terminal();
    const asked: string[] = [];
    const prompts = {
      select: async () => 'id',
      input: async ({ message }: { message: string }) => {
        asked.push(message);
        return message.startsWith('Redirect') ? anyPort : id;
      },
      checkbox: async ({ choices }: { choices: { name: string }[] }) => {
        asked.push(choices.find(({ name }) => name.startsWith('control_trunk'))?.name ?? '');
        return ['read_odometer'];
      },
      paste: ({ signal }: { signal: AbortSignal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        }),
    } as unknown as Context['prompts'];
    const openBrowser = landing({ code: 'C' });
    const result = await runCli(
      ['authorize', '--json'],
      rehearsal({ ...emptyStore(), stdin, stderr, prompts, openBrowser }),
    );
    expect(result.json()).toMatchObject({ permissions: [{ name: 'read_odometer' }] });
    expect(asked).toEqual([
      'Application id (Smartcar Dashboard, credentials page)',
      'Redirect URI, as registered in the Dashboard',
      'control_trunk  (Vehicle Commands)',
    ]);
  });

  it('seeds 10, 23: --print-url prints one line, listens nowhere and opens nothing', async () => {
    const argv = [
      'authorize',
      'read_vin',
      '--client-id',
      id,
      '--existing-user',
      'OLD',
      '--flag',
      'tesla_auth:true',
      '--print-url',
    ];
    const random = { token: () => 'RANDOM', uuid: () => '' };
    const plain = await runCli([...argv, '--state', 'MINE'], { random });
    expect(plain.stdout).toBe(
      `https://connect.smartcar.com/oauth/authorize?response_type=code&client_id=${id}&redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fexchange&scope=read_vin&state=MINE&flags=tesla_auth:true\n`,
    );
    expect((await runCli([...argv, '--id-as-state'], { random })).stdout).toContain('&state=OLD&');
    // A random state that nobody keeps is no use for finding the user again.
    expect(await runCli(argv, { random })).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it.each([
    [['--print-url', '--json', '--client-id', id], 'USAGE'],
    [['--print-url', '--sandbox'], 'USAGE'],
    [['--owner', 'select-all', '--client-id', id], 'USAGE'],
    [['--sandbox', '--owner', 'Vehicle Horn'], 'UNKNOWN_BOX'],
    [['--sandbox', '--owner', ''], 'INVALID_VALUE'],
    [['--sandbox', '--untick', 'read_vin'], 'INVALID_VALUE'],
    [['--sandbox', '--owner', 'select-all', '--untick', 'read_vim'], 'UNKNOWN_PERMISSION'],
    [['--sandbox', '--as-of', '2023-02-30'], 'INVALID_VALUE'],
    [['--sandbox=ftp://x/y', '--owner', 'none'], 'INVALID_VALUE'],
    [['--timeout', 'soon', '--client-id', id], 'INVALID_VALUE'],
    [['--id-as-state', '--client-id', id], 'USAGE'],
    [['--id-as-state', '--existing-user', 'a', '--state', 'b', '--client-id', id], 'USAGE'],
    [['--state', '', '--client-id', id], 'INVALID_VALUE'],
    [['--client-id', 'client_01H'], 'API_CLIENT_ID'],
    [['--client-id', id, '--redirect-uri', 'https://example.com/home'], 'INPUT_REQUIRED'],
    [['--client-id', id, '--provider', 'smartcat'], 'UNKNOWN_PROVIDER'],
    [['--client-id', id, '--client-secret-stdin'], 'INVALID_VALUE'],
  ])('%j exits 2 with %s', async (argv, code) => {
    const result = await runCli(['authorize', ...argv, '--json'], rehearsal());
    expect(result.exitCode).toBe(2);
    expect(result.error().code).toBe(code);
  });

  it('takes a permission that --sandbox seems to swallow', async () => {
    const result = await runCli(['authorize', '--sandbox', 'read_vin', '--owner', 'select-all', '--json'], rehearsal());
    expect(result.json()).toMatchObject({ permissions: [{ name: 'read_vin', granted: true }] });
  });
});

describe('with credentials', () => {
  it('seed 19: exchanges, reads and keeps the tokens; shows no secret', async () => {
    const sandbox = await runningSandbox();
    const store = memoryStore();
    const argv = [
      'authorize',
      `--sandbox=${sandbox.url}`,
      '--owner',
      'select-all',
      '--scope',
      'read_odometer required:read_vin',
      '--json',
    ];
    const result = await runCli(argv, rehearsal({ credentials: store }));
    expect(result.json()).toMatchObject({ verdict: 'complete' });
    const [[key, tokens] = []] = [...store.kept];
    expect(key).toBe(`${sandbox.clientId}@${new URL(sandbox.url).host}/${result.json<Authorization>().user?.id ?? ''}`);
    expect(tokens).toMatchObject({
      kind: 'smartcar-v2',
      askedScope: 'read_odometer required:read_vin',
      edition: '2026-02',
    });
    const everything = result.stdout + result.stderr;
    for (const secret of [tokens?.accessToken, tokens?.refreshToken, sandbox.clientSecret]) {
      expect(everything).not.toContain(secret?.reveal());
    }
  });

  it('keeps nothing of a sandbox that ends with the command', async () => {
    const store = memoryStore();
    await runCli(['authorize', '--sandbox', '--owner', 'select-all'], rehearsal({ credentials: store }));
    expect([...store.kept]).toEqual([]);
  });

  async function liveAgainst(env: Record<string, string>, given: Partial<Context> = {}, flags: readonly string[] = []) {
    const sandbox = await runningSandbox({ registration: { redirectUris: ['http://localhost:8000/exchange'] } });
    const origins = Object.fromEntries(
      ['CONNECT', 'AUTH', 'API', 'IAM', 'VEHICLE_API'].map((name) => [`SMARTCAR_${name}_ORIGIN`, sandbox.url]),
    );
    // The sandbox's own control registers the port that was found; here the program knows nothing of a sandbox.
    const openBrowser: Context['openBrowser'] = async (link) => {
      const url = new URL(link);
      const state = url.searchParams.get('state') ?? '';
      const target = url.searchParams.get('redirect_uri') ?? '';
      url.searchParams.set('redirect_uri', 'http://localhost:8000/exchange');
      const played = await sandbox.play(
        url.href,
        { rounds: [{ kind: 'boxes', boxes: ['vehicle_device_data'] }], untick: [] },
        { deliver: false },
      );
      const query = new URL(played.url).searchParams;
      expect(query.get('state')).toBe(state);
      await fetch(`${target}?${query.toString()}`, { headers: { accept: '*/*' } });
      return { opened: true };
    };
    const scope = ['--scope', 'read_odometer read_vehicle_info control_security'];
    return authorize(['authorize', '--redirect-uri', anyPort, ...scope, ...flags], {
      env: { ...origins, ...fill(env, sandbox) },
      openBrowser,
      ...given,
    });
  }

  function fill(
    env: Record<string, string>,
    sandbox: Awaited<ReturnType<typeof runningSandbox>>,
  ): Record<string, string> {
    const values: Record<string, string> = {
      ID: sandbox.clientId,
      SECRET: sandbox.clientSecret.reveal(),
      API_ID: sandbox.apiClientId,
      API_SECRET: sandbox.apiClientSecret.reveal(),
    };
    return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, values[value] ?? value]));
  }

  it('reads the grant with the application token of v3, and asks Tesla for its own record', async () => {
    const { exitCode, document } = await liveAgainst({
      SMARTCAR_APPLICATION_ID: 'ID',
      SMARTCAR_CLIENT_ID: 'API_ID',
      SMARTCAR_CLIENT_SECRET: 'API_SECRET',
    });
    expect(exitCode).toBe(5);
    expect(document.missingBoxes).toEqual(['Vehicle Commands']);
    expect(document.vehicles).toHaveLength(2);
  });

  it.each([[[]], [['--response-type', 'omit']], [['--response-type', 'none']]])(
    'runs the whole way of v3 with an application id and API credentials alone, and says so before: %j',
    async (flags) => {
      const env = {
        SMARTCAR_APPLICATION_ID: 'ID',
        SMARTCAR_API_CLIENT_ID: 'API_ID',
        SMARTCAR_API_CLIENT_SECRET: 'API_SECRET',
      };
      const { exitCode, document, stderr } = await liveAgainst(env, {}, flags);
      expect(exitCode).toBe(5);
      expect(document).toMatchObject({ verdict: 'incomplete', era: 'v3', missingBoxes: ['Vehicle Commands'] });
      expect(document.vehicles).toHaveLength(2);
      expect(stderr.replace(/\s+/g, ' ')).toContain('This run uses API v3: the redirect brings user_id');
      expect(stderr).not.toMatch(/\bv2\b/);
    },
  );

  it('asks for a renewed secret of v3 first where the token endpoint refuses it', async () => {
    const { exitCode, document } = await liveAgainst({
      SMARTCAR_APPLICATION_ID: 'ID',
      SMARTCAR_API_CLIENT_ID: 'API_ID',
      SMARTCAR_API_CLIENT_SECRET: 'no longer good',
    });
    expect(exitCode).toBe(4);
    expect(document.verdict).toBe('unverified');
    const steps = document.next.filter(({ command }) => command?.startsWith('connect-cli') === true);
    expect(steps.map(({ command }) => command)).toEqual(['connect-cli init --force', 'connect-cli permissions']);
    expect(steps[0]?.why).toContain('Smartcar Dashboard, API Credentials, Create Secret');
  });

  it('exits 6 with the code kept when the exchange cannot be reached', async () => {
    const { exitCode, document } = await authorize(live, {
      env: { SMARTCAR_CLIENT_SECRET: 'hunter2', SMARTCAR_AUTH_ORIGIN: 'http://localhost:9' },
      openBrowser: landing({ code: 'C' }),
    });
    expect(exitCode).toBe(6);
    expect(document).toMatchObject({ verdict: 'unverified', callback: { code: 'C' } });
    expect(JSON.stringify(document)).not.toContain('hunter2');
  });

  it('keeps the secret out of the command line that finishes by hand', async () => {
    const { document } = await authorize(live, {
      env: { SMARTCAR_CLIENT_SECRET: 'hunter2', SMARTCAR_AUTH_ORIGIN: 'http://localhost:9' },
      openBrowser: landing({ code: 'C' }),
    });
    const command = document.next.map((step) => step.command ?? '').find((line) => line.includes('curl')) ?? '';
    const [feed = '', exchange = ''] = command.split(' | ');
    expect(feed).toMatch(/^printf '[^']+' "\$SMARTCAR_CLIENT_ID" "\$SMARTCAR_CLIENT_SECRET"$/);
    expect(exchange).toContain('curl -K - -d grant_type=authorization_code -d code=C');
  });

  /** Gives tokens, and fails at everything else. */
  async function tokensAlone(): Promise<string> {
    const api = createServer((request, response) => {
      const isToken = request.url === '/oauth/token';
      response.writeHead(isToken ? 200 : 503, { 'content-type': 'application/json' });
      response.end(
        isToken
          ? '{"access_token":"A","token_type":"Bearer","expires_in":7200,"refresh_token":"R"}'
          : '{"type":"SERVER","code":"INTERNAL"}',
      );
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => api.once('listening', resolve));
    onTestFinished(() => void api.close());
    const address = api.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  it('leads to Connect again when the code is spent and nobody tells whose its tokens are', async () => {
    const origin = await tokensAlone();
    const store = memoryStore();
    const { exitCode, document } = await authorize(live, {
      credentials: store,
      env: { SMARTCAR_CLIENT_SECRET: 'hunter2', SMARTCAR_AUTH_ORIGIN: origin, SMARTCAR_API_ORIGIN: origin },
      openBrowser: landing({ code: 'C' }),
    });
    expect([exitCode, store.kept.size]).toEqual([6, 0]);
    expect(document.next.map(({ command }) => command)).toEqual([
      expect.stringMatching(/^connect-cli authorize(?: --scope |$)/),
    ]);
  });

  it('leads to the reads alone when the code is spent and only they failed', async () => {
    const origin = await tokensAlone();
    const store = memoryStore();
    const { exitCode, document } = await authorize(live, {
      credentials: store,
      env: { SMARTCAR_CLIENT_SECRET: 'hunter2', SMARTCAR_AUTH_ORIGIN: origin, SMARTCAR_API_ORIGIN: origin },
      openBrowser: landing({ code: 'C', user_id: 'U' }),
    });
    expect(exitCode).toBe(6);
    expect([...store.kept.values()].map(({ refreshToken }) => refreshToken?.reveal())).toEqual(['R']);
    expect(document.next.map(({ command }) => command)).toEqual(['connect-cli permissions']);
  });

  it('reads the secret from stdin; a refused one exits 4', async () => {
    const sandbox = await runningSandbox();
    const { exitCode, document } = await authorize([...live, '--client-secret-stdin'], {
      env: { SMARTCAR_AUTH_ORIGIN: sandbox.url },
      stdin: inputOf('hunter2\n'),
      openBrowser: landing({ code: 'C' }),
    });
    expect(exitCode).toBe(4);
    expect(document.callback.code).toBe('C');
    expect(JSON.stringify(document)).not.toContain('hunter2');
  });
});
