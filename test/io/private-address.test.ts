import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isPrivateNetwork, isPublicAddress } from '../../src/io/private-address.ts';

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
