import * as zlib from 'node:zlib';
import { compressionsIn } from '../../core/findings/key/encoding.ts';
import { ByteCollector } from '../byte-collector.ts';

/** A body behind its compressions. */
export interface Unpacked {
  /** What a client reads that undoes the declared compressions; the bytes as sent where that fails. */
  readonly bytes: Buffer;
  /** What else came to light: the inside of a gzip file that nobody declared, or what came out of broken data. */
  readonly inner: Buffer | null;
  /** Why the declared compressions could not be undone. */
  readonly failure: string | null;
}

interface Opened {
  readonly bytes: Buffer;
  readonly failure: string | null;
}

/** A stream that undoes one compression. */
type Opener = ReturnType<typeof zlib.createUnzip>;

/** Node has it from 22.15 on; the types are those of Node 20. */
const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Opener };

const openers = new Map<string, ((packed: Buffer) => Opener) | undefined>([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  // Some servers leave out the two bytes that the standard wants before it.
  ['deflate', (packed) => (hasZlibHeader(packed) ? zlib.createInflate() : zlib.createInflateRaw())],
  ['br', () => zlib.createBrotliDecompress()],
  ['zstd', createZstdDecompress],
]);

/** Of gzip, with the length; that of zlib is shorter. */
const checksumBytes = 8;

/** Compressions one on top of the other that are undone; no sound host sends two. */
const deepest = 3;

/**
 * Undoes the compressions of a body.
 * @param maxBytes no more comes out of any of them, however much lies inside
 */
export async function unpackBody(sent: Buffer, contentEncoding: string | null, maxBytes: number): Promise<Unpacked> {
  const names = compressionsIn(contentEncoding);
  if (names.length > deepest) return { bytes: sent, inner: null, failure: `compressed ${names.length} times` };
  let bytes = sent;
  for (const name of names.toReversed()) {
    const opened = await open(name, bytes, maxBytes);
    if (opened.failure !== null) return { bytes: sent, inner: opened.bytes, failure: opened.failure };
    bytes = opened.bytes;
  }
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { bytes, inner: isGzip ? (await open('gzip', bytes, maxBytes)).bytes : null, failure: null };
}

function open(name: string, packed: Buffer, maxBytes: number): Promise<Opened> {
  const opener = openers.get(name)?.(packed);
  if (opener === undefined)
    return Promise.resolve({
      bytes: Buffer.alloc(0),
      failure: `${name} cannot be unpacked by this version of Node.js`,
    });
  return new Promise((resolve) => {
    const collector = new ByteCollector();
    const finish = (failure: string | null) => {
      opener.destroy();
      resolve({ bytes: collector.bytes, failure });
    };
    opener.on('data', (piece: Buffer) => {
      collector.add(piece.subarray(0, maxBytes - collector.length));
      if (collector.length >= maxBytes) finish(null);
    });
    opener.once('end', () => finish(null));
    opener.on('error', (error) => finish(`the data is broken: ${error.message}`));
    // The checksum goes by itself: where it is wrong, zlib keeps back what it made of the same piece.
    opener.write(packed.subarray(0, -checksumBytes));
    opener.end(packed.subarray(-checksumBytes));
  });
}

function hasZlibHeader(packed: Buffer): boolean {
  const [first = 0, second = 0] = packed;
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
