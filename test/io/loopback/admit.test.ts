import { describe, expect, it } from 'vitest';
import { admit, type IncomingRequest, type Site } from '../../../src/io/loopback/admit.ts';

const site: Site = {
  port: 8000,
  hosts: ['localhost', '127.0.0.1', '[::1]'],
  callbackPath: '/exchange',
  entryPath: '/kmnpqrstuv',
  outcomePath: '/outcome',
  finalPath: '/done',
};

function judge(target: string, parts: Partial<IncomingRequest> = {}, at: Partial<Site> = {}) {
  const request = { method: 'GET', target, headers: { host: 'localhost:8000' }, hostLines: 1, ...parts };
  return admit(request, { ...site, ...at });
}

function refused(status: number, reason: string) {
  return { kind: 'refused', status, reason };
}

const host = (name: string) => ({ headers: { host: name } });

describe('the Host of a request', () => {
  it.each(['localhost:8000', '127.0.0.1:8000', '[::1]:8000', 'LOCALHOST:8000'])('%s is ours', (name) => {
    expect(judge('/exchange?code=C', host(name))).toEqual({ kind: 'callback', query: 'code=C' });
  });

  it.each(['localhost', 'localhost:80', 'localhost:80001', 'evil.example:8000', 'localhost:8000.evil.example', ''])(
    '"%s" is not',
    (name) => {
      expect(judge('/exchange?code=C', host(name))).toEqual(refused(421, 'host'));
    },
  );

  it('on port 80 the port may be left out', () => {
    expect(judge('/exchange?code=C', host('localhost'), { port: 80 })).toMatchObject({ kind: 'callback' });
    expect(judge('/exchange?code=C', host('localhost:80'), { port: 80 })).toMatchObject({ kind: 'callback' });
    expect(judge('/exchange?code=C', host('evil.example'), { port: 80 })).toEqual(refused(421, 'host'));
  });

  it.each([
    ['n-8000.app.github.dev', { kind: 'callback', query: 'code=C' }],
    ['N-8000.APP.GITHUB.DEV', { kind: 'callback', query: 'code=C' }],
    ['localhost:8000', { kind: 'callback', query: 'code=C' }],
    ['n-8001.app.github.dev', refused(421, 'host')],
    ['n-8000.app.github.dev:8000', refused(421, 'host')],
  ])('behind a Codespace, %s is %j', (name, admission) => {
    expect(judge('/exchange?code=C', host(name), { forwardedHost: 'n-8000.app.github.dev' })).toEqual(admission);
  });

  it.each([0, 2])('%i Host lines are none', (hostLines) => {
    expect(judge('/exchange?code=C', { hostLines })).toEqual(refused(421, 'host'));
  });

  it('its absence is judged before the method and the path', () => {
    expect(judge('/nowhere', { method: 'POST', headers: {} })).toEqual(refused(421, 'host'));
  });
});

describe('the path of a request', () => {
  it.each([
    ['/exchange?code=C&state=S', { kind: 'callback', query: 'code=C&state=S' }],
    ['/exchange', { kind: 'callback', query: '' }],
    ['/exchange?a?b', { kind: 'callback', query: 'a?b' }],
    ['/kmnpqrstuv', { kind: 'entry' }],
    ['/outcome', { kind: 'outcome' }],
    ['/done', { kind: 'final' }],
    ['/favicon.ico', { kind: 'icon' }],
    ['/apple-touch-icon.png', { kind: 'icon' }],
    ['/apple-touch-icon-precomposed.png', { kind: 'icon' }],
    ['/', refused(404, 'path')],
    ['/Exchange', refused(404, 'path')],
    ['/exchange/', refused(404, 'slash')],
    ['/exchange/?code=C', refused(404, 'slash')],
    ['/kmnpqrstuw', refused(404, 'path')],
    ['/other?code=C', refused(404, 'other-path')],
    ['/other?a=1&state=S', refused(404, 'other-path')],
    ['/other?error=x', refused(404, 'other-path')],
    ['/other?user_id=U', refused(404, 'other-path')],
    ['/other?userId=U', refused(404, 'other-path')],
    ['/other?barcode=C', refused(404, 'path')],
  ])('%s', (target, admission) => {
    expect(judge(target)).toEqual(admission);
  });

  it('a redirect URI with a slash at its end is missed without it', () => {
    expect(judge('/exchange', {}, { callbackPath: '/exchange/' })).toEqual(refused(404, 'slash'));
  });

  it('a redirect URI without a path is told from a visit by its query', () => {
    expect(judge('/?code=C', {}, { callbackPath: '/' })).toEqual({ kind: 'callback', query: 'code=C' });
    expect(judge('/', {}, { callbackPath: '/' })).toEqual(refused(404, 'path'));
  });
});

describe('what a request is for', () => {
  it.each(['POST', 'HEAD', 'OPTIONS', 'get'])('%s is not taken', (method) => {
    expect(judge('/exchange?code=C', { method })).toEqual(refused(405, 'method'));
  });

  it.each([
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'Prefetch' },
    { 'x-purpose': 'preview' },
    { 'x-moz': 'prefetch' },
  ])('%j only looks ahead', (headers) => {
    expect(judge('/exchange?code=C', { headers: { host: 'localhost:8000', ...headers } })).toEqual(
      refused(503, 'prefetch'),
    );
  });

  it('no header of them, or another purpose, is a visit', () => {
    const headers = { host: 'localhost:8000', 'x-moz': 'other', purpose: '' };
    expect(judge('/exchange?code=C', { headers })).toMatchObject({ kind: 'callback' });
  });

  it('the purposes of two headers are not read as one word', () => {
    const headers = { host: 'localhost:8000', purpose: 'pre', 'x-purpose': 'fetch' };
    expect(judge('/exchange?code=C', { headers })).toMatchObject({ kind: 'callback' });
  });

  it.each(['image', 'iframe', 'empty', ''])('Sec-Fetch-Dest "%s" is not a page', (destination) => {
    const headers = { host: 'localhost:8000', 'sec-fetch-dest': destination };
    expect(judge('/exchange?code=C', { headers })).toEqual(refused(403, 'not-a-page'));
    expect(judge('/done', { headers })).toEqual(refused(403, 'not-a-page'));
  });
});

describe('the query of a callback', () => {
  it('has at most 8192 characters', () => {
    const fitting = `code=${'C'.repeat(8_187)}`;
    expect(judge(`/exchange?${fitting}`)).toEqual({ kind: 'callback', query: fitting });
    expect(judge(`/exchange?${fitting}C`)).toEqual(refused(414, 'oversized'));
  });

  it('names nothing twice, known or not', () => {
    expect(judge('/exchange?foo=1&foo=1')).toEqual(refused(400, 'duplicate-parameter'));
    expect(judge('/exchange?code=C&%63ode=D')).toEqual(refused(400, 'duplicate-parameter'));
    expect(judge('/exchange?foo=1&bar=1')).toMatchObject({ kind: 'callback' });
  });
});
