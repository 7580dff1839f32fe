import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import type { Context } from '../../src/io/context.ts';
import { captureOutput } from '../support/context.ts';
import { memoryStore, rehearsal } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const anyPort = 'http://localhost:0/exchange';
const live = ['authorize', '--client-id', id, '--redirect-uri', anyPort, '--state', 'S'];

/** Runs `authorize`; the browser lands on the redirect at once. Tells also what the tab showed in the end. */
async function landOn(query: string, argv: readonly string[]): Promise<RunResult & { readonly page: string }> {
  let show: (page: string) => void = () => {};
  const page = new Promise<string>((resolve) => (show = resolve));
  const openBrowser: Context['openBrowser'] = async (link) => {
    const redirectUri = new URL(link).searchParams.get('redirect_uri') ?? '';
    const answer = await fetch(`${redirectUri}?${query}&state=S`, { headers: { accept: 'text/html' } });
    show(await answer.text());
    return { opened: true };
  };
  const result = await runCli(argv, rehearsal({ credentials: memoryStore(), openBrowser }));
  return { ...result, page: await page };
}

describe('the next command', () => {
  it('goes to the same redirect URI, in the same mode, with the same unknown permission', async () => {
    const argv = [...live, '--scope', 'read_new', '--allow-unknown', '--mode', 'simulated', '--json'];
    const result = await landOn('error=access_denied', argv);
    expect(result.json<Authorization>().next.map(({ command }) => command)).toEqual([
      `connect-cli authorize --redirect-uri ${anyPort} --mode simulated --scope read_new --client-id ${id} --allow-unknown`,
    ]);
  });
});

describe('a hostile redirect', () => {
  it.each(['javascript:alert(1)', 'http://www.tesla.com/_ak/smartcar.com', 'no address'])(
    'offers the owner no virtual key link "%s"',
    async (link) => {
      const query = `code=C&virtual_key_url=${encodeURIComponent(link)}`;
      const result = await landOn(query, [...live, '--scope', 'control_security', '--json']);
      const document = result.json<Authorization>();
      expect(document.callback.virtualKeyUrl).toBe(link);
      expect(document.next.map(({ url }) => url)).not.toContain(link);
      expect(document.warnings.join(' ')).toContain('no https link');
      expect(result.page).not.toContain('virtual key');
    },
  );

  it('writes no control character to the terminal', async () => {
    const escape = encodeURIComponent('\u001b]8;;https://evil.example\u0007');
    const query = `code=C${escape}&virtual_key_url=https://www.tesla.com/${escape}`;
    const result = await landOn(query, [...live, '--scope', 'control_security']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout + result.stderr).not.toMatch(/[\u0007\u001b]/);
  });
});

describe('a redirect with nothing but the state', () => {
  it('is called a connection neither in the terminal nor in the tab', async () => {
    const result = await landOn('code=', [...live, '--scope', 'read_vin']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).not.toContain('Connected');
    expect(result.stdout).toContain('Connect came back with nothing');
    expect(result.page).not.toContain('Connected');
    expect(result.page).toContain('Connect came back with nothing');
    expect(result.page).toContain('nothing shows that a car is connected');
  });
});

describe('what deserves attention about the link', () => {
  const numbered = 'http://127.0.0.1:0/exchange';

  it('is said before the owner sees the link, and once', async () => {
    const argv = [...live.slice(0, 3), '--redirect-uri', numbered, '--state', 'S', '--scope', 'read_vin'];
    const { stdout, stderr } = await landOn('code=C', argv);
    expect(stderr).toContain('reported as refused');
    expect(stderr.indexOf('reported as refused')).toBeLessThan(stderr.indexOf('/oauth/authorize'));
    expect(stdout).not.toContain('reported as refused');
  });

  it('stands in the document', async () => {
    const argv = [...live.slice(0, 3), '--redirect-uri', numbered, '--state', 'S', '--scope', 'read_vin', '--json'];
    const document = (await landOn('code=C', argv)).json<Authorization>();
    expect(document.warnings.join(' ')).toContain('reported as refused');
  });

  it('is said with --print-url too: an id as state can be guessed', async () => {
    const argv = ['authorize', 'read_vin', '--client-id', id, '--existing-user', 'OLD', '--id-as-state', '--print-url'];
    const { stdout, stderr } = await runCli(argv, rehearsal());
    expect(stdout).toContain('&state=OLD');
    expect(stderr).toContain('guess');
  });
});

describe('the ids of an existing user', () => {
  it.each([
    ['--existing-user', ''],
    ['--existing-user', '  '],
    ['--previous-user-id', 'cust_42'],
    ['--previous-user-id', ''],
  ])('%s "%s" exits 2', async (flag, value) => {
    const result = await runCli([...live, flag, value, '--json'], rehearsal());
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({ code: 'INVALID_VALUE' });
    expect(result.error().message).toContain(`"${value}"`);
  });
});

describe('at 80 columns', () => {
  it('breaks no line but that of the address', async () => {
    const stderr = captureOutput();
    const clock: Context['clock'] = { now: () => 0, sleep: async () => undefined };
    const openBrowser: Context['openBrowser'] = async () => ({
      opened: false,
      reason: `because ${'of this '.repeat(9)}`,
    });
    await runCli([...live, '--scope', 'read_vin'], rehearsal({ stderr, clock, openBrowser }));
    const long = stderr
      .text()
      .split('\n')
      .filter((line) => line.length > 80 && !line.startsWith('https://'));
    expect(long).toEqual([]);
  });
});
