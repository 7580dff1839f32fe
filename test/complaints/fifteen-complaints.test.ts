import { readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadPort, listening } from '../support/doctor.ts';
import { useProgram } from '../support/program.ts';
import { get, openSocket, request } from '../support/raw-http.ts';
import { runningSandbox } from '../support/rehearsal.ts';
import type { RunningProgram } from '../support/running-program.ts';

/**
 * What users of other command lines with a loopback redirect complain about, fifteen groups of it. Each is tried on the
 * real program, over real sockets, pipes and signals.
 */

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const code = '1b4c8e0a-7d2f-4c55-9a0e-6f3b2d1c0a99';
const trueQuery = `code=${code}&state=S`;

const program = useProgram();
const { run, start } = program;

type Variables = Readonly<Record<string, string>>;

interface Waiting extends RunningProgram {
  readonly port: number;
}

/** Starts authorize, which waits for a redirect with `state=S` on a free port. */
async function authorize(words: readonly string[] = [], more: Variables = {}, host = 'localhost'): Promise<Waiting> {
  const port = await deadPort();
  const uri = `http://${host}:${port}/exchange`;
  const line = ['authorize', 'read_vin', '--client-id', id, '--state', 'S', '--redirect-uri', uri];
  const running = start([...line, ...words], more);
  await running.said(/Waiting .* for the redirect/);
  return { ...running, port };
}

/** The redirect of a good consent. */
const redirect = (port: number, headers: Variables = {}) => get(port, `/exchange?${trueQuery}`, headers);

