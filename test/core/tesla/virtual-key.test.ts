import { describe, expect, it } from 'vitest';
import { buildPublicKeyUrl, buildVirtualKeyLink } from '../../../src/core/tesla/virtual-key.ts';
import { parseKeyDomain, twinDomain } from '../../../src/core/tesla/key-domain.ts';

describe('buildVirtualKeyLink', () => {
  it('seed 42: leads to the key of Smartcar', () => {
    expect(buildVirtualKeyLink('smartcar.com')).toEqual({
      url: 'https://www.tesla.com/_ak/smartcar.com',
      forms: ['https://www.tesla.com/_ak/smartcar.com', 'https://tesla.com/_ak/smartcar.com'],
    });
  });

  it('seed 118: leads to the key of Texture', () => {
    expect(buildVirtualKeyLink('cdn.texturehq.com').url).toBe('https://www.tesla.com/_ak/cdn.texturehq.com');
  });

  it('picks a car in the published form', () => {
    expect(buildVirtualKeyLink('smartcar.com', '5YJ3E1EA7HF000001').url).toBe(
      'https://tesla.com/_ak/smartcar.com?vin=5YJ3E1EA7HF000001',
    );
  });
});

it('seed 45: the public key has one exact address', () => {
  expect(buildPublicKeyUrl('key.example.com')).toBe(
    'https://key.example.com/.well-known/appspecific/com.tesla.3p.public-key.pem',
  );
});

describe('parseKeyDomain', () => {
  it.each(['smartcar.com', 'some.domain.com', 'xn--mller-kva.de', 'a-b.co', '1password.com'])('takes %s', (domain) => {
    expect(parseKeyDomain(domain)).toEqual({ ok: true, domain });
  });

  it.each([
    ['https://key.example.com', 'key.example.com'],
    ['https://key.example.com/.well-known/x', 'key.example.com'],
    ['key.example.com/', 'key.example.com'],
    ['Key.Example.com', 'key.example.com'],
    ['key.example.com:8443', 'key.example.com'],
    ['user@key.example.com', 'key.example.com'],
    ['key.example.com.', 'key.example.com'],
    [' key.example.com ', 'key.example.com'],
    ['localhost', null],
    ['app.localhost', null],
    ['192.0.2.7', null],
    ['[2001:db8::1]', null],
    ['2001:db8::1', null],
    ['müller.de', null],
    ['-a.example', null],
    ['a..example', null],
    ['example.1', null],
    ['', null],
    [`${'a'.repeat(64)}.example`, null],
  ])('refuses "%s" and suggests %s', (text, suggestion) => {
    expect(parseKeyDomain(text)).toMatchObject({ ok: false, suggestion });
  });
});

it('names the host beside a host', () => {
  expect(twinDomain('example.com')).toBe('www.example.com');
  expect(twinDomain('www.example.com')).toBe('example.com');
});
