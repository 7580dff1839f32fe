import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Context, HttpRequest } from '../../src/io/context.ts';
import { createSandboxControl } from '../../src/sandbox/client/sandbox-control.ts';
import { memoryStore, rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';

const texture = ['authorize', '--provider', 'texture', '--json'];

async function play(store: ReturnType<typeof memoryStore>, ...args: string[]) {
  const result = await runCli([...texture, ...args], rehearsal({ credentials: store }));
  const document = result.json<Authorization>();
  expect(schemaFaults(document)).toEqual([]);
  return { ...result, document };
}

describe('authorize --provider texture in the sandbox', () => {
  it('seeds 100, 104: meets the same consent page, and keeps the scoped key out of every output', async () => {
    const store = memoryStore();
    const sandbox = await runningSandbox();
    const { exitCode, document, stdout, stderr } = await play(
      store,
      `--sandbox=${sandbox.url}`,
      '--owner',
      'select-all',
      '--scope',
      'vehicle_read vehicle_command',
    );
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({
      provider: 'texture',
      verdict: 'complete',
      callback: { scopedKey: 'stored', code: null },
    });
    const [stored] = [...store.kept.values()];
    expect(stored?.kind).toBe('texture');
    const key = stored?.accessToken.reveal() ?? '';
    expect(key.length).toBeGreaterThan(10);
    expect(stdout + stderr).not.toContain(key);
    expect(document.next.map(({ url }) => url)).toContain('https://www.tesla.com/_ak/cdn.texturehq.com');
  });

  it('seed 107: either box lets commands through', async () => {
    const args = ['--sandbox', '--scope', 'vehicle_command', '--owner'];
    expect((await play(memoryStore(), ...args, 'Vehicle Information, Vehicle Charging Management')).exitCode).toBe(0);
    expect((await play(memoryStore(), ...args, 'Vehicle Information, Vehicle Commands')).exitCode).toBe(0);
    const missed = await play(memoryStore(), ...args, 'Vehicle Information');
    expect(missed.exitCode).toBe(5);
    expect(missed.document.missingBoxes).toEqual(['Vehicle Commands']);
  });

  it('an owner who refuses leaves no key', async () => {
    const store = memoryStore();
    const { exitCode, document } = await play(store, '--sandbox', '--owner', 'deny-at-tesla');
    expect(exitCode).toBe(3);
    expect(document.callback.scopedKey).toBeUndefined();
    expect([...store.kept]).toEqual([]);
  });

  it('an owner who denies does so at Tesla, for there is no screen of Texture', async () => {
    const { exitCode, document } = await play(memoryStore(), '--sandbox', '--owner', 'deny');
    expect(exitCode).toBe(3);
    expect(document).toMatchObject({ verdict: 'denied', error: { code: 'access_denied' } });
    const untick = ['--sandbox', '--owner', 'select-all', '--untick', 'vehicle_read'];
    const refused = await runCli([...texture, ...untick], rehearsal({ credentials: memoryStore() }));
    expect(refused.exitCode).toBe(2);
    expect(refused.error().message).toContain('Texture has no grant screen');
  });

  it('shows no empty section for a redirect that brought nothing', async () => {
    const args = ['authorize', '--provider', 'texture', '--sandbox', '--owner', 'none'];
    const { stdout } = await runCli(args, rehearsal({ credentials: memoryStore() }));
    expect(stdout).toContain('Not connected');
    expect(stdout).not.toContain('Callback');
  });

  it('runs against a running sandbox', async () => {
    const sandbox = await runningSandbox();
    const { exitCode } = await play(memoryStore(), `--sandbox=${sandbox.url}`, '--owner', 'select-all');
    expect(exitCode).toBe(0);
  });
});

describe('authorize --provider texture', () => {
  const answering = (body: unknown, seen: HttpRequest[] = [], status = 200): Context['http'] => {
    return async (request) => {
      seen.push(request);
      return { status, headers: {}, body: JSON.stringify(body) };
    };
  };
  const env = { TEXTURE_API_KEY: 'tx_secret_key' };
  /** A browser that lands on the redirect address that was sent to Texture. */
  const landing = (seen: HttpRequest[], query: string): Context['openBrowser'] => {
    return async () => {
      const { redirectUrl } = JSON.parse(seen[0]?.body ?? '{}') as { redirectUrl: string };
      await fetch(`${redirectUrl}?${query}`, { headers: { accept: '*/*' } });
      return { opened: true };
    };
  };

  it('sends the key in its header, and a one-time path as redirect address', async () => {
    const seen: HttpRequest[] = [];
    const store = memoryStore();
    const result = await runCli(
      [...texture, '--external-id', 'cust_42'],
      rehearsal({
        env,
        credentials: store,
        http: answering({ data: { link: 'https://connect.texturehq.com/l/1', id: '1' } }, seen),
        openBrowser: landing(seen, 'texture_scoped_key=scoped_value_1'),
      }),
    );
    expect(result.exitCode).toBe(0);
    expect(result.json()).toMatchObject({ verdict: 'unverified', callback: { scopedKey: 'stored', raw: {} } });
    expect(seen[0]).toMatchObject({
      url: 'https://api.texturehq.com/v1/connections',
      headers: { 'Texture-Api-Key': 'tx_secret_key' },
    });
    const body = JSON.parse(seen[0]?.body ?? '{}') as Record<string, unknown>;
    expect(body).toMatchObject({ referenceId: 'cust_42', manufacturerFilters: { manufacturers: ['tesla'] } });
    expect(body['redirectUrl']).toMatch(/^http:\/\/localhost:\d+\/texture\/[\w-]{43}$/);
    expect(store.kept.get('texture/cust_42')?.accessToken.reveal()).toBe('scoped_value_1');
    expect(result.stdout + result.stderr).not.toMatch(/scoped_value_1|tx_secret_key/);
  });

  it('ends its sandbox when no port can be had', async () => {
    const control = createSandboxControl();
    const closed: string[] = [];
    const start: Context['sandbox']['start'] = async (options) => {
      const handle = await control.start(options);
      return {
        ...handle,
        close: async () => {
          closed.push(handle.url);
          await handle.close();
        },
      };
    };
    const listenLoopback: Context['listenLoopback'] = async () => {
      throw new CliError('PORT_UNAVAILABLE', 'No port is free.', { hint: 'Free one.' });
    };
    const argv = ['authorize', '--provider', 'texture', '--sandbox', '--owner', 'select-all', '--json'];
    const result = await runCli(argv, rehearsal({ sandbox: { ...control, start }, listenLoopback }));
    expect(result.error().code).toBe('PORT_UNAVAILABLE');
    expect(closed).toHaveLength(1);
  });

  it('turns away what lacks the key or has two, and waits on', async () => {
    const seen: HttpRequest[] = [];
    const statuses: number[] = [];
    const openBrowser: Context['openBrowser'] = async (url) => {
      const { redirectUrl } = JSON.parse(seen[0]?.body ?? '{}') as { redirectUrl: string };
      for (const query of ['', '?texture_scoped_key=a&texture_scoped_key=b'])
        statuses.push((await fetch(redirectUrl + query)).status);
      statuses.push((await fetch(new URL('/texture/guess?texture_scoped_key=a', redirectUrl))).status);
      return landing(seen, 'texture_scoped_key=k')(url);
    };
    const http = answering({ url: 'https://connect.texturehq.com/l/1' }, seen);
    const result = await runCli(texture, rehearsal({ env, credentials: memoryStore(), http, openBrowser }));
    expect(result.exitCode).toBe(0);
    expect(statuses).toEqual([400, 400, 404]);
  });

  it.each([
    [{ id: 1 }, [], /no link/, /none/],
    [{ a: 'https://x.test/1', b: { c: 'https://x.test/2' } }, [], /several/, /a, b\.c/],
    [{ a: 'https://x.test/1' }, ['--link-field', 'b'], /no link/, /a/],
  ])('exits 6 and lists the fields when the link cannot be told: %j', async (body, args, message, hint) => {
    const result = await runCli(
      [...texture, ...args],
      rehearsal({ env, credentials: memoryStore(), http: answering(body) }),
    );
    expect(result.exitCode).toBe(6);
    expect(result.error()).toMatchObject({ code: 'API_ERROR' });
    expect(result.error().message).toMatch(message);
    expect(result.error().hint).toMatch(hint);
  });

  it('takes the field that the developer names', async () => {
    const http = answering({ docs: 'https://x.test/1', link: { href: 'https://x.test/2' } });
    const argv = [
      'authorize',
      '--provider',
      'texture',
      '--print-url',
      '--redirect-uri',
      'https://example.com/home',
      '--link-field',
      'href',
    ];
    const result = await runCli(argv, rehearsal({ env, credentials: memoryStore(), http }));
    expect(result.stdout).toBe('https://x.test/2\n');
  });

  it('exits 4 without a key, and when Texture refuses it', async () => {
    const without = await runCli(texture, rehearsal({ credentials: memoryStore() }));
    expect(without.exitCode).toBe(4);
    expect(without.error().hint).toContain('TEXTURE_API_KEY');
    const http = answering({ message: 'unknown key' }, [], 401);
    const refused = await runCli(texture, rehearsal({ env, credentials: memoryStore(), http }));
    expect(refused.exitCode).toBe(4);
    expect(refused.error().message).toContain('unknown key');
  });
});
