import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/io/webhook/pace.ts';

describe('a pace', () => {
  it('lets so many go on in each turn of the event loop, in their order', async () => {
    const turn = createPace(2);
    const gone: number[] = [];
    const all = Promise.all([1, 2, 3, 4, 5].map((number) => turn().then(() => gone.push(number))));
    expect(gone).toEqual([]);
    const seen: number[][] = [];
    while (gone.length < 5) {
      await nextTurn();
      seen.push([...gone]);
    }
    await all;
    expect(gone).toEqual([1, 2, 3, 4, 5]);
    expect(seen).toContainEqual([1, 2]);
    expect(seen).toContainEqual([1, 2, 3, 4]);
  });

  it('begins again after everybody has gone', async () => {
    const turn = createPace(2);
    await Promise.all([turn(), turn(), turn()]);
    await turn();
    await expect(Promise.all([turn(), turn()])).resolves.toHaveLength(2);
  });
});
