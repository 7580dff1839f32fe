import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smartcarPermissions } from '../../src/core/providers/smartcar/permissions.ts';
import { keysOf } from '../../src/core/text/keys.ts';
import { builtProgram, keys, startTerminal, type Terminal, type TerminalOptions } from '../support/pty.ts';

/** Starts the built program on a terminal, in an empty HOME. */
function run(args: readonly string[], options: TerminalOptions = {}): Terminal {
  const home = mkdtempSync(join(tmpdir(), 'connect-cli-home-'));
  const terminal = startTerminal([builtProgram, ...args], {
    rows: 60,
    ...options,
    cwd: home,
    env: { HOME: home, ...options.env },
  });
  onTestFinished(() => {
    terminal.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });
  return terminal;
}

/** The Connect URL stands on the screen, unbroken although it is longer than a line. */
function linkOn(screen: string): URL {
  return new URL(/^https:\/\/connect\.smartcar\.com\S+/m.exec(screen)?.[0] ?? '');
}

describe('bare authorize', () => {
  it('asks what is missing, permissions with the box beside each, and waits with the link on one line', async () => {
    const terminal = run(['authorize']);
    await terminal.waitFor('Rehearse in the sandbox');
    terminal.send(keys.down + keys.enter);
    await terminal.waitFor('Application id');
    terminal.send(`8229df9f-91a0-4ff0-a1ae-a1f38ee24d07${keys.enter}`);
    await terminal.waitFor('Redirect URI');
    // A redirect URI elsewhere: no port of this machine is taken.
    terminal.send(`\u0015https://example.com/home${keys.enter}`);
    await terminal.waitFor(`of ${keysOf(smartcarPermissions).length} ticked`);
    terminal.send('control_security');
    await terminal.waitFor(/control_security\s+\(Vehicle Commands\)/);
    terminal.send(keys.space + keys.enter);
    const screen = await terminal.waitFor('Paste the full address you land on:');
    expect(linkOn(screen).searchParams.get('scope')).toBe('control_security');
    expect(screen).toContain('☑ Vehicle Commands: control_security');
    terminal.send(keys.ctrlC);
    expect((await terminal.exit()).exitCode).toBe(130);
  });

  it('is left with Ctrl-C at the first question, at once and with 130', async () => {
    const terminal = run(['authorize']);
    await terminal.waitFor('Rehearse in the sandbox');
    terminal.send(keys.ctrlC);
    expect((await terminal.exit()).exitCode).toBe(130);
    expect(terminal.screen()).toContain('Stopped before it was done.');
  });
});

describe('a pasted address', () => {
  const flags = [
    'authorize',
    'read_odometer',
    '--client-id',
    '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
    '--redirect-uri',
    'https://example.com/home',
  ];

  it('seed 17: ends the wait if it carries the state, after one that did not', async () => {
    const terminal = run(flags);
    const state = linkOn(await terminal.waitFor('Paste the full address you land on:')).searchParams.get('state') ?? '';
    terminal.send(keys.paste('https://example.com/home?code=abc&state=guess') + keys.enter);
    await terminal.waitFor(/Turned\s+away/);
    terminal.send(
      keys.paste(`https://example.com/home?code=\r90abecb6-e7ab-4b85-864a-e1c8bf67f2ad&state=${state}`) + keys.enter,
    );
    expect((await terminal.exit()).exitCode).toBe(0);
    expect(terminal.screen()).toContain('90abecb6-e7ab-4b85-864a-e1c8bf67f2ad');
  });

  it('is no place to hang in: SIGTERM ends it with 143 and shows the cursor again', async () => {
    const terminal = run(flags);
    await terminal.waitFor('Paste the full address you land on:');
    terminal.kill('SIGTERM');
    expect((await terminal.exit()).exitCode).toBe(143);
    const raw = terminal.raw();
    expect(raw.lastIndexOf('\u001B[?25h')).toBeGreaterThanOrEqual(raw.lastIndexOf('\u001B[?25l'));
  });

  it('comes after what is said about the browser, never into the middle of the prompt', async () => {
    const terminal = run([...flags], { env: { BROWSER: 'false-browser-of-the-test', DISPLAY: ':99' } });
    const screen = await terminal.waitFor('Paste the full address you land on:');
    expect(screen.indexOf('"false-browser-of-the-test" is not installed')).toBeGreaterThan(0);
    expect(screen.trimEnd().endsWith('Paste the full address you land on:')).toBe(true);
  });
});

describe('bare revoke', () => {
  it('asks for the id and the permissions, then prints the link', async () => {
    const terminal = run(['revoke', '--make', 'TESLA'], { env: { BROWSER: 'none' } });
    await terminal.waitFor(/(?:application|client) id/i);
    terminal.send(`8229df9f-91a0-4ff0-a1ae-a1f38ee24d07${keys.enter}`);
    await terminal.waitFor('ticked');
    terminal.send(`read_odometer${keys.space}`);
    await terminal.waitFor(/1 of \d+ ticked/);
    terminal.send(keys.enter);
    expect((await terminal.exit()).exitCode).toBe(0);
    const link = linkOn(terminal.screen());
    expect(link.pathname).toBe('/oauth/reauthenticate');
    expect(link.searchParams.get('scope')).toBe('read_odometer');
  });
});

it('bare explain-scopes draws the whole table in 80 columns', async () => {
  const terminal = run(['explain-scopes'], { rows: 200 });
  expect((await terminal.exit()).exitCode).toBe(0);
  const lines = terminal.screen().split('\n');
  expect(lines.some((line) => line.includes('control_security'))).toBe(true);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
