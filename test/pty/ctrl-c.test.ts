import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { deadPort, listening } from '../support/doctor.ts';
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
const { spawn, spawnSync } = require('node:child_process');
const settings = () => spawnSync('stty', ['-a'], { stdio: ['inherit', 'pipe', 'inherit'] }).stdout.toString();
const before = settings();
const child = spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' });
child.on('exit', (status, signal) => {
  const isSame = before !== '' && settings() === before;
  console.log('ended with ' + (status ?? signal) + ', terminal ' + (isSame ? 'as before' : 'changed'));
  process.exit();
});
// Who reads from a terminal opens it once more, beside the three that it was given.
const { readdirSync, readlinkSync } = require('node:fs');
const folder = '/proc/' + child.pid + '/fd/';
const isTerminal = (fd) => { try { return readlinkSync(folder + fd).startsWith('/dev/pts/'); } catch { return false; } };
const look = () => { try { return readdirSync(folder).filter(isTerminal).length > 3; } catch { return false; } };
if (process.env.TELL_READING) {
  const poll = setInterval(() => { if (look()) { clearInterval(poll); console.log('it reads'); } }, 20);
}
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

const stopped = 'Stopped before it was done. Nothing was left half-written.';

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
    name: 'init: API client id',
    words: ['init', '--application-id', id],
    steps: [['Which API', keys.enter]],
    at: 'API client id',
  },
  {
    name: 'init: secret of the API client',
    words: ['init', '--application-id', id],
    steps: [
      ['Which API', keys.enter],
      ['API client id', `client_1${keys.enter}`],
    ],
    at: 'Its secret',
  },
  { name: 'init: key of Texture', words: ['init', '--provider', 'texture'], steps: [], at: 'API key of Texture' },
  { name: 'init --project: id', words: ['init', '--project'], steps: [], at: 'Application id' },
  {
    name: 'init --project: redirect URI',
    words: ['init', '--project', '--application-id', id],
    steps: [],
    at: 'Redirect URI',
  },
  {
    name: 'webhook trigger: token',
    words: ['webhook', 'trigger', 'verify', '--to', 'http://localhost:9/webhook'],
    steps: [],
    at: 'Application management token',
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
    at: 'Paste the full address you land on:',
  },
  {
    name: 'authorize: the paste after keys',
    words: ['authorize', 'read_vin', ...own],
    steps: [
      ['Paste the full address you land on:', 'q'],
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

/** Questions of a command about what a sandbox holds. */
it('Ctrl-C at a question: disconnect', async () => {
  const sandbox = await runningSandbox();
  const url = `--sandbox=${sandbox.url}`;
  await run(['authorize', 'read_odometer', url, '--owner', 'select-all']).waitFor('ended with 0', 20_000);
  const listed = await run(['vehicles', url, '--json']).waitFor('ended with 0', 20_000);
  const vehicle = /"id": "([0-9a-f-]{36})"/.exec(listed)?.[1] ?? '';
  const terminal = run(['disconnect', vehicle, url]);
  await terminal.waitFor('The owner would have to connect again', 20_000);
  await expectClean(terminal);
});

/** A server that takes connections and never says a word. */
async function silentOrigin(): Promise<{
  readonly origin: string;
  readonly port: number;
  readonly met: Promise<void>;
}> {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const met = new Promise<void>((resolve) => silent.once('connection', () => resolve()));
  return { origin: `http://127.0.0.1:${port}`, port, met };
}

const v3 = { SMARTCAR_APPLICATION_ID: id, SMARTCAR_API_CLIENT_ID: 'client_1', SMARTCAR_API_CLIENT_SECRET: 'canary' };

function everyOrigin(origin: string): Variables {
  return {
    SMARTCAR_AUTH_ORIGIN: origin,
    SMARTCAR_CONNECT_ORIGIN: origin,
    SMARTCAR_API_ORIGIN: origin,
    SMARTCAR_IAM_ORIGIN: origin,
    SMARTCAR_VEHICLE_API_ORIGIN: origin,
    SMARTCAR_MANAGEMENT_API_ORIGIN: origin,
  };
}

describe('Ctrl-C while Smartcar does not answer', () => {
  it.each([
    ['vehicles'],
    ['permissions'],
    ['user'],
    ['diagnose'],
    ['migration-status'],
    ['audit', '--scope', 'read_vin'],
    ['disconnect', '36ab27d0-fd9d-4455-823a-ce30af709ffc', '--yes'],
    ['revoke', '--make', 'TESLA', '--scope', 'read_vin', '--wait', '--no-browser'],
  ])('%s %s', async (...words) => {
    const { origin, met } = await silentOrigin();
    const terminal = run(words, { ...everyOrigin(origin), ...v3 });
    await met;
    await expectClean(terminal);
  });
});

describe('Ctrl-C while standard input is awaited', () => {
  it.each([
    ['url', 'lint', '-'],
    ['explain-scopes', '--granted', '-', 'read_vin'],
    ['virtual-key', 'needed', '-'],
    ['audit', '-', '--scope', 'read_vin'],
    ['campaign', '-', '--out', 'campaign'],
    ['webhook', 'verify', '-', '--signature', '00', '--token-file', 'token'],
    ['init', '--application-id', id, '--client-secret-stdin'],
  ])('%s %s', async (...words) => {
    writeFileSync(join(home.path, 'token'), 'canary-token\n');
    const terminal = run(words, { TELL_READING: '1' });
    await terminal.waitFor('it reads', 20_000);
    terminal.send(`half a line${keys.ctrlC}`);
    // The signal itself ends who only reads, as it ends cat: a shell makes 130 of it, too.
    const screen = await terminal.waitFor('ended with', 20_000);
    expect(screen).toMatch(/ended with (?:130|SIGINT), terminal as before/);
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
    await terminal.waitFor('Press Ctrl-C to stop', 20_000);
    await expectClean(terminal);
  });

  it('for checks of doctor', async () => {
    const { origin, met } = await silentOrigin();
    const terminal = run(['doctor', '--no-browser', '--verbose'], { ...everyOrigin(origin), ...v3 });
    await met;
    await expectClean(terminal);
  });

  it('for the exchange of a code', async () => {
    const { origin, met } = await silentOrigin();
    const port = await deadPort();
    const uri = `http://localhost:${port}/exchange`;
    const words = ['authorize', 'read_vin', '--redirect-uri', uri, '--state', 'S', '--no-input'];
    const v2 = { SMARTCAR_CLIENT_ID: id, SMARTCAR_CLIENT_SECRET: 'canary' };
    const terminal = run(words, {
      ...everyOrigin(origin),
      SMARTCAR_CONNECT_ORIGIN: 'https://connect.smartcar.com',
      ...v2,
    });
    await terminal.waitFor('Waiting 5 minutes for the redirect', 20_000);
    void fetch(`${uri}?code=1b4c8e0a-7d2f-4c55-9a0e-6f3b2d1c0a99&state=S`).catch(() => undefined);
    await met;
    await expectClean(terminal);
  });

  it('for an owner who was sent to revoke and grant anew', async () => {
    const sandbox = await runningSandbox();
    const url = `--sandbox=${sandbox.url}`;
    const scope = ['--scope', 'read_odometer control_security'];
    await run(['authorize', ...scope, url, '--owner', 'Vehicle Information']).waitFor('ended with 5', 20_000);
    const terminal = run(['revoke', '--make', 'TESLA', ...scope, url, '--wait', '--no-browser']);
    await terminal.waitFor('Watching one owner', 20_000);
    await expectClean(terminal);
  });

  it('for the next attempt of a delivery', async () => {
    const token = join(home.path, 'token');
    writeFileSync(token, 'canary-token\n');
    const refusing = createHttpServer((_, response) => void response.writeHead(500).end());
    const port = await listening(refusing);
    const to = `http://localhost:${port}/webhook`;
    const terminal = run(['webhook', 'trigger', 'vehicle-state', '--to', to, '--retry', '--token-file', token]);
    await new Promise<void>((resolve) => refusing.once('request', () => resolve()));
    await expectClean(terminal);
  });

  it('for a program that a sandbox was started for', async () => {
    const terminal = run([
      'sandbox',
      'exec',
      '--',
      process.execPath,
      '-e',
      'console.log("child"); setInterval(() => {}, 1000)',
    ]);
    await terminal.waitFor('child', 20_000);
    terminal.send(keys.ctrlC);
    expect(await terminal.waitFor('ended with', 20_000)).toContain('ended with 130, terminal as before');
  });

  it('for an owner in the sandbox of this process', async () => {
    const terminal = run(['authorize', 'read_vin', '--sandbox']);
    await terminal.waitFor(/Waiting for the redirect; or paste/, 20_000);
    await expectClean(terminal);
  });
});

it('every question and every wait of the sources is among them', () => {
  const src = new URL('../../src/', import.meta.url);
  const sites = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('io/') && !file.startsWith('sandbox/'))
    .filter((file) => statSync(new URL(file, src)).isFile())
    .flatMap((file) => {
      const calls =
        /(prompts\.\w+|clock\.sleep|stdin\.\w+|(?<!function )listenLoopback|webhooks\.listen|runProgram|sandbox\.start)\(/g;
      return [...readFileSync(new URL(file, src), 'utf8').matchAll(calls)].map(([, call = '']) => `${file} ${call}`);
    });
  // A new one belongs into a test above, and then here.
  expect(sites.toSorted()).toEqual([
    'commands/authorize/await-callback.ts clock.sleep',
    'commands/authorize/await-callback.ts prompts.paste',
    'commands/authorize/await-callback.ts stdin.lines',
    'commands/authorize/offer-sandbox.ts prompts.input',
    'commands/authorize/offer-sandbox.ts prompts.select',
    'commands/authorize/resources.ts listenLoopback',
    'commands/authorize/texture.ts listenLoopback',
    'commands/authorize/two-steps.ts stdin.readAll',
    'commands/campaign/verify.ts stdin.readAll',
    'commands/diagnose/watch.ts clock.sleep',
    'commands/diagnose/watch.ts clock.sleep',
    'commands/disconnect.ts prompts.confirm',
    'commands/doctor/checks/browser.ts clock.sleep',
    'commands/doctor/checks/browser.ts listenLoopback',
    'commands/doctor/checks/ip-families.ts listenLoopback',
    'commands/doctor/checks/ports.ts listenLoopback',
    'commands/doctor/run-checks.ts clock.sleep',
    'commands/explain-error.ts stdin.readAll',
    'commands/explain-scopes/granted.ts stdin.readAll',
    'commands/init/init-profile.ts prompts.checkbox',
    'commands/init/init-profile.ts prompts.input',
    'commands/init/init-profile.ts prompts.input',
    'commands/init/init-profile.ts prompts.password',
    'commands/init/init-profile.ts prompts.select',
    'commands/revoke/rehearse.ts clock.sleep',
    'commands/revoke/watch.ts clock.sleep',
    'commands/sandbox/environment.ts runProgram',
    'commands/sandbox/environment.ts sandbox.start',
    'commands/sandbox/sandbox.ts sandbox.start',
    'commands/scopes/signal-picker.ts prompts.checkbox',
    'commands/scopes/signal-picker.ts prompts.checkbox',
    'commands/url.ts stdin.readAll',
    'commands/virtual-key/needed.ts stdin.lines',
    'commands/webhook/deliver.ts clock.sleep',
    'commands/webhook/listen.ts webhooks.listen',
    'commands/webhook/trigger.ts sandbox.start',
    'live/sandbox.ts sandbox.start',
    'settings/ask-scope.ts prompts.checkbox',
    'settings/identity.ts prompts.input',
    'settings/management-token.ts prompts.password',
    'settings/management-token.ts stdin.readAll',
    'settings/secret-input.ts stdin.readAll',
  ]);
});
