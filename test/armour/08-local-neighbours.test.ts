import { describe, expect, it, onTestFinished } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import { listenLoopback } from '../../src/io/loopback/listen.ts';
import { serveSandbox } from '../../src/sandbox/http/serve.ts';
import { deadPort } from '../support/doctor.ts';
import { noAbort, trueCode, trueQuery, waitForCallback } from '../support/loopback.ts';
import { useProgram } from '../support/program.ts';
import { get, request, type RawResponse } from '../support/raw-http.ts';
import type { RunningProgram } from '../support/running-program.ts';

/** The other refusals of the server, one by one: `test/io/loopback/refusals.test.ts`. */

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const program = useProgram();
const connect = 'https://connect.smartcar.com/oauth/authorize?state=a-state-that-nobody-else-may-see';

interface Waiting extends RunningProgram {
  readonly port: number;
  /** Path of the short link that the terminal shows. */
  readonly shortPath: string;
}

/** Starts authorize, which waits for a redirect with `state=S` on a free port. */
async function authorize(...words: readonly string[]): Promise<Waiting> {
  const port = await deadPort();
  const redirect = ['--redirect-uri', `http://localhost:${port}/exchange`, '--state', 'S', '--no-browser'];
  const running = program.start(['authorize', 'control_security', '--client-id', id, ...redirect, ...words]);
  await running.said(/Waiting .* for the redirect/);
  const [, shortPath = ''] = await running.said(/Short link on this machine: http:\/\/localhost:\d+(\/\S+)/);
  return { ...running, port, shortPath };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');
const leads = ({ status, headers }: RawResponse) => [status, headers.get('location')];

describe('8. Local neighbours: the short link', () => {
  it('carries at least 40 bits', async () => {
    const opened = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const loopback = await listenLoopback({
          redirectUris: ['http://127.0.0.1:0/exchange'],
          accept: () => ({ accepted: false, reason: 'no-state' }),
        });
        await loopback.close();
        return new URL(loopback.entryUrl).pathname.slice(1);
      }),
    );
    // What a hundred tokens are made of is a part of what they can be made of.
    const characters = new Set(opened.join('')).size;
    const shortest = Math.min(...opened.map(({ length }) => length));
    expect(shortest * Math.log2(characters)).toBeGreaterThanOrEqual(40);
    expect(new Set(opened).size).toBe(100);
  });

  it('answers once, however many ask at the same moment', async () => {
    const { loopback, port } = await waitForCallback();
    loopback.setEntry(connect);
    const { pathname } = new URL(loopback.entryUrl);
    const answers = await Promise.all(Array.from({ length: 30 }, () => get(port, pathname)));
    expect(answers.map(leads).filter(([status]) => status === 302)).toEqual([[302, connect]]);
    expect([...loopback.rejected()]).toEqual([['spent-link', 29]]);
  });

  it.each(['HEAD', 'OPTIONS', 'POST'])('is not spent by %s, which gets nothing', async (method) => {
    const { loopback, port } = await waitForCallback();
    loopback.setEntry(connect);
    const { pathname } = new URL(loopback.entryUrl);
    expect(leads(await request(method, port, pathname))).toEqual([405, undefined]);
    expect(leads(await get(port, pathname))).toEqual([302, connect]);
  });

  it('gives nobody the link who does not know it', async () => {
    const { loopback, port } = await waitForCallback();
    loopback.setEntry(connect);
    const { pathname } = new URL(loopback.entryUrl);
    const guesses = ['/', '', '/?', `${pathname}/`, pathname.slice(0, -1), `${pathname}a`, pathname.toUpperCase()];
    const encoded = `/%${pathname.charCodeAt(1).toString(16)}${pathname.slice(2)}`;
    for (const guess of [...guesses, encoded, `//${pathname}`, `/.${pathname}`]) {
      const answer = await get(port, guess);
      expect([guess, answer.headers.get('location')]).toEqual([guess, undefined]);
      expect(answer.body).not.toContain('nobody-else');
    }
    expect(leads(await get(port, pathname))).toEqual([302, connect]);
  });

  it('says in the terminal that it was opened a second time', async () => {
    const { port, shortPath, said, stderr } = await authorize();
    expect((await get(port, shortPath)).headers.get('location')).toContain('state=S');
    expect(stderr()).not.toContain('Turned away');
    expect(leads(await get(port, shortPath))).toEqual([404, undefined]);
    await said(/Turned away: This link works once\./);
    expect(oneLine(stderr())).toContain('If the first time was not you, start again');
  });
});

describe('8. Local neighbours: cookies of other programs on localhost', () => {
  // Chromium 156 keeps 180 cookies for a host, of 4096 bytes of name and value, and sends them all: 737,818 bytes.
  const cookies = (count: number): string =>
    Array.from({ length: count }, (_, index) => `c${index}`)
      .map((name) => `${name}=${'a'.repeat(4_096 - name.length)}`)
      .join('; ');

  it.each([6, 25, 180])('%i of them do not cost the true callback', async (count) => {
    const { loopback, port } = await waitForCallback();
    const arrival = loopback.callback(noAbort);
    expect((await get(port, `/exchange?${trueQuery}`, { Cookie: cookies(count) })).status).toBe(303);
    expect(await arrival).toMatchObject({ code: trueCode });
  });

  it.each([
    ['localhost', 200],
    ['0.0.0.0', 431],
  ])('180 of them reach a sandbox on %s with %i', async (host, status) => {
    const sandbox = await serveSandbox(() => ({ status: 200, headers: {}, body: '' }), { host });
    onTestFinished(() => sandbox.close());
    const headers = { Cookie: cookies(180), Connection: 'close' };
    expect((await get(sandbox.port, '/oauth/authorize', headers)).status).toBe(status);
  });
});

describe('8. Local neighbours: a virtual_key_url that leads elsewhere', () => {
  const elsewhere = 'https://tesla.com.evil.example/_ak/smartcar.com';
  const query = `code=C&state=S&virtual_key_url=${encodeURIComponent(elsewhere)}`;
  const browser = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate' };

  it('is shown with a warning, and is no step for the owner', async () => {
    const { port, ended } = await authorize('--json');
    const { headers } = await get(port, `/exchange?${query}`, browser);
    const page = await get(port, headers.get('location') ?? '', browser);
    const { code, stdout } = await ended;
    const document: Authorization = JSON.parse(stdout);
    expect([code, document.callback.virtualKeyUrl]).toEqual([0, elsewhere]);
    expect(document.warnings.join(' ')).toContain(`"${elsewhere}", is not an https link to tesla.com`);
    expect(document.next.map(({ url }) => url)).not.toContain(elsewhere);
    expect(page.body).not.toContain('evil.example');
  });

  it('is shown with the warning to people as well', async () => {
    const { port, ended } = await authorize();
    await get(port, `/exchange?${query}`);
    expect(oneLine((await ended).stdout)).toContain('is not an https link to tesla.com, so it is not offered');
  });
});
