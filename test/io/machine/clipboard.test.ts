import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clipboardTools, copyText } from '../../../src/io/machine/clipboard.ts';

const url = 'https://connect.smartcar.com/oauth/authorize?client_id=8229df9f&state=a%26b';

/** A folder that is the whole PATH, with tools that keep what they are fed or fail. */
async function toolbox(
  tools: Readonly<Record<string, 'keeps' | 'fails'>>,
): Promise<{ PATH: string; kept(): Promise<string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-cli-clipboard-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, does] of Object.entries(tools)) {
    const path = join(folder, name);
    await writeFile(path, does === 'fails' ? '#!/bin/sh\nexit 1\n' : `#!/bin/sh\nexec /bin/cat > '${folder}/kept'\n`);
    await chmod(path, 0o755);
  }
  return { PATH: folder, kept: () => readFile(join(folder, 'kept'), 'utf8') };
}

describe('the tools of the clipboard', () => {
  it.each([
    ['darwin', {}, ['pbcopy']],
    ['win32', {}, ['clip']],
    ['linux', { WSL_DISTRO_NAME: 'Ubuntu' }, ['clip.exe']],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, ['wl-copy', 'xclip', 'xsel']],
    ['linux', { DISPLAY: ':0' }, ['xclip', 'xsel']],
    ['linux', {}, []],
    ['linux', { DISPLAY: 'localhost:10.0', SSH_TTY: '/dev/pts/0' }, []],
    ['darwin', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, []],
  ])('on %s with %j are %j', (platform, env, names) => {
    expect(clipboardTools(env, platform).map(([name]) => name)).toEqual(names);
  });
});

describe.runIf(process.platform !== 'win32')('copying', () => {
  it('feeds the tool that fits, byte for byte', async () => {
    const { kept, PATH } = await toolbox({ 'wl-copy': 'keeps', xclip: 'fails' });
    expect(await copyText(url, { PATH, WAYLAND_DISPLAY: 'w', DISPLAY: ':0' }, 'linux')).toEqual({
      copied: true,
      tool: 'wl-copy',
    });
    expect(await kept()).toBe(url);
  });

  it('goes on to the next tool where one fails or is missing', async () => {
    const { kept, PATH } = await toolbox({ xclip: 'fails', xsel: 'keeps' });
    expect(await copyText(url, { PATH, WAYLAND_DISPLAY: 'w', DISPLAY: ':0' }, 'linux')).toEqual({
      copied: true,
      tool: 'xsel',
    });
    expect(await kept()).toBe(url);
  });

  it('names what it tried in vain', async () => {
    const { PATH } = await toolbox({});
    expect(await copyText(url, { PATH, DISPLAY: ':0' }, 'linux')).toEqual({ copied: false, tried: ['xclip', 'xsel'] });
  });
});
