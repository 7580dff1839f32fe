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
  it.each([
    'javascript:alert(1)',
    'http://www.tesla.com/_ak/smartcar.com',
    'no address',
    'https://tesla.com.evil.example/_ak/smartcar.com',
    'https://evil-tesla.com/_ak/smartcar.com',
    'https://tesla.com@evil.example/_ak/smartcar.com',
    'https://www.tesla.com:pw@evil.example/',
  ])('offers the owner no virtual key link "%s"', async (link) => {
    const query = `code=C&virtual_key_url=${encodeURIComponent(link)}`;
    const result = await landOn(query, [...live, '--scope', 'control_security', '--json']);
    const document = result.json<Authorization>();
    expect(document.callback.virtualKeyUrl).toBe(link);
    expect(document.next.map(({ url }) => url)).not.toContain(link);
    expect(document.warnings.join(' ')).toContain(`"${link}", is not an https link to tesla.com`);
    expect(result.page).not.toContain('virtual key');
  });

  it('writes no control character to the terminal', async () => {
    const escape = encodeURIComponent('\u001b]8;;https://evil.example\u0007');
    const query = `code=C${escape}&virtual_key_url=https://www.tesla.com/${escape}`;
    const result = await landOn(query, [...live, '--scope', 'control_security']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout + result.stderr).not.toMatch(/[\u0007\u001b]/);
  });
});

/** Lands on the redirect URI with each query in turn; tells what the tab showed each time. */
async function landOnEach(
  queries: readonly string[],
  given: Partial<Context> = {},
): Promise<RunResult & { readonly pages: readonly string[] }> {
  const pages: string[] = [];
  const openBrowser: Context['openBrowser'] = async (link) => {
    const redirectUri = new URL(link).searchParams.get('redirect_uri') ?? '';
    for (const query of queries) pages.push(await (await fetch(`${redirectUri}${query}`)).text());
    return { opened: true };
  };
  const argv = [...live, '--scope', 'read_vin', '--json'];
  const result = await runCli(argv, rehearsal({ credentials: memoryStore(), openBrowser, ...given }));
  return { ...result, pages };
}

/** Time that is over once the browser has landed. */
const shortClock: Context['clock'] = {
  now: () => 0,
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, Math.min(milliseconds, 1_500));
      signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true });
    }),
};

describe('a redirect without a result', () => {
  it.each(['?state=S', '?code=&user_id=&error=&state=S', '?foo=bar&state=S', ''])(
    '"%s" is no success and does not end the wait; page and terminal say what it most likely is',
    async (query) => {
      const { exitCode, pages, stderr, json } = await landOnEach([query, '?code=TRUE&state=S']);
      expect(exitCode).toBe(0);
      expect(json<Authorization>().callback.code).toBe('TRUE');
      for (const text of [pages[0], stderr.replace(/\s+/g, ' ')]) {
        expect(text).toContain('response_type=code');
        expect(text).toContain('--response-type omit');
        expect(text).toContain('is still waiting');
      }
    },
  );

  it.each([
    ['?code=undefined&state=S', 'Connect came back with nothing'],
    ['?code=null&state=S', 'Connect came back with nothing'],
    ['?code=EU_1f0c6e2d9b&state=S&issuer=https%3A%2F%2Fauth.tesla.com%2Foauth2%2Fv3', "an answer of Tesla's"],
    ['?code=C&amp;state=S', 'written &amp;'],
  ])('"%s" is told as what it is', async (query, told) => {
    const { exitCode, stderr, json } = await landOnEach([query, '?code=TRUE&state=S']);
    expect([exitCode, json<Authorization>().callback.code]).toEqual([0, 'TRUE']);
    expect(stderr.replace(/\s+/g, ' ')).toContain(told);
    expect(stderr).not.toContain('a shell or a chat');
  });

  it('code and error together are a denial', async () => {
    const { exitCode, json } = await landOnEach(['?code=C&error=access_denied&state=S']);
    expect([exitCode, json<Authorization>().verdict]).toEqual([3, 'denied']);
  });

  it('is named first when the time is up, before the registration is blamed', async () => {
    const queries = ['?code=C&state=other', '?state=S', '?state=S'];
    const { exitCode, error } = await landOnEach(queries, { clock: shortClock });
    expect(exitCode).toBe(7);
    expect(error()).toMatchObject({ code: 'TIMED_OUT' });
    expect(error().message).toBe(
      'Connect came back, but without a code, a user id or an error. In 5 minutes nothing else came back. 3 requests were turned away: 1 with another state and 2 without a code, a user id or an error.',
    );
    expect(error().hint).toContain('--response-type omit');
    expect(error().hint).not.toContain('not registered');
  });
});

