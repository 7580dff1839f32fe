import { describe, expect, it } from 'vitest';
import { isLoopbackRedirect } from '../../../src/core/connect/redirect-uri.ts';
import { isLoopbackHost } from '../../../src/core/text/loopback-host.ts';
import { checkOrigin } from '../../../src/consent/origin.ts';
import { isLoopbackOrigin } from '../../../src/io/http/loopback-origin.ts';
import { parseRedirectTarget } from '../../../src/io/loopback/redirect-target.ts';
import { isLoopbackUrl } from '../../../src/sandbox/http/loopback.ts';
import { parseOrigin } from '../../../src/settings/origins.ts';

/** Whoever decides whether an address of plain http is on this machine. */
const judges: Readonly<Record<string, (origin: string) => boolean>> = {
  'a redirect that authorize catches': isLoopbackRedirect,
  'an address that is listened on': (origin) => passes(() => parseRedirectTarget(origin)),
  'an origin of the settings': (origin) => passes(() => parseOrigin('api', origin, 'SMARTCAR_API_ORIGIN')),
  'an origin that no proxy is asked for': isLoopbackOrigin,
  'an origin of connect-cli/consent': (origin) => passes(() => checkOrigin(new URL(origin).origin)),
  'an address that the sandbox delivers to': isLoopbackUrl,
};

function passes(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

const here = ['localhost', 'LOCALHOST', '127.0.0.1', '127.0.0.2', '127.255.255.254', '127.1', '[::1]'];
const elsewhere = [
  'localhost.',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.evil.example',
  '0.0.0.0',
  '128.0.0.1',
  '[::]',
  '[::2]',
];

describe.each(Object.entries(judges))('%s', (_name, judge) => {
  it.each(here)('is on this machine at %s', (host) => {
    expect(judge(`http://${host}:4010`)).toBe(true);
  });

  it.each(elsewhere)('is not at %s', (host) => {
    expect(judge(`http://${host}:4010`)).toBe(false);
  });
});

describe('isLoopbackHost', () => {
  it.each(['', '::1', '1127.0.0.1', '127.0.0', 'a.localhost'])('"%s" is no host of this machine in a URL', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
