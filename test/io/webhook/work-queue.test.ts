import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createWorkQueue } from '../../../src/io/webhook/work-queue.ts';

describe('a queue of work', () => {
  it('begins in the order in which work was given, and hands on what it came to', async () => {
    const queue = createWorkQueue(() => 0);
    const begun: number[] = [];
    const work = (number: number) =>
      queue.run(async () => {
        begun.push(number);
        return number * 10;
      });
    expect(await Promise.all([work(1), work(2), work(3)])).toEqual([10, 20, 30]);
    expect(await work(4)).toBe(40);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('waits while connections come in, each turn one', async () => {
    const queue = createWorkQueue(() => 0);
    let hasBegun = false;
    const done = queue.run(async () => void (hasBegun = true));
    for (let connection = 0; connection < 100; connection += 1) {
      queue.arrived();
      await nextTurn();
    }
    expect(hasBegun).toBe(false);
    await done;
  });

  it('is not held up for ever', async () => {
    let time = 0;
    const queue = createWorkQueue(() => time);
    let hasBegun = false;
    const done = queue.run(async () => void (hasBegun = true));
    queue.arrived();
    await nextTurn();
    expect(hasBegun).toBe(false);
    time = 50;
    queue.arrived();
    await nextTurn();
    expect(hasBegun).toBe(true);
    await done;
  });

  it('looks at connections again after each work', async () => {
    const queue = createWorkQueue(() => 0);
    const begun: number[] = [];
    const all = [1, 2, 3].map((number) => queue.run(async () => void begun.push(number)));
    await nextTurn();
    expect(begun).toEqual([1]);
    queue.arrived();
    await nextTurn();
    expect(begun).toEqual([1]);
    await Promise.all(all);
    expect(begun).toEqual([1, 2, 3]);
  });
});
