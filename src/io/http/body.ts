import { ByteCollector } from '../byte-collector.ts';
import { BodyCut, BodyTooLarge, maximumBodyBytes } from './failure.ts';

/**
 * @param status of the answer, for the error of a body that ends too early
 * @throws BodyTooLarge instead of filling the memory, BodyCut when the connection ends before the body
 */
export async function readBody(stream: AsyncIterable<Uint8Array | string>, status: number): Promise<string> {
  try {
    return await readAll(stream);
  } catch (error) {
    throw error instanceof BodyTooLarge ? error : new BodyCut(status, error);
  }
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<string> {
  const collector = new ByteCollector();
  for await (const chunk of stream) {
    const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (collector.length + piece.length > maximumBodyBytes) throw new BodyTooLarge();
    collector.add(piece);
  }
  return collector.bytes.toString('utf8');
}

/** Lower-case names, repeated headers joined. */
export function flattenHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  // Not by assignment: a header may be called `__proto__`.
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}