describe("an error that names Tesla's issuer", () => {
  const query = 'error=access_denied&issuer=https%3A%2F%2Fauth.tesla.com%2Foauth2%2Fv3';

  it("is told as Tesla's, with the command that explains it as that", async () => {
    const { exitCode, json, page } = await landOn(query, [...live, '--scope', 'read_vin', '--json']);
    const { verdict, error, next } = json<Authorization>();
    expect([exitCode, verdict]).toEqual([3, 'denied']);
    expect(error).toMatchObject({ code: 'access_denied', title: "Tesla's sign-in sent this error, not Connect." });
    expect(JSON.stringify(error)).not.toContain('declined on Smartcar');
    expect(page).not.toContain('declined on Smartcar');
    expect(next.map(({ command }) => command)).toEqual([`connect-cli explain-error "${query}"`]);
    const explained = await runCli(['explain-error', query, '--json']);
    expect(explained.stdout).toContain('"issuer":"tesla-oauth","issuerCertain":true');
  });
});

describe('a callback that is turned away', () => {
  it('is told once for each kind, with its count at the end', async () => {
    const queries = ['?code=C', '?code=C', '?code=C&state=other', '/?code=C&state=S', '?code=TRUE&state=S'];
    const { exitCode, stderr } = await landOnEach(queries);
    const said = stderr.replace(/\s+/g, ' ');
    expect(exitCode).toBe(0);
    expect(said.split('carries no state').length).toBe(2);
    expect(said.split('belongs to another attempt').length).toBe(2);
    expect(said).toContain('put it in quotes');
    expect(said).toContain('A slash too many or too few');
    expect(said).toContain('2 requests were turned away: 2 without a state.');
    expect(stderr).not.toContain('code=C');
  });

  it('is counted when the time is up', async () => {
    const { error } = await landOnEach(['?code=C', '?code=C'], { clock: shortClock });
    expect(error().message).toContain('2 requests were turned away: 2 without a state.');
    expect(error().hint).toContain('put it in quotes');
  });

  it('leaves the registration as the usual cause where nothing came at all', async () => {
    const { error } = await landOnEach([], { clock: shortClock });
    expect(error().message).toBe('Nothing came back from Connect in 5 minutes.');
    expect(error().hint).toContain('not registered');
  });
});

describe('what deserves attention about the link', () => {
  const numbered = 'http://127.0.0.1:0/exchange';

  it('is said before the owner sees the link, and once', async () => {
    const argv = [...live.slice(0, 3), '--redirect-uri', numbered, '--state', 'S', '--scope', 'read_vin'];
    const { stdout, stderr } = await landOn('code=C', argv);
    expect(stderr).toContain('reported to be refused');
    expect(stderr.indexOf('reported to be refused')).toBeLessThan(stderr.indexOf('/oauth/authorize'));
    expect(stdout).not.toContain('reported to be refused');
  });

  it('stands in the document', async () => {
    const argv = [...live.slice(0, 3), '--redirect-uri', numbered, '--state', 'S', '--scope', 'read_vin', '--json'];
    const document = (await landOn('code=C', argv)).json<Authorization>();
    expect(document.warnings.join(' ')).toContain('reported to be refused');
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
    ['--existing-user', '', 'is empty'],
    ['--existing-user', '  ', 'is empty'],
    ['--previous-user-id', 'cust_42', '"cust_42"'],
    ['--previous-user-id', '', '""'],
  ])('%s "%s" exits 2', async (flag, value, words) => {
    const result = await runCli([...live, flag, value, '--json'], rehearsal());
    expect(result.exitCode).toBe(2);
    expect(result.error()).toMatchObject({ code: 'INVALID_VALUE' });
    expect(result.error().message).toContain(words);
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
