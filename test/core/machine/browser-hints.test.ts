import { describe, expect, it } from 'vitest';
import { browserHints as hintsOf, type LocalAddresses } from '../../../src/core/machine/browser-hints.ts';
import { readHostEnvironment, type HostSigns } from '../../../src/core/machine/host-environment.ts';

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
});