describe('1: the browser is on another machine', () => {
  it('gives the exact line for ssh, with the registered port', async () => {
    const { stderr, port, kill } = await authorize([], { SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' });
    expect(stderr().replace(/\s+/g, ' ')).toContain(`ssh -L ${port}:localhost:${port} to this machine`);
    kill('SIGTERM');
  });

  it('takes the address that the other browser landed on, while it listens', async () => {
    const { type, port, ended } = await authorize();
    type(`http://localhost:${port}/exchange?${trueQuery}\n`);
    expect((await ended).code).toBe(0);
  });
});

describe('2: the login succeeds and the command never exits', () => {
  it('ends although connections stay open and idle', async () => {
    const { port, ended } = await authorize();
    const idle = await Promise.all([openSocket(port), openSocket(port), openSocket(port)]);
    idle[0]?.write(`GET /favicon.ico HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: keep-alive\r\n\r\n`);
    idle[1]?.write('GET /exchange HTTP/1.1\r\n');
    for (const socket of idle) socket.on('error', () => undefined);
    expect((await redirect(port)).status).toBe(303);
    expect((await ended).code).toBe(0);
    for (const socket of idle) socket.destroy();
  });
});

describe('3: the page is gone before it was read', () => {
  it('delivers the last page to the browser before it ends', async () => {
    const { port, ended } = await authorize();
    const page = await fetch(`http://localhost:${port}/exchange?${trueQuery}`, { headers: { accept: 'text/html' } });
    const text = await page.text();
    expect([page.status, text.includes('You can close this tab')]).toEqual([200, true]);
    expect(page.url).not.toContain(code);
    expect((await ended).code).toBe(0);
  });
});

describe('4: the port is in use, or the wrong process answers', () => {
  it('names the process that holds the port', async () => {
    const port = await listening(createServer());
    const uri = `http://localhost:${port}/exchange`;
    const { code: exitCode, stderr } = await run(['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri]);
    expect(exitCode).toBe(8);
    const owner = process.platform === 'linux' ? `\\(process ${process.pid}\\)` : 'taken by';
    expect(stderr).toMatch(new RegExp(owner));
  });

  it('names a run of its own that was forgotten', async () => {
    const { port, pid } = await authorize();
    const uri = `http://localhost:${port}/exchange`;
    const { stderr } = await run(['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri]);
    expect(stderr).toContain(process.platform === 'linux' ? `(process ${pid})` : 'taken by');
  });
});

describe('5: localhost, 127.0.0.1 and ::1', () => {
  it('answers on both addresses that localhost can be', async () => {
    const { port, ended } = await authorize();
    const other = await request('GET', port, '/exchange?code=x&state=other');
    expect(other.status).toBe(400);
    const socket = await openSocket(port, '::1').catch(() => openSocket(port));
    socket.write(`GET /exchange?${trueQuery} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    expect((await ended).code).toBe(0);
  });

  it('listens where the redirect URI says, and nowhere else', async () => {
    const { port, ended } = await authorize([], {}, '127.0.0.1');
    await expect(openSocket(port, '::1')).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|EAFNOSUPPORT/);
    await redirect(port, { Host: `127.0.0.1:${port}` });
    expect((await ended).code).toBe(0);
  });
});

describe('6: what browsers ask of the local network', () => {
  it('answers a preflight without taking it for the redirect, and lets no page read', async () => {
    const { port, ended } = await authorize();
    const preflight = await request('OPTIONS', port, `/exchange?${trueQuery}`, {
      Origin: 'https://example.com',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Private-Network': 'true',
    });
    expect(preflight.status).toBe(405);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect((await redirect(port)).status).toBe(303);
    expect((await ended).code).toBe(0);
  });
});

describe('7: the redirect is consumed twice, or by the wrong request', () => {
  it('is not spent by prefetch, icon, stray path, HEAD or another state, and counts once', async () => {
    const { port, ended, stderr } = await authorize();
    const statuses = [
      await redirect(port, { 'Sec-Purpose': 'prefetch' }),
      await get(port, '/favicon.ico'),
      await get(port, `/exchange/?${trueQuery}`),
      await request('HEAD', port, `/exchange?${trueQuery}`),
      await get(port, `/exchange?code=${code}&state=stale`),
      await get(port, '/exchange'),
    ].map(({ status }) => status);
    expect(statuses.every((status) => status !== 303)).toBe(true);
    const [first, second] = await Promise.all([redirect(port), redirect(port)]);
    expect([first?.status, second?.status].toSorted()).toEqual([303, 409]);
    expect((await ended).code).toBe(0);
    expect(stderr()).toContain('belongs to another attempt');
  });
});

describe('8: the address cannot be copied', () => {
  it('stands whole on one line in a narrow window, with a short form below', async () => {
    const { stderr, port, kill } = await authorize([], { COLUMNS: '60' });
    const lines = stderr().split('\n');
    const line = lines.find((one) => one.startsWith('https://connect.smartcar.com/')) ?? '';
    expect(new URL(line).searchParams.get('redirect_uri')).toBe(`http://localhost:${port}/exchange`);
    const short = new RegExp(`http://localhost:${port}/[a-z2-9]{10}`).exec(stderr())?.[0] ?? '';
    const led = await fetch(short, { redirect: 'manual' });
    expect(led.headers.get('location')).toBe(line);
    kill('SIGTERM');
  });
});

describe('9: the launcher lies or crashes', () => {
  it.each([
    ['no-such-browser', '"no-such-browser" is not installed'],
    ['/bin/false', '"/bin/false" ended with exit code 1'],
  ])('says that %s failed, and waits on', async (browser, reason) => {
    const { said, port, ended } = await authorize([], { BROWSER: browser });
    await said(new RegExp(`The browser could not be opened: ${reason}`));
    await redirect(port);
    expect((await ended).code).toBe(0);
  });
});

describe('10: Ctrl-C, and the tab that was closed', () => {
  it('ends with 130 and one sentence', async () => {
    const { kill, ended, stderr } = await authorize();
    const before = stderr().length;
    kill('SIGINT');
    expect((await ended).code).toBe(130);
    const lines = stderr()
      .slice(before)
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(lines.filter((line) => line.includes('Stopped'))).toHaveLength(1);
  });

  it('ends by itself when nobody comes back, and says what may be wrong', async () => {
    const { ended } = await authorize(['--timeout', '1']);
    const { code: exitCode, stderr } = await ended;
    expect(exitCode).toBe(7);
    expect(stderr).toContain('redirect URI');
  });
});

describe('11: agents and scripts', () => {
  it('never ends with 0 without having done anything', async () => {
    const { code: exitCode, stderr, stdout } = await run(['authorize', 'read_vin', '--json']);
    expect([exitCode, stdout]).toEqual([2, '']);
    const { error } = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as {
      error: { code: string; hint: string };
    };
    expect(error.code).toBe('INPUT_REQUIRED');
    expect(error.hint).toContain('--client-id');
  });

  it('lets one process start and another finish', async () => {
    const uri = 'http://localhost:8000/exchange';
    const words = ['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri, '--state', 'S'];
    const started = await run([...words, '--start', '--json']);
    const { attempt, url } = JSON.parse(started.stdout) as { attempt: string; url: string };
    expect(url).toContain('state=S');
    const finished = await run(['authorize', '--finish', attempt, '--redirect', `${uri}?${trueQuery}`, '--json']);
    expect([finished.code, (JSON.parse(finished.stdout) as { kind: string }).kind]).toEqual([0, 'authorization']);
  });
});

describe('12: stdout is polluted', () => {
  it('holds one document and nothing else, whatever is said beside it', async () => {
    const { port, ended } = await authorize(['--json'], {
      FORCE_COLOR: '3',
      SSH_TTY: '/dev/pts/0',
      BROWSER: '/bin/false',
    });
    await get(port, '/exchange?code=x&state=other');
    await redirect(port);
    const { stdout, stderr } = await ended;
    expect((JSON.parse(stdout) as { kind: string }).kind).toBe('authorization');
    expect(stdout).not.toContain('\u001B');
    expect(stderr).toContain('belongs to another attempt');
  });
});

describe('13: tokens at rest, and lost sessions', () => {
  it('says where they rest and how, for their owner alone, and keeps them', async () => {
    const sandbox = await runningSandbox();
    const words = [`--sandbox=${sandbox.url}`, '--owner', 'select-all', '--json'];
    const authorized = await run(['authorize', 'read_vin', ...words]);
    expect([authorized.code, authorized.stderr]).toEqual([0, expect.any(String)]);
    const directory = join(program.home.path, 'credentials');
    for (const name of await readdir(directory)) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    }
    const path = JSON.parse((await run(['config', 'path', '--json'])).stdout) as {
      store: { location: string };
      warnings: string[];
    };
    expect(path.store.location).toBe(directory);
    expect(path.warnings.join(' ')).toContain('unencrypted');
    const list = JSON.parse((await run(['token', 'list', '--json'])).stdout) as { tokens: unknown[] };
    expect(list.tokens).toHaveLength(1);
  });

  it('says so when they could not be kept', async () => {
    const sandbox = await runningSandbox();
    const words = ['authorize', 'read_vin', `--sandbox=${sandbox.url}`, '--owner', 'select-all', '--json'];
    const { stdout } = await run(words, { CONNECT_CLI_HOME: '/proc/nowhere' });
    const { warnings } = JSON.parse(stdout) as { warnings: string[] };
    expect(warnings.join(' ')).toMatch(/The tokens could not be stored: .*\/proc\/nowhere/);
  });
});

describe('14: what comes back is put into the page', () => {
  it('shows it escaped, or not at all', async () => {
    const { port, ended } = await authorize();
    const script = '<script>alert(1)</script>';
    const query = `error=access_denied&error_description=${encodeURIComponent(script)}&state=S`;
    const page = await fetch(`http://localhost:${port}/exchange?${query}`, { headers: { accept: 'text/html' } });
    expect(await page.text()).not.toContain('<script>alert');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await ended).code).toBe(3);
  });
});

describe('15: host and redirect URI disagree', () => {
  it('takes the redirect under the host that is registered, and tells of another one', async () => {
    const { port, ended, stderr } = await authorize();
    expect((await redirect(port, { Host: `evil.example:${port}` })).status).toBe(421);
    await redirect(port);
    expect((await ended).code).toBe(0);
    expect(stderr()).toContain(`http://localhost:${port}/exchange`);
  });

  it('does not wait where the redirect cannot arrive', async () => {
    const uri = 'https://app.example/exchange';
    const { code: exitCode, stderr } = await run(['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri]);
    expect(exitCode).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain('is not on this machine');
  });
});
