import { describe, expect, it } from 'vitest';
import { parsePastedRedirect } from '../../../src/core/connect/pasted.ts';

const redirectUri = 'http://localhost:8000/exchange';

describe('parsePastedRedirect', () => {
  it.each([
    'http://localhost:8000/exchange?code=C&state=S',
    '  "http://localhost:8000/exchange?code=C&state=S"  ',
    '\u001b[200~http://localhost:8000/exchange?code=C&state=S\u001b[201~',
    'http://localhost:8000/exchange?code=C\n  &state=S',
    '<http://localhost:8000/exchange?code=C&state=S>',
    '\u201chttp://localhost:8000/exchange?code=C&state=S\u201d',
    '`http://localhost:8000/exchange?code=C&state=S`',
    '(("http://localhost:8000/exchange?code=C&state=S"))',
    'Location: "http://localhost:8000/exchange?code=C&state=S"',
    'It says "http://localhost:8000/exchange?code=C&state=S"',
    'http://localhost:8000/exchange?code=C\u200b\u200b&state=S',
    'http://localhost:8000/exchange?code=C&amp;state=S',
    'http://localhost:8000/exchange\\?code\\=C\\&state\\=S',
    'http://localhost:8000/exchange?code=C&state=S#',
    'http://localhost:8000/exchange?co\u200bde=C&state=S',
    'Location: http://localhost:8000/exchange?code=C&state=S',
    'I landed on http://localhost:8000/exchange?code=C&state=S',
    'HTTP://LOCALHOST:8000/exchange?code=C&state=S',
    'localhost:8000/exchange?code=C&state=S',
    '//localhost:8000/exchange?code=C&state=S',
    '/exchange?code=C&state=S',
    '?code=C&state=S',
    '("?code=C&state=S")',
    'location:code=C&state=S',
    'code=C&state=S',
    'http://localhost:8000/exchange?code=C&state=S.',
    'I landed on "http://localhost:8000/exchange?code=C&state=S".',
    'http://localhost:8000/exchange?code=C&state=S,;!',
    'It landed on http://localhost:8000/exchange?code=C&state=S and shows error.',
    "http://localhost:8000/exchange?code=C&state=S. It doesn't load, why?",
    'http://localhost:8000/exchange?code=C &state=S',
    '&code=C&state=S',
  ])('takes the whole address: %j', (text) => {
    expect(parsePastedRedirect(text, redirectUri)).toEqual({ ok: true, query: 'code=C&state=S' });
  });

  it('reads a text of 64 KiB and no more', () => {
    const fitting = '?state=S&a='.padEnd(65_536, 'a');
    expect(parsePastedRedirect(fitting, redirectUri)).toEqual({ ok: true, query: fitting.slice(1) });
  });

  it('joins one word behind a blank, which may be the end of a broken address', () => {
    expect(parsePastedRedirect(`${redirectUri}?code=C&state=Sab cde`, redirectUri)).toEqual({
      ok: true,
      query: 'code=C&state=Sabcde',
    });
  });

  it('keeps quotes and brackets inside a value', () => {
    const query = `state=a'b(c&code=Location:x"y`;
    expect(parsePastedRedirect(`${redirectUri}?${query}`, redirectUri)).toEqual({
      ok: true,
      query: 'state=a%27b(c&code=Location:x%22y',
    });
  });

  it('an address inside a value is not taken for the address itself', () => {
    expect(parsePastedRedirect('code=C&state=http://localhost:8000/exchange', redirectUri)).toEqual({
      ok: true,
      query: 'code=C&state=http://localhost:8000/exchange',
    });
  });

  it.each([
    ['http://localhost:8000/exchange', 'http://localhost:8000/exchange/?code=C'],
    ['http://localhost:8000/exchange/', 'http://localhost:8000/exchange?code=C'],
    ['http://localhost:8000/a/b', 'http://localhost:8000/a/b/?code=C'],
  ])('of the redirect URI %s, tells a slash from another address: %s', (registered, text) => {
    expect(parsePastedRedirect(text, registered)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(`differs from the redirect URI ${registered} by a slash`) as string,
    });
  });

  it.each([
    ['another host', 'http://localhost:9000/exchange/?code=C'],
    ['another path', 'http://localhost:8000/other/?code=C'],
    ['a path with a slash more within', 'http://localhost:8000//exchange?code=C'],
    ['another protocol', 'https://localhost:8000/exchange?code=C'],
  ])('blames no slash for %s', (_, text) => {
    expect(parsePastedRedirect(text, redirectUri)).toEqual({
      ok: false,
      problem: `That address does not begin with the redirect URI ${redirectUri}.`,
    });
  });

  it.each(['localhost:8000/exchange', '/exchange'])('takes %s, with nothing behind it', (text) => {
    expect(parsePastedRedirect(text, redirectUri)).toEqual({ ok: true, query: '' });
  });

  it('leaves it to the admission to say what is wrong with an empty query', () => {
    expect(parsePastedRedirect('http://localhost:8000/exchange', redirectUri)).toEqual({ ok: true, query: '' });
  });

  it('seed 17: takes a page of the application too', () => {
    expect(parsePastedRedirect('https://example.com/home?code=C&state=S', 'https://example.com/home')).toEqual({
      ok: true,
      query: 'code=C&state=S',
    });
    expect(parsePastedRedirect('scapp://exchange?code=C&state=S', 'scapp://exchange').ok).toBe(true);
  });

  it.each([
    ['90abecb6-e7ab-4b85-864a-e1c8bf67f2ad', /whole URL/],
    ['', /whole URL/],
    ['x'.repeat(70_000), /it has more than 65536 characters/],
    ['?'.padEnd(65_537, 'a='), /it has more than 65536 characters/],
    ['http://', /not a full address/],
    ['http://[/?code=C', /not a full address/],
    ['https://localhost:8000/exchange?code=C&state=S', /redirect URI/],
    ['see-http://localhost:8000/other?code=C&state=S', /redirect URI/],
    ['http://localhost:8000/oauth/authorize/more?state=S', /redirect URI/],
    ['evil://a/?next=http://localhost:8000/exchange?code=C', /redirect URI/],
    ['localhost:8001/exchange?code=C&state=S', /redirect URI/],
    ['evil.test/exchange?code=C&state=S', /redirect URI/],
    ['/other?code=C&state=S', /redirect URI/],
    ['http://localhost:8001/exchange?code=C&state=S', /redirect URI http:\/\/localhost:8000\/exchange/],
    ['http://evil.test/exchange?code=C&state=S', /redirect URI/],
    ['https://connect.smartcar.com/oauth/authorize?state=S', /starts Connect/],
  ])('refuses %j', (text, problem) => {
    expect(parsePastedRedirect(text, redirectUri)).toEqual({
      ok: false,
      problem: expect.stringMatching(problem) as string,
    });
  });
});
