import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { deadPort } from '../support/doctor.ts';
import { makeHome, type Home } from '../support/home.ts';
import { builtProgram, keys, startTerminal, type Terminal } from '../support/pty.ts';
import { runningSandbox } from '../support/rehearsal.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

/** Asks the terminal for all its settings before and after the program that it runs on it. */
const between = `
process.on('SIGINT', () => {});
const { spawnSync } = require('node:child_process');
const settings = () => spawnSync('stty', ['-a'], { stdio: ['inherit', 'pipe', 'inherit'] }).stdout.toString();
const before = settings();
const { status, signal } = spawnSync(process.execPath, process.argv.slice(1), { stdio: 'inherit' });
const isSame = before !== '' && settings() === before;
console.log('ended with ' + (status ?? signal) + ', terminal ' + (isSame ? 'as before' : 'changed'));
`;

type Variables = Readonly<Record<string, string>>;

/** The built program on a terminal of its own, between two looks at the settings of the terminal. */
function run(words: readonly string[], env: Variables = {}): Terminal {
  const terminal = startTerminal(['-e', between, '--', builtProgram, ...words], {
    columns: 100,
    rows: 60,
    cwd: home.path,
    env: { ...home.env, HOME: home.path, BROWSER: 'none', ...env },
  });
  onTestFinished(() => terminal.kill('SIGKILL'));
  return terminal;
}

const stopped = 'Stopped before it was done. Nothing was left half written.';

/** Presses Ctrl-C and holds how that ends: 130, one line, settings and cursor as they were. */
async function expectClean(terminal: Terminal, says: readonly string[] = [stopped]): Promise<void> {
  terminal.send(keys.ctrlC);
  const shown = await terminal.waitFor(/ended with .*, terminal (?:as before|changed)/, 20_000);
  // Where nothing is asked, the terminal itself echoes the key.
  const screen = shown.replaceAll('^C', '\n');
  expect(screen).toContain('ended with 130, terminal as before');
  const raw = terminal.raw();
  expect(raw.lastIndexOf('\u001B[?25h')).toBeGreaterThanOrEqual(raw.lastIndexOf('\u001B[?25l'));
  expect(raw.lastIndexOf('\u001B[?2004l')).toBeGreaterThanOrEqual(raw.lastIndexOf('\u001B[?2004h'));
  const said = screen.split('\n').filter((line) => line.startsWith('Stopped before it was done.'));
  expect(said).toEqual(says);
  // What is said is the last thing before the shell has the terminal back.
  expect(screen.trimEnd()).toMatch(new RegExp(`${says.join('')}\\n+ended with 130, terminal as before$`));
}

/** Questions and waits, by the keys that lead there. */
interface Stop {
  readonly name: string;
  readonly words: readonly string[];
  readonly steps: readonly (readonly [shown: string | RegExp, keys: string])[];
  readonly at: string | RegExp;
}

const own = ['--client-id', id, '--redirect-uri', 'https://example.com/home'];

