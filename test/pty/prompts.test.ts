import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleScript, type BundledScript } from '../support/bundle.ts';
import { keys, startTerminal, type Terminal, type TerminalOptions } from '../support/pty.ts';

let script: BundledScript;
beforeAll(async () => {
  script = await bundleScript(new URL('ask.ts', import.meta.url));
});
afterAll(() => script.remove());

function ask(question: string, options?: TerminalOptions): Terminal {
  const terminal = startTerminal([script.path, question], options);
  onTestFinished(() => terminal.kill('SIGKILL'));
  return terminal;
}

describe('the searchable checkbox', () => {
  it('narrows by typing, moves with arrows, ticks with space and keeps what is ticked', async () => {
    const terminal = ask('checkbox');
    await expectScreen(terminal, '1 of 4 ticked');
    terminal.send('commands');
    const narrowed = await terminal.waitFor(/Permissions commands\n. . control_security/);
    expect(narrowed).not.toContain('read_odometer');
    expect(narrowed).toContain('lock and unlock');
    terminal.send(keys.space);
    await terminal.waitFor('2 of 4 ticked');
    terminal.send(keys.escape);
    await terminal.waitFor('read_odometer');
    terminal.send(keys.down + keys.space);
    await expectScreen(terminal, '3 of 4 ticked');
    terminal.send(keys.enter);
    await expectScreen(terminal, 'answer ["read_odometer","read_location","control_security"] raw false');
    expect(await terminal.exit()).toEqual({ exitCode: 0, signal: undefined });
  });

  it('searches descriptions too, corrects with backspace and says when nothing matches', async () => {
    const terminal = ask('checkbox');
    await expectScreen(terminal, '1 of 4 ticked');
    terminal.send('drivenx');
    await terminal.waitFor('Nothing matches "drivenx".');
    terminal.send(keys.space + keys.up + keys.backspace);
    await expectScreen(terminal, /Permissions driven\n. . read_odometer/);
  });

  it('ticks and unticks all that are shown with tab', async () => {
    const terminal = ask('checkbox');
    await expectScreen(terminal, '1 of 4 ticked');
    terminal.send('information' + keys.tab);
    await expectScreen(terminal, '3 of 4 ticked');
    terminal.send(keys.tab);
    await expectScreen(terminal, '1 of 4 ticked');
  });

  it('does not go on without a tick where one is required', async () => {
    const terminal = ask('checkbox');
    await expectScreen(terminal, '1 of 4 ticked');
    terminal.send('location' + keys.space);
    await terminal.waitFor('0 of 4 ticked');
    terminal.send(keys.enter);
    await terminal.waitFor('Tick at least one with the space bar.');
    terminal.send(keys.space + keys.enter);
    await expectScreen(terminal, 'answer ["read_location"]');
  });

  it('goes round at the ends of the list', async () => {
    const terminal = ask('checkbox');
    await expectScreen(terminal, '1 of 4 ticked');
    terminal.send(keys.up + keys.space + keys.enter);
    await expectScreen(terminal, 'answer ["read_location","control_security"]');
  });

  it('fits a narrow terminal', async () => {
    const terminal = ask('checkbox', { columns: 40, rows: 14 });
    await expectScreen(terminal, '1 of 4 ticked');
    terminal.send(keys.down + keys.enter);
    await expectScreen(terminal, 'answer ["read_location"]');
  });
});

