import * as zlib from 'node:zlib';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackBody } from '../../../src/io/virtual-key/unpack.ts';
import { newKeyPair, publicKeyPem, zstdKey } from '../../support/keys.ts';

const limit = 65_536;

describe('a compression is undone', () => {
  it.each([
    ['gzip', gzipSync(publicKeyPem)],
    ['GZIP', gzipSync(publicKeyPem)],
    ['x-gzip', gzipSync(publicKeyPem)],
    ['deflate', deflateSync(publicKeyPem)],
    ['deflate', deflateRawSync(publicKeyPem)],
    ['br', brotliCompressSync(publicKeyPem)],
    ['gzip, identity, br', brotliCompressSync(gzipSync(publicKeyPem))],
  ])('%s (%#)', async (encoding, sent) => {
    const { bytes, inner, failure } = await unpackBody(sent, encoding, limit);
    expect([bytes.toString(), inner, failure]).toEqual([publicKeyPem, null, null]);
  });

  it('zstd where Node can, and told where it cannot', async () => {
    const { bytes, failure } = await unpackBody(zstdKey, 'zstd', limit);
    const expected =
      'createZstdDecompress' in zlib
        ? [Buffer.from(publicKeyPem), null]
        : [zstdKey, 'zstd cannot be unpacked by this version of Node.js'];
    expect([bytes, failure]).toEqual(expected);
  });

  it.each([null, '', 'identity', 'utf-8', 'aws-chunked'])('%j is no compression', async (encoding) => {
    const sent = Buffer.from(publicKeyPem);
    expect(await unpackBody(sent, encoding, limit)).toEqual({ bytes: sent, inner: null, failure: null });
  });

  it('a gzip file that nobody declared is looked into and remains what was sent', async () => {
    const sent = gzipSync('inside');
    const { bytes, inner } = await unpackBody(sent, null, limit);
    expect([bytes, inner?.toString()]).toEqual([sent, 'inside']);
  });
});

describe('a compression that cannot be undone leaves the bytes as sent', () => {
  it.each([
    ['gzip', Buffer.from('no gzip at all'), 'the data is broken: incorrect header check'],
    ['gzip', gzipSync(publicKeyPem).subarray(0, 40), 'the data is broken: unexpected end of file'],
    ['deflate', Buffer.from('no deflate at all'), 'the data is broken: invalid block type'],
    ['br', Buffer.from('no brotli at all'), 'the data is broken: Decompression failed'],
    ['compress', Buffer.from([0x1f, 0x9d, 0x90]), 'compress cannot be unpacked by this version of Node.js'],
    ['gzip, gzip, gzip, gzip', gzipSync(publicKeyPem), 'compressed 4 times'],
  ])('%s (%#)', async (encoding, sent, reason) => {
    const { bytes, failure } = await unpackBody(sent, encoding, limit);
    expect([bytes, failure]).toEqual([sent, reason]);
  });

  it.each([
    ['cut off', (packed: Buffer) => packed.subarray(0, -8)],
    ['with a wrong checksum', (packed: Buffer) => Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)])],
  ])('and what came out of data %s', async (_, spoil) => {
    const { privateKey } = newKeyPair();
    const { inner, failure } = await unpackBody(spoil(gzipSync(privateKey)), 'gzip', limit);
    expect(failure).toContain('the data is broken');
    expect(inner?.toString()).toContain('BEGIN PRIVATE KEY');
  });
});

describe('a bomb', () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));

  it.each([
    ['gzip', bomb],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['gzip, gzip', gzipSync(bomb)],
    [null, bomb],
  ])('under %j is opened up to the limit', async (encoding, sent) => {
    const { bytes, inner } = await unpackBody(sent, encoding, limit);
    expect((inner ?? bytes).length).toBe(limit);
  });
});