const questions: readonly Stop[] = [
  { name: 'authorize: what now', words: ['authorize'], steps: [], at: 'Rehearse in the sandbox' },
  {
    name: 'authorize: id',
    words: ['authorize'],
    steps: [['Rehearse in the sandbox', keys.down + keys.enter]],
    at: 'Application id',
  },
  {
    name: 'authorize: redirect URI',
    words: ['authorize'],
    steps: [
      ['Rehearse in the sandbox', keys.down + keys.enter],
      ['Application id', id + keys.enter],
    ],
    at: 'Redirect URI',
  },
  {
    name: 'authorize: permissions',
    words: ['authorize', '--redirect-uri', 'https://example.com/home'],
    steps: [
      ['Rehearse in the sandbox', keys.down + keys.enter],
      ['Application id', id + keys.enter],
    ],
    at: /\d of \d+ ticked/,
  },
  { name: 'revoke: id', words: ['revoke', '--make', 'TESLA'], steps: [], at: 'Application id' },
  {
    name: 'revoke: permissions',
    words: ['revoke', '--make', 'TESLA'],
    steps: [['Application id', id + keys.enter]],
    at: /\d of \d+ ticked/,
  },
  { name: 'init: which API', words: ['init'], steps: [], at: 'Which API does the application use' },
  {
    name: 'init: id',
    words: ['init'],
    steps: [['Which API', keys.down + keys.enter]],
    at: 'Application id',
  },
  {
    name: 'init: secret, half typed',
    words: ['init', '--application-id', id],
    steps: [
      ['Which API', keys.down + keys.enter],
      ['Client secret', 'half'],
    ],
    at: /Client secret.*\*{4}|Client secret/,
  },
  {
    name: 'init: redirect URI',
    words: ['init', '--application-id', id],
    steps: [
      ['Which API', keys.down + keys.enter],
      ['Client secret', `secret${keys.enter}`],
    ],
    at: 'Redirect URI',
  },
  {
    name: 'init: permissions',
    words: ['init', '--application-id', id, '--redirect-uri', 'http://localhost:8000/exchange'],
    steps: [
      ['Which API', keys.down + keys.enter],
      ['Client secret', `secret${keys.enter}`],
    ],
    at: /\d of \d+ ticked/,
  },
  {
    name: 'init: required permissions',
    words: ['init', '--application-id', id, '--redirect-uri', 'http://localhost:8000/exchange'],
    steps: [
      ['Which API', keys.down + keys.enter],
      ['Client secret', `secret${keys.enter}`],
      [/0 of \d+ ticked/, keys.space],
      [/1 of \d+ ticked/, keys.enter],
    ],
    at: 'Which of them are required',
  },
  { name: 'scopes: signals', words: ['scopes'], steps: [], at: 'What does your app need?' },
  {
    name: 'scopes: required',
    words: ['scopes'],
    steps: [
      ['What does your app need?', keys.space],
      [/1 of \d+ ticked/, keys.enter],
    ],
    at: 'Which of these can it not do without?',
  },
  {
    name: 'webhook listen: token',
    words: ['webhook', 'listen', '--port', '0'],
    steps: [],
    at: 'Application management token',
  },
  {
    name: 'authorize: the paste, elsewhere',
    words: ['authorize', 'read_vin', ...own],
    steps: [],
    at: 'Paste the whole address you land on:',
  },
  {
    name: 'authorize: the paste after keys',
    words: ['authorize', 'read_vin', ...own],
    steps: [
      ['Paste the whole address you land on:', 'q'],
      ['A phone cannot reach this computer', 'c'],
    ],
    at: /clipboard[^]*land on:\s*$/,
  },
];

describe('Ctrl-C at a question', () => {
  it.each(questions)('$name', async ({ words, steps, at }) => {
    const terminal = run(words);
    for (const [shown, typed] of steps) {
      await terminal.waitFor(shown, 20_000);
      terminal.send(typed);
    }
    await terminal.waitFor(at, 20_000);
    await expectClean(terminal);
  });
});

describe('Ctrl-C in a wait', () => {
  it('for the redirect', async () => {
    const port = await deadPort();
    const uri = `http://localhost:${port}/exchange`;
    const terminal = run(['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri]);
    await terminal.waitFor(/Waiting for the redirect; or paste/, 20_000);
    await expectClean(terminal);
  });

  it('for the redirect, without questions', async () => {
    const port = await deadPort();
    const uri = `http://localhost:${port}/exchange`;
    const terminal = run(['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri, '--no-input']);
    await terminal.waitFor('Waiting 5 minutes for the redirect', 20_000);
    await expectClean(terminal);
  });

  it('for webhooks', async () => {
    const token = join(home.path, 'token');
    writeFileSync(token, 'canary-token\n');
    const terminal = run(['webhook', 'listen', '--port', '0', '--token-file', token]);
    await terminal.waitFor('webhook trigger verify', 20_000);
    // A server that is told to stop has done its work.
    await expectClean(terminal, []);
  });

  it('in a sandbox that serves', async () => {
    const terminal = run(['sandbox', '--port', '0']);
    await terminal.waitFor('Runs until Ctrl-C', 20_000);
    await expectClean(terminal, []);
  });

  it('for a repair that the owner has not made', async () => {
    const sandbox = await runningSandbox();
    const url = `--sandbox=${sandbox.url}`;
    const asked = ['authorize', 'read_odometer', 'control_security', url, '--owner', 'Vehicle Information'];
    await run(asked).waitFor('ended with 5', 20_000);
    const terminal = run(['diagnose', '--watch', url]);
    await terminal.waitFor('Ctrl-C ends it', 20_000);
    await expectClean(terminal);
  });

  it('for an origin that does not answer', async () => {
    const { createServer } = await import('node:net');
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const origin = `http://127.0.0.1:${port}`;
    const terminal = run(['doctor', '--no-browser', '--verbose'], {
      SMARTCAR_AUTH_ORIGIN: origin,
      SMARTCAR_CONNECT_ORIGIN: origin,
      SMARTCAR_API_ORIGIN: origin,
      SMARTCAR_IAM_ORIGIN: origin,
      SMARTCAR_VEHICLE_API_ORIGIN: origin,
      SMARTCAR_MANAGEMENT_API_ORIGIN: origin,
      SMARTCAR_API_CLIENT_ID: 'client_1',
      SMARTCAR_API_CLIENT_SECRET: 'canary',
    });
    await new Promise<void>((resolve) => silent.once('connection', () => resolve()));
    await expectClean(terminal);
  });
});
