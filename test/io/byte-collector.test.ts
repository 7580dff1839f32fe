import { expect, it } from 'vitest';
import { ByteCollector } from '../../src/io/byte-collector.ts';

it('gives back what came, in its order', () => {
  const collector = new ByteCollector();
  expect([...collector.bytes]).toEqual([]);
  for (const piece of [[1], [], [2, 3], Array.from({ length: 300 }, () => 4), [5]])
    collector.add(Uint8Array.from(piece));
  expect(collector.length).toBe(304);
  expect([...collector.bytes]).toEqual([1, 2, 3, ...Array.from({ length: 300 }, () => 4), 5]);
});
