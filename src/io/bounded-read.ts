import type { FileHandle } from 'node:fs/promises';
import { CliError } from '../core/errors/cli-error.ts';
import { ByteCollector } from './byte-collector.ts';
import type { ReadBound } from './read-bounds.ts';

/** Bytes asked for in one read of a file. */
const readSize = 64 * 1024;

/**
 * Reads a stream to its end.
 * @param name what errors call it, at the beginning of a sentence
 * @throws CliError INVALID_VALUE when it is longer than the bound; an endless one as well
 */
export async function readStream(stream: AsyncIterable<unknown>, bound: ReadBound, name: string): Promise<Buffer> {
  const collector = new ByteCollector();
  for await (const chunk of stream) {
    const piece = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk), 'utf8');
    if (collector.length + piece.length > bound.bytes) throw tooLarge(name, bound);
    collector.add(piece);
  }
  return collector.bytes;
}

/**
 * Reads a file, a pipe or a device by its path.
 * @throws CliError INVALID_VALUE when it is longer than the bound; errors of the file system as they come
 */
export async function readPath(path: string, bound: ReadBound): Promise<Buffer> {
  // Asked for on first use: loading it costs every start, and most starts read no file.
  const file = await process.getBuiltinModule('node:fs/promises').open(path, 'r');
  try {
    const name = `The file "${path}"`;
    const { size } = await file.stat();
    if (size > bound.bytes) throw tooLarge(name, bound);
    return await readStream(piecesOf(file), bound, name);
  } finally {
    await file.close();
  }
}

async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readSize), 0, readSize, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** @returns the error of a text that is longer than what is read of its kind */
export function tooLarge(name: string, { bytes, hint }: ReadBound): CliError {
  const kibibytes = bytes / 1024;
  const size = kibibytes < 1024 ? `${kibibytes} KiB` : `${kibibytes / 1024} MiB`;
  return new CliError('INVALID_VALUE', `${name} is larger than ${size}.`, { hint });
}
