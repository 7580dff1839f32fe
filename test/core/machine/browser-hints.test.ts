import { describe, expect, it } from 'vitest';
import { browserHints as hintsOf, type LocalAddresses } from '../../../src/core/machine/browser-hints.ts';
import { forwardedPort, readHostEnvironment, type HostSigns } from '../../../src/core/machine/host-environment.ts';

const browserHints = (signs: HostSigns, addresses: LocalAddresses) => hintsOf(readHostEnvironment(signs), addresses);

const redirectUri = 'http://localhost:8000/exchange';
const sandbox = 'http://localhost:4010';
const ssh = { env: { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, platform: 'linux' } as const;
const headless = { env: {}, platform: 'linux' } as const;

describe('hints for the browser', () => {
  it('are none where there is a display', () => {
    expect(browserHints({ env: { DISPLAY: ':0' }, platform: 'linux' }, { redirectUri })).toEqual([]);
    expect(browserHints({ env: {}, platform: 'darwin' }, { redirectUri })).toEqual([]);
  });

  it('send the owner of a real car to another device', () => {
    expect(browserHints(headless, { redirectUri })[0]).toContain('on another device');
    expect(browserHints(ssh, { redirectUri })[0]).toContain('ssh -L 8000:localhost:8000 to');
  });

  it('do not in a sandbox, which no other device reaches', () => {
    expect(browserHints(headless, { redirectUri, sandbox })).toEqual([
      'There is no display here: add --owner select-all, and the sandbox plays the owner.',
    ]);
    expect(browserHints(ssh, { redirectUri, sandbox })).toEqual([
      'You are connected over SSH. Forward the ports: ssh -L 8000:localhost:8000 -L 4010:localhost:4010 to this machine, then open the address there; or add --owner select-all, and the sandbox plays the owner.',
    ]);
  });

  it.each([
    ['a Codespace', { env: { CODESPACES: 'true', CODESPACE_NAME: 'n' } }, 'This is a GitHub Codespace'],
    ['a remote VS Code', { env: { VSCODE_IPC_HOOK_CLI: '/s' } }, 'This terminal belongs to a remote VS Code'],
    ['SSH', ssh, 'You are connected over SSH'],
    ['a container', { env: {}, isContainer: true }, 'This is a container'],
    ['no display', headless, 'There is no display here'],
  ])('open no way to this machine where nothing waits on it: %s', (_place, signs, place) => {
    expect(browserHints({ platform: 'linux', ...signs }, {})).toEqual([
      `${place}: open the address anywhere and paste the one you land on.`,
    ]);
  });

  it('are none where nothing waits on this machine and WSL has the browser of Windows', () => {
    expect(browserHints({ env: { WSL_DISTRO_NAME: 'Ubuntu' }, platform: 'linux' }, {})).toEqual([]);
  });

  it.each([undefined, ''])('take GitHub\'s own domain where a Codespace names "%s"', (domain) => {
    const env = { CODESPACES: 'true', CODESPACE_NAME: 'n', GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain };
    const [hint] = browserHints({ env, platform: 'linux' }, { redirectUri });
    expect(hint).toContain('Register https://n-8000.app.github.dev/exchange as');
  });
});

describe('the port that a Codespace forwards', () => {
  const codespace = { name: 'Fluffy', portDomain: 'app.github.dev' };

  it.each([
    ['https://fluffy-18000.app.github.dev/exchange', 18_000],
    ['https://fluffy-65535.app.github.dev/', 65_535],
    ['https://fluffy-65536.app.github.dev/', undefined],
    ['https://fluffy-0.app.github.dev/', undefined],
    ['https://fluffy-18000.app.github.dev:8443/', undefined],
    ['http://fluffy-18000.app.github.dev/', undefined],
    ['https://other-18000.app.github.dev/', undefined],
    ['https://fluffy-18000.example.com/', undefined],
    ['https://fluffy-18000.app.github.dev.example.com/', undefined],
    ['https://x-fluffy-18000.app.github.dev/', undefined],
    ['https://fluffy-1-8000.app.github.dev/', undefined],
    ['https://fluffy-.app.github.dev/', undefined],
    ['http://localhost:18000/exchange', undefined],
  ])('to %s is %s', (address, port) => {
    expect(forwardedPort(codespace, address)).toBe(port);
  });
});
