import { describe, expect, it } from 'vitest';
import { state, trueCode, trueQuery, noAbort, waitForCallback } from '../../support/loopback.ts';
import { get, openSocket, request, sendRaw } from '../../support/raw-http.ts';

describe('requests that do not end the wait', () => {
  it.each([
    ['a wrong path', '/exchanges', 404, 'path'],
    ['a slash more', `/exchange/?${trueQuery}`, 404, 'slash'],
    ['a wrong path with the right state', `/callback?${trueQuery}`, 404, 'other-path'],
    ['the outcome before there is one', '/outcome', 404, 'path'],
    ['an absolute target', `http://localhost/exchange?${trueQuery}`, 404, 'other-path'],
    ['a missing state', '/exchange?code=abc', 400, 'no-state'],
    ['no query', '/exchange', 400, 'no-parameters'],
    ['an empty query', '/exchange?', 400, 'no-parameters'],
    ['nothing but the state', `/exchange?state=${state}`, 400, 'no-outcome'],
    ['empty results', `/exchange?code=&user_id=&error=&state=${state}`, 400, 'no-outcome'],
    ['an unknown parameter alone', `/exchange?foo=bar&state=${state}`, 400, 'no-outcome'],
    ['a wrong state', '/exchange?code=abc&state=zQ3uJq0d6o8Yw1mV5bT7kR9sX2nL4pC6hF8gA0eD1i_', 400, 'other-state'],
    ['a forged error', '/exchange?error=access_denied&state=guess', 400, 'other-state'],
    ['a forged error without state', '/exchange?error=access_denied', 400, 'no-state'],
    ['a state given twice', `/exchange?${trueQuery}&state=other`, 400, 'duplicate-parameter'],
    ['a code given twice', `/exchange?${trueQuery}&code=other`, 400, 'duplicate-parameter'],
    ['an oversized query', `/exchange?${trueQuery}&x=${'a'.repeat(8_200)}`, 414, 'oversized'],
  ])('%s', async (_what, target, status, reason) => {
    const { loopback, port } = await waitForCallback();
    const response = await get(port, target);
    expect(response.status).toBe(status);
    expect(response.body).toContain('</html>');
    expect([...loopback.rejected()]).toEqual([[reason, 1]]);
  });

  it.each(['HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
    'seed 16: %s is answered 405',
    async (method) => {
      const { loopback, port } = await waitForCallback();
      const response = await request(method, port, `/exchange?${trueQuery}`);
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET');
      expect(Object.fromEntries(loopback.rejected())).toEqual({ method: 1 });
    },
  );

  it('seed 16: a form posted back is answered 405, and the GET behind it is taken', async () => {
    const { loopback, port } = await waitForCallback();
    const arrival = loopback.callback(noAbort);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(trueQuery.length) };
    expect((await request('POST', port, '/exchange', form, trueQuery)).status).toBe(405);
    expect((await get(port, `/exchange?${trueQuery}`)).status).toBe(303);
    expect(await arrival).toMatchObject({ code: trueCode, state });
  });

  it('CONNECT and an upgrade are turned away', async () => {
    const { loopback, port } = await waitForCallback();
    expect((await sendRaw(port, `CONNECT localhost:${port} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)).status).toBe(
      405,
    );
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' };
    expect((await get(port, '/exchange', upgrade)).status).toBe(400);
    expect(Object.fromEntries(loopback.rejected())).toEqual({ method: 1, 'no-parameters': 1 });
  });

  it.each([
    ['a foreign name', 'evil.test'],
    ['a foreign name with the port', 'evil.test:PORT'],
    ['a name that begins like ours', 'localhost.evil.test:PORT'],
    ['another port', 'localhost:1'],
    ['no port', 'localhost'],
    ['another loopback address', '127.0.0.2:PORT'],
    ['user information', 'x@localhost:PORT'],
    ['nothing', ''],
  ])('Host is %s', async (_what, host) => {
    const { loopback, port } = await waitForCallback();
    const response = await get(port, `/exchange?${trueQuery}`, { Host: host.replace('PORT', String(port)) });
    expect(response.status).toBe(421);
    expect(Object.fromEntries(loopback.rejected())).toEqual({ host: 1 });
  });

  it('Host is missing, or there twice', async () => {
    const { loopback, port } = await waitForCallback();
    expect((await sendRaw(port, `GET /exchange?${trueQuery} HTTP/1.0\r\n\r\n`)).status).toBe(421);
    expect((await sendRaw(port, `GET /exchange?${trueQuery} HTTP/1.1\r\nConnection: close\r\n\r\n`)).status).toBe(421);
    const twice = `GET /exchange?${trueQuery} HTTP/1.1\r\nHost: localhost:${port}\r\nHost: evil.test\r\n\r\n`;
    expect((await sendRaw(port, twice)).status).toBe(421);
    expect(Object.fromEntries(loopback.rejected())).toEqual({ host: 3 });
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('Host %s with the port is ours', async (name) => {
    const { port } = await waitForCallback();
    expect((await get(port, `/exchange?${trueQuery}`, { Host: `${name}:${port}` })).status).toBe(303);
  });

  it.each([
    ['Sec-Purpose', 'prefetch'],
    ['Sec-Purpose', 'prefetch;prerender'],
    ['Purpose', 'prefetch'],
    ['X-Moz', 'prefetch'],
  ])('loaded ahead of time (%s: %s)', async (name, value) => {
    const { loopback, port } = await waitForCallback();
    expect((await get(port, `/exchange?${trueQuery}`, { [name]: value })).status).toBe(503);
    expect(Object.fromEntries(loopback.rejected())).toEqual({ prefetch: 1 });
  });

  it.each(['image', 'iframe', 'empty', 'script', 'style', 'object'])('Sec-Fetch-Dest: %s', async (destination) => {
    const { loopback, port } = await waitForCallback();
    const response = await get(port, `/exchange?${trueQuery}`, { 'Sec-Fetch-Dest': destination });
    expect(response.status).toBe(403);
    expect(Object.fromEntries(loopback.rejected())).toEqual({ 'not-a-page': 1 });
  });

  it('Sec-Fetch-Dest: document is a person at a browser', async () => {
    const { port } = await waitForCallback();
    expect((await get(port, `/exchange?${trueQuery}`, { 'Sec-Fetch-Dest': 'document' })).status).toBe(303);
  });

  it.each(['/favicon.ico', '/apple-touch-icon.png', '/apple-touch-icon-precomposed.png'])(
    '%s is answered with nothing',
    async (icon) => {
      const { loopback, port } = await waitForCallback();
      const response = await get(port, icon, { 'Sec-Fetch-Dest': 'image' });
      expect([response.status, response.body]).toEqual([204, '']);
      expect(Object.fromEntries(loopback.rejected())).toEqual({});
    },
  );

  it('headers beyond the limit, and bytes that are no HTTP', async () => {
    const { loopback, port } = await waitForCallback();
    expect((await get(port, '/exchange', { 'X-Big': 'a'.repeat(1_100_000) })).status).toBe(431);
    expect((await sendRaw(port, '\u0016\u0003\u0001\u0002\u0000\r\n\r\n')).status).toBe(400);
    expect(Object.fromEntries(loopback.rejected())).toEqual({ oversized: 1, malformed: 1 });
  });

  it('a judge that throws refuses', async () => {
    const { loopback, port } = await waitForCallback({
      accept: () => {
        throw new URIError('URI malformed');
      },
    });
    expect((await get(port, '/exchange?state=%E0%A4%A')).status).toBe(400);
    expect(Object.fromEntries(loopback.rejected())).toEqual({ 'other-state': 1 });
  });

  it('repeats nothing of the request in its answers', async () => {
    const { port } = await waitForCallback();
    const marker = 'Canary7f3';
    const answers = [
      await get(port, `/${marker}`),
      await get(port, `/exchange?code=${marker}&state=${marker}`),
      await get(port, '/exchange', { Host: `${marker}:${port}` }),
    ];
    for (const answer of answers) expect(JSON.stringify([...answer.headers]) + answer.body).not.toContain(marker);
  });
});

describe('answers', () => {
  it('carry headers that keep them out of caches, frames and referrers', async () => {
    const { port } = await waitForCallback();
    for (const target of ['/exchange?state=x', '/nowhere', `/exchange?${trueQuery}`]) {
      const { headers } = await get(port, target);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('connection')).toBe('close');
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
    }
  });

  it('the short link leads to Connect once, and says so when it is too early', async () => {
    const { loopback, port } = await waitForCallback();
    const url = 'https://connect.smartcar.com/oauth/authorize?response_type=code';
    const { pathname } = new URL(loopback.entryUrl);
    expect(loopback.entryUrl).toBe(`http://localhost:${port}${pathname}`);
    expect(pathname).toMatch(/^\/[a-z2-9]{10}$/);
    expect((await get(port, pathname)).status).toBe(503);
    loopback.setEntry(url);
    const response = await get(port, pathname);
    expect([response.status, response.headers.get('location')]).toEqual([302, url]);
    expect((await get(port, pathname)).status).toBe(404);
    expect([...loopback.rejected()]).toEqual([['spent-link', 1]]);
  });

  it('nobody gets the link with its state without the token', async () => {
    const { loopback, port } = await waitForCallback();
    loopback.setEntry('https://connect.smartcar.com/oauth/authorize');
    for (const target of ['/', '/?', '/index.html', '/aaaaaaaaaa', `${new URL(loopback.entryUrl).pathname}/`]) {
      const response = await get(port, target);
      expect([response.status, response.headers.get('location')]).toEqual([404, undefined]);
    }
    expect((await get(port, new URL(loopback.entryUrl).pathname, { 'Sec-Purpose': 'prefetch' })).status).toBe(503);
    expect((await get(port, new URL(loopback.entryUrl).pathname)).status).toBe(302);
  });

  it('two servers have two tokens', async () => {
    const [first, second] = await Promise.all([waitForCallback(), waitForCallback()]);
    expect(new URL(first.loopback.entryUrl).pathname).not.toBe(new URL(second.loopback.entryUrl).pathname);
  });

  it('24 KB of cookies that other programs set on localhost do not cost the true callback', async () => {
    const { loopback, port } = await waitForCallback();
    const arrival = loopback.callback(noAbort);
    const cookies = Array.from({ length: 6 }, (_, index) => `c${index}=${'a'.repeat(4_090)}`).join('; ');
    expect((await get(port, `/exchange?${trueQuery}`, { Cookie: cookies })).status).toBe(303);
    expect(await arrival).toMatchObject({ code: trueCode });
  });

  it('a redirect URI without a path has / for itself', async () => {
    const { loopback, port } = await waitForCallback({ redirectUris: ['http://localhost:0'] });
    const arrival = loopback.callback(noAbort);
    loopback.setEntry('https://connect.smartcar.com/oauth/authorize');
    expect((await get(port, '/')).status).toBe(404);
    expect((await get(port, '/?state=wrong')).status).toBe(400);
    expect((await get(port, `/?${trueQuery}`)).status).toBe(303);
    expect(await arrival).toMatchObject({ code: trueCode, state });
  });

  it('a redirect URI at /outcome keeps its path', async () => {
    const { port } = await waitForCallback({ redirectUris: ['http://localhost:0/outcome'] });
    expect((await get(port, `/outcome?${trueQuery}`)).headers.get('location')).toBe('/result');
  });

  it('keep the socket count low: idle sockets make room for the true callback', async () => {
    const { loopback, port } = await waitForCallback();
    const arrival = loopback.callback(noAbort);
    const idle = await Promise.all(Array.from({ length: 400 }, () => openSocket(port)));
    expect((await get(port, `/exchange?code=c&state=${state}`)).status).toBe(303);
    expect(await arrival).toMatchObject({ code: 'c', state });
    for (const socket of idle) socket.destroy();
  });
});
