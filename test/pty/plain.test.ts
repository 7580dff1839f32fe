import { describe, expect, it, onTestFinished } from 'vitest';
import { makeHome } from '../support/home.ts';
import { builtProgram, keys, startTerminal, type Terminal } from '../support/pty.ts';

type Variables = Readonly<Record<string, string>>;

/** The built program on a terminal that shows colours, links and box drawing. */
async function run(words: readonly string[], env: Variables = {}): Promise<Terminal> {
  const home = await makeHome();
  const terminal = startTerminal([builtProgram, ...words], {
    columns: 100,
    rows: 80,
    cwd: home.path,
    env: { ...home.env, HOME: home.path, BROWSER: 'none', WT_SESSION: '1', ...env },
  });
  onTestFinished(async () => {
    terminal.kill('SIGKILL');
    await home.remove();
  });
  return terminal;
}

async function shownBy(words: readonly string[], env: Variables = {}): Promise<string> {
  const terminal = await run(words, env);
  await terminal.exit(20_000);
  return terminal.raw();
}

const drawn = /[\u001B\u2190-\u2193\u2500-\u259f\u2610-\u2612\u2713\u2717\u26a0]/;
const explain = ['explain-scopes', 'read_odometer', 'control_security'];

describe('--plain on a terminal', () => {
  it.each([
    ['the flag', ['--plain'], {}],
    ['the variable', [], { CONNECT_CLI_PLAIN: '1' }],
    ['the flag, over FORCE_COLOR', ['--plain'], { FORCE_COLOR: '3' }],
  ])('draws nothing: %s', async (_name, flags, env: Variables) => {
    const shown = await shownBy([...explain, ...flags], env);
    expect(shown).toContain('Tick: Vehicle Commands: control_security');
    expect(shown).not.toMatch(drawn);
  });

  it.each([{ CONNECT_CLI_PLAIN: '' }, { CONNECT_CLI_PLAIN: '0' }])('is not meant by %j', async (env) => {
    expect(await shownBy(explain, env)).toMatch(drawn);
  });

  it('goes for what stands on stderr, and for errors', async () => {
    const rehearsal = await shownBy(['authorize', '--sandbox', '--owner', 'Vehicle Information', '--plain']);
    expect(rehearsal).toContain('Problem: Incomplete: the connection works');
    expect(rehearsal).not.toMatch(drawn);
    expect(await shownBy(['url', 'lint', 'nothing', '--plain'])).not.toMatch(drawn);
  });

  it('draws no QR code while authorize waits, and takes keys and the paste as lines', async () => {
    const words = ['authorize', 'read_vin', '--client-id', '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', '--state', 'S'];
    const terminal = await run([...words, '--redirect-uri', 'https://example.com/home', '--plain']);
    const asked = /\(as one line, or a key of o, c, q, p and Enter\):\s*$/;
    await terminal.waitFor(asked, 20_000);
    terminal.send(`q${keys.enter}`);
    await terminal.waitFor('No QR code is drawn with --plain');
    await terminal.waitFor(asked);
    terminal.send(`https://example.com/home?error=access_denied&state=S${keys.enter}`);
    expect((await terminal.exit(20_000)).exitCode).toBe(3);
    expect(terminal.raw()).not.toMatch(drawn);
  });

  it('asks questions line by line', async () => {
    const terminal = await run(['revoke', '--make', 'TESLA', '--print-url', '--plain']);
    await terminal.waitFor(/Application id.*:\s*$/, 20_000);
    terminal.send(`8229df9f-91a0-4ff0-a1ae-a1f38ee24d07${keys.enter}`);
    await terminal.waitFor('Numbers or names, with blanks between');
    terminal.send(`read_odometer control_security${keys.enter}`);
    await terminal.waitFor('scope=read_odometer%20control_security');
    expect(terminal.raw()).not.toMatch(drawn);
  });
});
