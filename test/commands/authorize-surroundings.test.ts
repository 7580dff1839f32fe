import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/io/context.ts';
import type { MachineSigns } from '../../src/io/machine.ts';
import { captureOutput, createTestContext } from '../support/context.ts';
import { rehearsal } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { deadPort } from '../support/doctor.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

/** Where authorize is run, and the one thing that it says about it. `PORT` stands for the port of the redirect URI. */
interface Place {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly signs?: Partial<MachineSigns>;
  readonly hints: readonly string[];
  /** The hint stands before the address: no browser here is in front of the owner. */
  readonly isElsewhere: boolean;
}

const wslKernel = '5.15.167.4-microsoft-standard-WSL2';
const display = { DISPLAY: ':0' };

const places: readonly Place[] = [
  { name: 'a desktop', env: display, hints: [], isElsewhere: false },
  { name: 'a Mac', platform: 'darwin', hints: [], isElsewhere: false },
  { name: 'Windows', platform: 'win32', hints: [], isElsewhere: false },
  {
    name: 'SSH',
    env: { SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' },
    hints: [
      'You are connected over SSH. Forward the port: ssh -L PORT:localhost:PORT to this machine, then open the address there; or open the address anywhere and paste the one you land on.',
    ],
    isElsewhere: true,
  },
  {
    name: 'WSL 1',
    env: { WSL_DISTRO_NAME: 'Ubuntu' },
    signs: { kernel: '4.4.0-19041-Microsoft' },
    hints: [
      'This is WSL 1, which shares localhost with Windows: a browser there reaches this program. If it does not, open the address anywhere and paste the one you land on.',
    ],
    isElsewhere: false,
  },
  {
    name: 'WSL 2',
    env: { WSL_DISTRO_NAME: 'Ubuntu' },
    signs: { kernel: wslKernel },
    hints: [
      'This is WSL 2: a browser on Windows reaches this program through localhost unless localhostForwarding is off in .wslconfig. If it does not, open the address anywhere and paste the one you land on.',
    ],
    isElsewhere: false,
  },
  {
    name: 'a container of Docker',
    signs: { isContainer: true },
    hints: [
      'This is a container, which a redirect to localhost reaches only with --network host. Otherwise open the address anywhere and paste the one you land on.',
    ],
    isElsewhere: true,
  },
  {
    name: 'a GitHub Codespace',
    env: {
      CODESPACES: 'true',
      CODESPACE_NAME: 'octo-waffle-7q9',
      GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: 'app.github.dev',
      VSCODE_IPC_HOOK_CLI: '/tmp/vscode-ipc.sock',
    },
    signs: { isContainer: true },
    hints: [
      'This is a GitHub Codespace, and localhost is another machine for a browser outside it. Register https://octo-waffle-7q9-PORT.app.github.dev/exchange as a redirect URI and pass it with --redirect-uri; or open the address anywhere and paste the one you land on.',
    ],
    isElsewhere: true,
  },
  {
    name: 'a remote VS Code',
    env: { VSCODE_IPC_HOOK_CLI: '/tmp/vscode-ipc.sock', SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' },
    hints: [
      'This terminal belongs to a remote VS Code, which forwards port PORT to your computer (see its Ports view). Where that does not happen, open the address anywhere and paste the one you land on.',
    ],
    isElsewhere: true,
  },
  {
    name: 'CI',
    env: { CI: 'true' },
    hints: ['This is CI, where nobody clicks: rehearse with --sandbox --owner select-all.'],
    isElsewhere: true,
  },
  {
    name: 'a machine without a display',
    hints: [
      'There is no display here. Open the address on another device and paste the one you land on, or rehearse with --sandbox --owner select-all.',
    ],
    isElsewhere: true,
  },
  ...(
    [
      ['CLAUDECODE', 'Claude Code'],
      ['CURSOR_AGENT', 'Cursor'],
      ['CODEX_SANDBOX', 'Codex'],
      ['GEMINI_CLI', 'Gemini CLI'],
    ] as const
  ).map(([variable, agent]) => ({
    name: `a coding agent (${variable})`,
    env: { ...display, [variable]: '1' },
    hints: [
      `${agent} runs this: --start prints the link and ends at once, and --finish takes the address that the owner lands on.`,
    ],
    isElsewhere: false,
  })),
];

/** A wait that is over at once. */
const hasty: Context['clock'] = { now: () => 0, sleep: async () => {} };

/** Runs authorize to its time limit. @returns what it said on stderr, each paragraph on one line */
async function announced(
  place: Place,
  more: Partial<Context> = {},
): Promise<{ readonly text: string; readonly port: number }> {
  const port = await deadPort();
  const stderr = captureOutput({ columns: 1_000 });
  const { machine } = createTestContext();
  const opened: string[] = [];
  const { exitCode } = await runCli(
    ['authorize', 'read_vin', '--client-id', id, '--redirect-uri', `http://localhost:${port}/exchange`],
    {
      ...rehearsal(),
      clock: hasty,
      stderr,
      env: place.env ?? {},
      platform: place.platform ?? 'linux',
      machine: { ...machine, signs: async () => ({ isContainer: false, kernel: '', ...place.signs }) },
      openBrowser: async (url) => {
        opened.push(url);
        return { opened: true };
      },
      ...more,
    },
  );
  // Never a gate: the browser is tried everywhere, and the wait begins everywhere.
  expect([exitCode, opened.length]).toEqual([7, 1]);
  return { text: stderr.text(), port };
}

/** The paragraphs with a bullet, unwrapped. */
function hintsOf(text: string): readonly string[] {
  return text
    .replace(/\n {2}/g, ' ')
    .split('\n')
    .flatMap((line) => (line.startsWith('• ') ? [line.slice(2)] : []));
}

describe.each(places)('authorize on $name', (place) => {
  it('says this and nothing else about it', async () => {
    const { text, port } = await announced(place);
    expect(hintsOf(text)).toEqual(place.hints.map((hint) => hint.replaceAll('PORT', String(port))));
  });

  it('offers the ways in their order', async () => {
    const { text } = await announced(place);
    const [hint, address] = [text.indexOf('\n• '), text.indexOf('\nhttps://connect.smartcar.com/oauth/authorize?')];
    expect(address).toBeGreaterThan(0);
    expect(hint >= 0 && hint < address).toBe(place.isElsewhere);
    expect(text.includes('Opening Connect in your browser')).toBe(!place.isElsewhere);
  });
});

describe('what is said about the browser is what happens', () => {
  async function said(args: readonly string[], env: Readonly<Record<string, string>>) {
    const stderr = captureOutput({ columns: 1_000 });
    const opened: (string | undefined)[] = [];
    const uri = `http://localhost:${await deadPort()}/exchange`;
    await runCli(['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri, ...args], {
      ...rehearsal(),
      clock: hasty,
      stderr,
      env,
      platform: 'linux',
      openBrowser: async (_url, program) => {
        opened.push(program);
        return { opened: true };
      },
    });
    return { text: stderr.text(), opened };
  }

  it.each([
    ['BROWSER=none', [], { DISPLAY: ':0', BROWSER: 'none' }],
    ['--browser none', ['--browser', 'none'], { DISPLAY: ':0' }],
    ['--no-browser', ['--no-browser'], { DISPLAY: ':0', BROWSER: 'firefox' }],
  ])('%s: the address is to be opened by hand, and nothing has failed', async (_what, args, env) => {
    const { text, opened } = await said(args, env);
    expect(text).toContain('Open this address:');
    expect(text).not.toContain('in your browser');
    expect(text).not.toContain('could not be opened');
    expect(opened).toEqual([]);
  });

  it('--browser names a program that is started where there is no display', async () => {
    const { text, opened } = await said(['--browser', 'w3m'], {});
    expect(text).toContain('Opening Connect in your browser. If nothing opens, use this address:');
    expect(opened).toEqual(['w3m']);
  });
});

describe('authorize with the address that a Codespace forwards', () => {
  it('waits there', async () => {
    const port = await deadPort();
    const uri = `https://octo-waffle-7q9-${port}.app.github.dev/exchange`;
    const stderr = captureOutput({ columns: 1_000 });
    const { exitCode } = await runCli(['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri], {
      ...rehearsal(),
      clock: hasty,
      stderr,
      env: { CODESPACES: 'true', CODESPACE_NAME: 'octo-waffle-7q9' },
      platform: 'linux',
      openBrowser: async () => ({ opened: true }),
    });
    expect(exitCode).toBe(7);
    expect(stderr.text()).toContain(`for the redirect to ${uri}.`);
    expect(hintsOf(stderr.text())).toEqual([
      `This is a GitHub Codespace, which forwards https://octo-waffle-7q9-${port}.app.github.dev to this program. If the redirect does not arrive, paste the address you land on.`,
    ]);
  });
});

describe('authorize where BROWSER names a program', () => {
  it('opens it first, as a remote VS Code has it', async () => {
    const env = { VSCODE_IPC_HOOK_CLI: '/tmp/vscode-ipc.sock', BROWSER: '/vscode/bin/helpers/browser.sh' };
    const { text } = await announced({ name: '', env, hints: [], isElsewhere: false });
    expect(text).toContain('Opening Connect in your browser');
  });
});

describe('the address', () => {
  const link = '\u001B]8;;https://connect.smartcar.com/oauth/authorize?';
  const onTerminal = async (env: Readonly<Record<string, string>>, isTTY = true) => {
    const stderr = captureOutput({ columns: 1_000, isTTY });
    await announced({ name: '', env: { ...display, ...env }, hints: [], isElsewhere: false }, { stderr });
    return stderr.text();
  };

  it('stands on one unwrapped line, whatever the width', async () => {
    const stderr = captureOutput({ columns: 60 });
    await announced({ name: '', env: display, hints: [], isElsewhere: false }, { stderr });
    const lines = stderr
      .text()
      .split('\n')
      .filter((line) => line.startsWith('https://connect.smartcar.com/'));
    expect(lines).toHaveLength(1);
    expect(new URL(lines[0] ?? '').searchParams.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/exchange$/);
  });

  it.each([
    ['iTerm', { TERM_PROGRAM: 'iTerm.app' }],
    ['VS Code', { TERM_PROGRAM: 'vscode' }],
    ['Windows Terminal', { WT_SESSION: '1' }],
    ["GNOME's terminal", { VTE_VERSION: '7600' }],
    ['Konsole', { KONSOLE_VERSION: '230805' }],
    ['kitty', { TERM: 'xterm-kitty' }],
  ])('gets a label to click in %s', async (_, env) => {
    expect(await onTerminal(env)).toContain(`Or click: ${link}`);
  });

  it.each([
    ['an unknown terminal', { TERM: 'xterm-256color' }, true],
    ['a pipe', { TERM_PROGRAM: 'iTerm.app' }, false],
    ['a dumb terminal', { TERM_PROGRAM: 'vscode', TERM: 'dumb' }, true],
    ['CI', { TERM_PROGRAM: 'vscode', CI: 'true' }, true],
    ['tmux', { VTE_VERSION: '7600', TMUX: '/tmp/tmux-1000/default,1,0' }, true],
    ['an old terminal of GNOME', { VTE_VERSION: '4800' }, true],
  ])('gets none in %s', async (_, env, isTTY) => {
    expect(await onTerminal(env, isTTY)).not.toContain('\u001B]8;;');
  });
});
