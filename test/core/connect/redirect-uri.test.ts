import { describe, expect, it } from 'vitest';
import { isLoopbackRedirect, redirectUriProblem } from '../../../src/core/connect/redirect-uri.ts';

describe('isLoopbackRedirect', () => {
  it.each(['http://localhost:8000/exchange', 'http://127.0.0.1/', 'http://[::1]:9/', 'HTTP://LOCALHOST/'])(
    '%s can be caught here',
    (redirectUri) => {
      expect(isLoopbackRedirect(redirectUri)).toBe(true);
    },
  );

  it.each([
    'https://localhost:8000/exchange',
    'http://example.com/',
    'sc1://exchange',
    'http://localhost.evil.example/',
  ])('%s cannot', (redirectUri) => {
    expect(isLoopbackRedirect(redirectUri)).toBe(false);
  });
});

describe('redirectUriProblem', () => {
  it.each([
    'http://localhost:8000/exchange',
    'HTTPS://example.com/cb?fixed=1',
    'scab94b2dd://exchange',
    'a+b.c-d1://host/path',
  ])('%s is a redirect URI', (redirectUri) => {
    expect(redirectUriProblem(redirectUri)).toBeUndefined();
  });

  it.each([
    '',
    'localhost:8000/exchange',
    '/exchange',
    'mailto:a@b.example',
    'javascript:alert(1)',
    'http://',
    '1ab://x',
  ])('"%s" is not an absolute address', (redirectUri) => {
    expect(redirectUriProblem(redirectUri)).toBe(`"${redirectUri}" is not an absolute address.`);
  });

  it('an address within another text is none', () => {
    expect(redirectUriProblem('x:http://localhost:8000/')).toBe(
      '"x:http://localhost:8000/" is not an absolute address.',
    );
  });

  it.each(['http://localhost:8000/#', 'https://example.com/a#b'])('%s has a fragment', (redirectUri) => {
    expect(redirectUriProblem(redirectUri)).toBe(
      `"${redirectUri}" carries a fragment, which a redirect URI must not have.`,
    );
  });

  it.each(['http://user@localhost:8000/', 'http://:pw@localhost:8000/', 'http://user:pw@localhost:8000/'])(
    '%s has credentials, which are not repeated',
    (redirectUri) => {
      expect(redirectUriProblem(redirectUri)).toBe('A redirect URI must not carry a user name or password.');
    },
  );
});
