import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBrowser } from '../../src/io/browser.ts';
import type { BrowserLaunch } from '../../src/io/context.ts';
import { bundleScript, type BundledScript } from '../support/bundle.ts';

const url =
  'https://connect.smartcar.com/oauth/authorize?client_id=8229df9f&scope=read_odometer%20control_security&state=a%26b';

/** A folder with an executable that plays a launcher. It notes its arguments, one a line, before it does what it is told. */
async function createLauncher(
  name: string,
  then: string,
): Promise<{ path: string; folder: string; args(): Promise<string[]> }> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-cli-browser-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  await writeFile(
    path,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/args.part'\nmv '${folder}/args.part' '${folder}/args'\n${then}\n`,
  );
  await chmod(path, 0o755);
  return { path, folder, args: async () => (await readFile(join(folder, 'args'), 'utf8')).trimEnd().split('\n') };
}

const path = process.env['PATH'] ?? '';

describe('BROWSER', () => {
  it('is started with the URL as one word, untouched', async () => {
    const launcher = await createLauncher('browser', 'exit 0');
    expect(await openBrowser(url, { BROWSER: launcher.path, PATH: path }, 'linux')).toEqual({ opened: true });
    expect(await launcher.args()).toEqual([url]);
  });

  it('sees none of our secrets, and all else', async () => {
    const launcher = await createLauncher('browser', 'env > "$(dirname "$0")/env"');
    const secrets = {
      SMARTCAR_CLIENT_SECRET: 'canary',
      SMARTCAR_API_CLIENT_SECRET: 'canary',
      SMARTCAR_APP_MANAGEMENT_TOKEN: 'canary',
      TEXTURE_API_KEY: 'canary',
      SMARTCAR_ACCESS_TOKEN: 'canary',
      TEXTURE_SCOPED_KEY: 'canary',
    };
    await openBrowser(url, { ...secrets, BROWSER: launcher.path, PATH: path, LANG: 'C.UTF-8' }, 'linux');
    const seen = await readFile(join(launcher.folder, 'env'), 'utf8');
    expect(seen).toContain('LANG=C.UTF-8');
    expect(seen).not.toContain('canary');
  });

  it('takes arguments, with %s for the URL', async () => {
    const launcher = await createLauncher('browser', 'exit 0');
    await openBrowser(url, { BROWSER: `${launcher.path} --new-window %s --private`, PATH: path }, 'linux');
    expect(await launcher.args()).toEqual(['--new-window', url, '--private']);
  });

  it.each([
    ['bare', (at: string) => at, [url]],
    ['in double quotes', (at: string) => `"${at}"`, [url]],
    ['in single quotes, with arguments', (at: string) => `'${at}' --new-window %s`, ['--new-window', url]],
    ['in quotes, beside a quoted argument', (at: string) => `"${at}" "two words" %s`, ['two words', url]],
    ['as the second alternative', (at: string) => `/nowhere/browser:${at}`, [url]],
  ])('may have a space in its path: %s', async (_how, spell, args) => {
    const launcher = await createLauncher('my browser', 'exit 0');
    expect(await openBrowser(url, { BROWSER: spell(launcher.path), PATH: path }, 'linux')).toEqual({ opened: true });
    expect(await launcher.args()).toEqual(args);
  });

  it('may have a colon in its path', async () => {
    const launcher = await createLauncher('br:owser', 'exit 0');
    expect(await openBrowser(url, { BROWSER: launcher.path, PATH: path }, 'linux')).toEqual({ opened: true });
  });

  it('that fails is reported with its exit code', async () => {
    const launcher = await createLauncher('browser', 'exit 3');
    expect(await openBrowser(url, { BROWSER: launcher.path, PATH: path }, 'linux')).toEqual({
      opened: false,
      reason: `"${launcher.path}" ended with exit code 3`,
    });
  });

  it('that is not there is reported, and the next alternative is tried', async () => {
    expect(await openBrowser(url, { BROWSER: '/nowhere/browser', PATH: path }, 'linux')).toEqual({
      opened: false,
      reason: '"/nowhere/browser" is not installed',
    });
    const launcher = await createLauncher('browser', 'exit 0');
    expect(await openBrowser(url, { BROWSER: `/nowhere/browser:${launcher.path}`, PATH: path }, 'linux')).toEqual({
      opened: true,
    });
  });

  it('that may not be executed is reported', async () => {
    const launcher = await createLauncher('browser', 'exit 0');
    await chmod(launcher.path, 0o644);
    expect(await openBrowser(url, { BROWSER: launcher.path, PATH: path }, 'linux')).toEqual({
      opened: false,
      reason: `"${launcher.path}" is not executable`,
    });
  });

  it('that goes on running is the browser itself', async () => {
    const launcher = await createLauncher('browser', 'exec sleep 5');
    expect(await openBrowser(url, { BROWSER: launcher.path, PATH: path }, 'linux')).toEqual({ opened: true });
  });

  it.each(['none', 'false', '0', 'NONE'])('%s means that nothing is opened', async (value) => {
    expect(await openBrowser(url, { BROWSER: value, DISPLAY: ':0' }, 'linux')).toEqual({
      opened: false,
      reason: `BROWSER is "${value}"`,
    });
  });

  it('is tried over SSH too: editors set it there to reach the other side', async () => {
    const launcher = await createLauncher('browser', 'exit 0');
    const env = { BROWSER: launcher.path, SSH_CONNECTION: '10.0.0.1 5000 10.0.0.2 22', PATH: path };
    expect(await openBrowser(url, env, 'linux')).toEqual({ opened: true });
  });
});

describe('without BROWSER', () => {
  it.each([
    [{}, 'linux', 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)'],
    [{ SSH_CONNECTION: '10.0.0.1 5000 10.0.0.2 22' }, 'linux', 'this is an SSH session without a display'],
    [{ SSH_TTY: '/dev/pts/1' }, 'darwin', 'this is an SSH session'],
  ])('%j on %s: nothing is tried', async (env, platform, reason) => {
    expect(await openBrowser(url, env, platform)).toEqual({ opened: false, reason });
  });
});

describe.runIf(process.platform === 'linux')('the launcher of the system', () => {
  let script: BundledScript;
  beforeAll(async () => {
    script = await bundleScript(new URL('../support/open-browser.ts', import.meta.url));
  });
  afterAll(() => script.remove());

  /** Runs the bundled program, as users have it: no desktop of this machine is touched. */
  function open(searchPath: string): BrowserLaunch {
    const env = { PATH: searchPath, DISPLAY: ':99' };
    return JSON.parse(execFileSync(process.execPath, [script.path, url], { env, encoding: 'utf8' }));
  }

  it('is given the URL', async () => {
    const launcher = await createLauncher('xdg-open', 'exit 0');
    expect(open(`${launcher.folder}:${path}`)).toEqual({ opened: true });
    expect(await launcher.args()).toEqual([url]);
  });

  it('that finds no browser is reported, although it could be started', async () => {
    const launcher = await createLauncher('xdg-open', 'exit 3');
    expect(open(`${launcher.folder}:${path}`)).toEqual({ opened: false, reason: 'xdg-open ended with exit code 3' });
  });

  it('that is not there is reported', () => {
    expect(open('/nowhere')).toEqual({ opened: false, reason: 'xdg-open is not installed' });
  });
});
