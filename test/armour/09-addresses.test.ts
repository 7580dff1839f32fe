import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isPrivateNetwork, isPublicAddress } from '../../src/io/private-address.ts';
import { createKeyTools } from '../../src/io/virtual-key/node-key-tools.ts';
import { createWebhookTools } from '../../src/io/webhook/node-webhook-tools.ts';
import { runCli } from '../support/run.ts';

/** Ways in which an IPv6 address stands for one of IPv4: NAT64 (RFC 6052, 8215), 6to4, Teredo, SIIT, IPv4-compatible. */
const carriers: readonly (readonly [name: string, address: (high: string, low: string) => string])[] = [
  ['64:ff9b::/96', (high, low) => `64:ff9b::${high}:${low}`],
  ['64:ff9b:1::/48', (high, low) => `64:ff9b:1::${high}:${low}`],
  ['2002::/16', (high, low) => `2002:${high}:${low}::1`],
  ['2001::/32', (high, low) => `2001:0:${high}:${low}::1`],
  ['::ffff:0:0/96', (high, low) => `::ffff:0:${high}:${low}`],
  ['::/96', (high, low) => `::${high}:${low}`],
];

const carried: readonly (readonly [string, string])[] = [
  ['7f00', '1'],
  ['a9fe', 'a9fe'],
  ['a00', '1'],
  ['808', '808'],
];

describe('9. Addresses that carry another one', () => {
  const all = carriers.flatMap(([name, address]) => carried.map(([high, low]) => [name, address(high, low)] as const));

  it.each(all)('%s: %s is neither public, nor this machine, nor a private network', (_name, address) => {
    expect([isPublicAddress(address), isLoopbackAddress(address), isPrivateNetwork(address)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('none is public, whatever it carries', () => {
    const part = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(fc.constantFrom(...carriers), part, part, ([, address], high, low) => {
        expect(isPublicAddress(address(high, low))).toBe(false);
      }),
    );
  });

  const hosts = [...all.map(([, address]) => `[${address}]`), '[fec0::1]', '[fe80::1]', '169.254.169.254'];

  it.each(hosts)('webhook trigger sends nothing to %s', async (host) => {
    const env = { SMARTCAR_APP_MANAGEMENT_TOKEN: 'a-token-of-the-application' };
    const tools = createWebhookTools({ env, platform: 'linux', stdin: process.stdin });
    const send = () => Promise.reject(new Error('It was sent.'));
    const args = ['webhook', 'trigger', 'verify', '--to', `http://${host}/hook`, '--json'];
    const result = await runCli(args, { env, webhooks: { ...tools, send } });
    expect([result.exitCode, result.error().code]).toEqual([9, 'SECURITY']);
  });

  it.each(hosts)('virtual-key check dials no %s', async (host) => {
    const args = ['virtual-key', 'check', 'key.example.com', '--connect-to', `${host}:443`, '--json'];
    const result = await runCli(args, { keys: createKeyTools({ now: () => Date.now() }) });
    expect(result.exitCode).toBe(5);
    const { findings } = result.json<{ findings: readonly { kind: string }[] }>();
    expect(findings[0]?.kind).toBe('key-address-private');
  });
});

describe('isPublicAddress', () => {
  it.each([
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.7',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.9',
    '0.0.0.0',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::808:808',
    'fc00::1',
    'fd00::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:808:808::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '192.169.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:8.8.8.8',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('isPrivateNetwork', () => {
  it.each(['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fd00::1', '::ffff:10.0.0.1'])(
    '%s is one',
    (address) => expect(isPrivateNetwork(address)).toBe(true),
  );

  it.each([
    '172.15.255.255',
    '172.32.0.1',
    '192.167.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '127.0.0.1',
    '0.0.0.0',
    '8.8.8.8',
    'fc00::1',
    'fe80::1',
    'fec0::1',
    '64:ff9b::a00:1',
    '2002:a00:1::1',
    '::a00:1',
    '::1',
  ])('%s is none', (address) => expect(isPrivateNetwork(address)).toBe(false));
});

it.each([
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['128.0.0.1', false],
  ['::7f00:1', false],
])('%s is loopback: %s', (address, isLoopback) => expect(isLoopbackAddress(address)).toBe(isLoopback));