describe('the other questions', () => {
  it('input takes the default, and refuses what is not valid', async () => {
    const terminal = ask('input');
    await terminal.waitFor('Client id');
    terminal.send(`abc${keys.enter}`);
    await terminal.waitFor('Too short.');
    terminal.send(`d${keys.enter}`);
    await expectScreen(terminal, 'answer "abcd"');
  });

  it('password shows nothing of the secret', async () => {
    const terminal = ask('password');
    await terminal.waitFor('Client secret');
    terminal.send(keys.enter);
    await terminal.waitFor('Type or paste the value.');
    terminal.send(`Canary7f3secret${keys.enter}`);
    await expectScreen(terminal, 'answer 15');
    expect(terminal.raw()).not.toContain('Canary');
  });

  it.each(['password', 'spare'])('%s has no key that shows the secret', async (question) => {
    const terminal = ask(question);
    await terminal.waitFor('Client secret');
    terminal.send(`Canary7f3secret${keys.ctrlT}`);
    await terminal.waitFor('***************');
    terminal.send(`x${keys.ctrlT}${keys.ctrlC}`);
    await expectScreen(terminal, 'failed INTERRUPTED raw false');
    expect(terminal.raw()).not.toContain('Canary');
    expect(terminal.screen()).not.toContain('visibility');
  });

  it('password takes nothing where it may be left out', async () => {
    const terminal = ask('spare');
    await terminal.waitFor('Client secret');
    terminal.send(keys.enter);
    await expectScreen(terminal, 'answer 0');
  });

  it('select and confirm', async () => {
    const select = ask('select');
    await select.waitFor('Texture');
    select.send(keys.down + keys.enter);
    await expectScreen(select, 'answer "b"');
    const confirm = ask('confirm');
    await confirm.waitFor('Use the sandbox?');
    confirm.send(keys.enter);
    await expectScreen(confirm, 'answer true');
  });

  it('two in a row', async () => {
    const terminal = ask('two');
    await terminal.waitFor('First?');
    terminal.send(`n${keys.enter}`);
    await terminal.waitFor('Second?');
    terminal.send(`y${keys.enter}`);
    await expectScreen(terminal, 'answer [false,true] raw false');
    expect((await terminal.exit()).exitCode).toBe(0);
  });

  it('go without colour where NO_COLOR is set', async () => {
    const terminal = ask('confirm', { env: { NO_COLOR: '1' } });
    await terminal.waitFor('Use the sandbox?');
    expect(terminal.raw()).not.toMatch(/\u001B\[[\d;]*m/);
    terminal.send(keys.enter);
    await expectScreen(terminal, 'answer true');
  });
});

describe('leaving a question', () => {
  it.each(['input', 'password', 'confirm', 'select', 'checkbox', 'paste'])(
    '%s: Ctrl-C ends with 130 and leaves the terminal as it was',
    async (question) => {
      const terminal = ask(question);
      await terminal.waitFor(/\?|Permissions|Client|Provider|paste/);
      terminal.send(keys.ctrlC);
      await expectScreen(terminal, 'failed INTERRUPTED raw false');
      expect((await terminal.exit()).exitCode).toBe(130);
      expect(cursorIsShown(terminal.raw())).toBe(true);
    },
  );

  it('Ctrl-D is no way to hang', async () => {
    const terminal = ask('input');
    await terminal.waitFor('Client id');
    terminal.send(keys.ctrlD);
    await expectScreen(terminal, 'failed INTERRUPTED raw false');
    expect((await terminal.exit()).exitCode).toBe(130);
  });

  it('SIGTERM ends it with the reason of the signal', async () => {
    const terminal = ask('checkbox');
    await expectScreen(terminal, '1 of 4 ticked');
    terminal.kill('SIGTERM');
    await expectScreen(terminal, 'failed TERMINATED raw false');
    expect((await terminal.exit()).exitCode).toBe(143);
    expect(cursorIsShown(terminal.raw())).toBe(true);
  });
});

describe('paste', () => {
  const address = `http://localhost:8000/exchange?code=1b4c8e0a-7d2f-4c55-9a0e-6f3b2d1c0a99&state=zQ3uJq0d6o8Yw1mV5bT7kR9sX2nL4pC6hF8gA0eD1iE`;

  it('takes an address longer than the line', async () => {
    const terminal = ask('paste', { columns: 60 });
    await terminal.waitFor('Or paste');
    terminal.send(keys.paste(address));
    await terminal.waitFor('eD1iE');
    terminal.send(keys.enter);
    await expectScreen(terminal, `answer "${address}"`);
  });

  it('drops the line breaks that a mail program put into it', async () => {
    const terminal = ask('paste');
    await terminal.waitFor('Or paste');
    terminal.send(keys.paste(`${address.slice(0, 40)}\r${address.slice(40, 80)}\r${address.slice(80)}\r`));
    await terminal.waitFor('eD1iE');
    terminal.send(keys.enter);
    await expectScreen(terminal, `answer "${address}"`);
  });

  it('is not ended by Enter alone', async () => {
    const terminal = ask('paste');
    await terminal.waitFor('Or paste');
    terminal.send(keys.enter + keys.enter);
    terminal.send(keys.paste(address) + keys.enter);
    await expectScreen(terminal, `answer "${address}"`);
  });

  it('gives way to the server without a trace on the screen', async () => {
    const terminal = ask('paste');
    await terminal.waitFor('Or paste');
    terminal.send('http://loc');
    await terminal.waitFor('http://loc');
    terminal.kill('SIGUSR2');
    const screen = await expectScreen(terminal, 'failed Error: the server was faster raw false');
    expect(screen).not.toContain('Or paste');
    await terminal.exit();
    expect(terminal.raw()).toContain('\u001B[?2004l');
    expect(cursorIsShown(terminal.raw())).toBe(true);
  });
});

describe('a long paste', () => {
  const long = (length: number): string => 'x'.repeat(length);

  it.each([
    ['paste', 16_000, `"${long(16_000)}"`],
    ['input', 16_000, `"${long(16_000)}"`],
    ['password', 16_000, '16000'],
  ])('is drawn once by %s', async (question, length, answer) => {
    const terminal = ask(question);
    await terminal.waitFor(/Or paste|Client/);
    terminal.send(keys.paste(long(length)));
    terminal.send(keys.enter);
    await expectScreen(terminal, 'raw false');
    expect(terminal.raw()).toContain(`answer ${answer} raw false`);
    // Its end, drawn for each of its characters, would make 256 million.
    expect(terminal.raw().length).toBeLessThan(8 * length);
  });

  it('without marks goes in large pieces', async () => {
    const terminal = ask('input');
    await terminal.waitFor('Client id');
    terminal.send(long(4_000));
    terminal.send(keys.enter);
    await expectScreen(terminal, 'raw false');
    expect(terminal.raw()).toContain(`answer "${long(4_000)}" raw false`);
    expect(terminal.raw().length).toBeLessThan(100_000);
  });

  it('leaves room for Ctrl-C', async () => {
    const terminal = ask('paste');
    await terminal.waitFor('Or paste');
    terminal.send(`${keys.paste(long(100_000))}${keys.ctrlC}`);
    await expectScreen(terminal, 'failed INTERRUPTED raw false');
    expect(terminal.raw().length).toBeLessThan(10_000);
  });

  it('too long for a secret is refused', async () => {
    const terminal = ask('password');
    await terminal.waitFor('Client secret');
    terminal.send(keys.paste(long(70_000)));
    terminal.send(keys.enter);
    await expectScreen(terminal, 'That is too long. Pass only the secret, on one line.');
  });
});

describe('questions line by line', () => {
  const dumb: TerminalOptions = { env: { TERM: 'dumb' } };

  it.each([
    [
      'input',
      `Client id (Enter for 8229df9f-91a0-4ff0-a1ae-a1f38ee24d07):`,
      '',
      '"8229df9f-91a0-4ff0-a1ae-a1f38ee24d07"',
    ],
    ['input', 'Client id', ' abcd ', '"abcd"'],
    ['confirm', 'Use the sandbox? (yes or no, Enter for yes)', '', 'true'],
    ['confirm', 'Use the sandbox?', 'No', 'false'],
    ['select', '1. Smartcar\n2. Texture\nNumber:', '2', '"b"'],
    ['select', 'Number:', 'a', '"a"'],
    ['checkbox', '(Enter for read_location):', '', '["read_location"]'],
    [
      'checkbox',
      '3. read_location: Vehicle Location: where the car is',
      '4, read_odometer',
      '["read_odometer","control_security"]',
    ],
    [
      'paste',
      'paste the address you landed on (as one line):',
      'http://localhost:8000/exchange?code=1',
      '"http://localhost:8000/exchange?code=1"',
    ],
  ])('%s, asked "%s", takes "%s"', async (question, shown, typed, answer) => {
    const terminal = ask(question, dumb);
    await terminal.waitFor(shown);
    terminal.send(typed + keys.enter);
    await expectScreen(terminal, `answer ${answer} raw false`);
    expect((await terminal.exit()).exitCode).toBe(0);
    expect(terminal.raw()).not.toContain('\u001B');
  });

  it.each([
    ['input', 'abc', 'Too short.', 'abcd'],
    ['confirm', 'perhaps', 'Answer yes or no.', 'y'],
    ['select', '3', '"3" is none of them: type a number from 1 to 2.', '1'],
    ['checkbox', '1 read_nothing', '"read_nothing" is none of them: type a number from 1 to 4.', '1'],
  ])('%s refuses "%s" and asks again', async (question, wrong, complaint, right) => {
    const terminal = ask(question, dumb);
    await terminal.waitFor(/: $|\) $|:$|\)$/);
    terminal.send(wrong + keys.enter);
    await terminal.waitFor(complaint);
    terminal.send(right + keys.enter);
    await expectScreen(terminal, /answer .+ raw false/);
  });

  it('password shows nothing of the secret, and begins a new line after it', async () => {
    const terminal = ask('password', dumb);
    await terminal.waitFor('Client secret (it does not show):');
    terminal.send(keys.enter);
    await terminal.waitFor('Type or paste the value.');
    terminal.send(`Canary7f3x${keys.backspace}secret${keys.enter}`);
    await expectScreen(terminal, 'answer 15 raw false');
    expect(terminal.raw()).not.toContain('Canary');
    expect(terminal.raw()).not.toContain('\u001B');
  });

  it('password takes nothing where it may be left out', async () => {
    const terminal = ask('spare', dumb);
    await terminal.waitFor('Client secret (it does not show):');
    terminal.send(keys.enter);
    await expectScreen(terminal, 'answer 0 raw false');
  });

  it('gives lines that were typed ahead to the next question', async () => {
    const terminal = ask('two', dumb);
    await terminal.waitFor('First?');
    terminal.send(`n${keys.enter}y${keys.enter}`);
    await expectScreen(terminal, 'answer [false,true] raw false');
  });

  it.each(['input', 'password', 'confirm', 'select', 'checkbox', 'paste'])(
    '%s: Ctrl-C and Ctrl-D end with 130',
    async (question) => {
      for (const key of [keys.ctrlC, keys.ctrlD]) {
        const terminal = ask(question, dumb);
        await terminal.waitFor(/: $|\) $|:$|\)$/);
        terminal.send(key);
        await expectScreen(terminal, 'failed INTERRUPTED raw false');
        expect((await terminal.exit()).exitCode).toBe(130);
      }
    },
  );

  it('gives way to the server', async () => {
    const terminal = ask('paste', dumb);
    await terminal.waitFor('Or paste');
    terminal.kill('SIGUSR2');
    await expectScreen(terminal, /line\):\s*\n+failed Error: the server was faster raw false/);
  });
});

/** The assertion of most tests: sooner or later the screen says this. */
function expectScreen(terminal: Terminal, wanted: string | RegExp): Promise<string> {
  return terminal.waitFor(wanted);
}

/** Whatever hid the cursor, something showed it again afterwards. */
function cursorIsShown(raw: string): boolean {
  return raw.lastIndexOf('\u001B[?25h') >= raw.lastIndexOf('\u001B[?25l');
}
