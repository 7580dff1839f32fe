import { describe, expect, it, onTestFinished } from 'vitest';
import { builtProgram, keys, startTerminal, type Terminal } from '../support/pty.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const redirectUri = 'https://example.com/home';

/** The prompt stands at the end of the screen and takes keys. */
const asked = /land on:\s*$/;

/** The built program in a real pseudo-terminal, waiting for an address to be pasted. */
async function wait(...flags: readonly string[]): Promise<Terminal> {
  const argv = ['authorize', 'read_vin', '--client-id', id, '--redirect-uri', redirectUri, '--state', 'S', ...flags];
  const terminal = startTerminal([builtProgram, ...argv], {
    columns: 100,
    rows: 60,
    env: { HOME: '/nonexistent', BROWSER: 'none', CONNECT_CLI_STORE: 'file' },
  });
  onTestFinished(() => terminal.kill('SIGKILL'));
  await terminal.waitFor(asked, 20_000);
  return terminal;
}

describe('a paste while authorize waits', () => {
  it.each([
    ['whole', `${redirectUri}?error=access_denied&state=S`],
    ['in double quotes', `"${redirectUri}?error=access_denied&state=S"`],
    ['in single quotes', `'${redirectUri}?error=access_denied&state=S'`],
    ['in backticks', `\`${redirectUri}?error=access_denied&state=S\``],
    ['in angle brackets', `<${redirectUri}?error=access_denied&state=S>`],
    ['in typographic quotes', `\u201c${redirectUri}?error=access_denied&state=S\u201d`],
    ['broken over lines', `${redirectUri}?error=access_\ndenied&sta\nte=S`],
    ['with spaces around it', `   ${redirectUri}?error=access_denied&state=S   `],
    ['with &amp;', `${redirectUri}?error=access_denied&amp;state=S`],
    ["with a shell's backslashes", `${redirectUri}\\?error\\=access_denied\\&state\\=S`],
    ['with a fragment', `${redirectUri}?error=access_denied&state=S#`],
    ['behind Location:', `Location: ${redirectUri}?error=access_denied&state=S`],
    ['in a sentence', `I landed on ${redirectUri}?error=access_denied&state=S`],
    ['without its scheme', 'example.com/home?error=access_denied&state=S'],
    ['its query alone', '?error=access_denied&state=S'],
  ])('is read %s', async (_shape, text) => {
    const terminal = await wait();
    terminal.send(keys.paste(text));
    terminal.send(keys.enter);
    expect((await terminal.exit(20_000)).exitCode).toBe(3);
  });
});

describe('the keys while authorize waits', () => {
  it('walk M8: o, c, q and p do what they say, and a paste ends the wait afterwards', async () => {
    const terminal = await wait();
    terminal.send('o');
    await terminal.waitFor('could not be opened: BROWSER is "none"');
    await terminal.waitFor(asked);
    terminal.send('c');
    await terminal.waitFor('was sent to the clipboard');
    await terminal.waitFor(asked);
    const copied = /\u001B\]52;c;([A-Za-z0-9+/=]+)\u0007/.exec(terminal.raw())?.[1] ?? '';
    expect(Buffer.from(copied, 'base64').toString()).toMatch(/^https:\/\/connect\.smartcar\.com\/oauth\/authorize\?/);
    terminal.send('q');
    await terminal.waitFor('A phone cannot reach this computer');
    await terminal.waitFor(asked);
    terminal.send('p');
    await terminal.waitFor('then press Enter');
    await terminal.waitFor(asked);
    // Typed by hand, without brackets: a text that begins with a shortcut is no shortcut.
    terminal.send('code=C&state=other\r');
    await terminal.waitFor('belongs to another attempt');
    await terminal.waitFor(asked);
    terminal.send(keys.paste(`${redirectUri}?error=access_denied&state=S`));
    terminal.send(keys.enter);
    expect((await terminal.exit(20_000)).exitCode).toBe(3);
  });

  it('Ctrl-C ends it with 130 and leaves the terminal as it was', async () => {
    const terminal = await wait();
    terminal.send(keys.ctrlC);
    expect((await terminal.exit(20_000)).exitCode).toBe(130);
    const raw = terminal.raw();
    expect(raw.lastIndexOf('\u001B[?2004l')).toBeGreaterThan(raw.lastIndexOf('\u001B[?2004h'));
    expect(raw.lastIndexOf('\u001B[?25h')).toBeGreaterThanOrEqual(raw.lastIndexOf('\u001B[?25l'));
  });

  it('--browser names the program, before BROWSER', async () => {
    const terminal = await wait('--browser', '/nowhere/browser');
    expect(terminal.screen()).toContain('"/nowhere/browser" is not installed');
  });
});
