import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionPage, ConnectionPages, PageStart } from '../../src/io/smartcar.ts';
import { readConnectionRows, readPosition, type ReadingPosition } from '../../src/live/connection-rows.ts';

const size = 4;

/** A list that is read by page number, newest first, and may change before each page. */
function numberedList(ids: readonly number[], changes: readonly ((list: number[]) => void)[] = []) {
  const list = [...ids];
  const asked: (PageStart | undefined)[] = [];
  const pages: ConnectionPages = {
    readPage: async (start = 1): Promise<ConnectionPage> => {
      changes[asked.length]?.(list);
      asked.push(start);
      const from = (Number(start) - 1) * size;
      const rows = list.slice(from, from + size).map((id) => ({ id: `c${id}` }));
      const total = list.length;
      return { rows, total, size, next: Number(start) * size < total ? Number(start) + 1 : undefined };
    },
  };
  return { pages, asked, list };
}

const downTo = (count: number): number[] => Array.from({ length: count }, (_, index) => count - index);

/** @param stopAfter rows after which the reading is given up */
async function collect(pages: ConnectionPages, from?: ReadingPosition, stopAfter = Infinity) {
  const found: string[] = [];
  let position = from;
  for await (const page of readConnectionRows(pages, from)) {
    found.push(...page.rows.map((row) => (row as { id: string }).id));
    position = page.position;
    if (found.length >= stopAfter) break;
  }
  return { found, position };
}

describe('reading all connections', () => {
  it.each([
    [0, 1],
    [3, 1],
    [4, 1],
    [5, 2],
    [40, 10],
    [41, 11],
  ])('%i of them take %i requests, in order', async (count, requests) => {
    const { pages, asked } = numberedList(downTo(count));
    const { found, position } = await collect(pages);
    expect(found).toEqual(downTo(count).map((id) => `c${id}`));
    expect(asked).toHaveLength(requests);
    expect(position).toMatchObject({ next: null, read: count, firstTotal: count, total: count });
  });

  it('asks for four pages at a time, and for no more', async () => {
    let underWay = 0;
    let most = 0;
    const { pages } = numberedList(downTo(60));
    const counted: ConnectionPages = {
      readPage: async (start) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        const page = await pages.readPage(start);
        underWay -= 1;
        return page;
      },
    };
    expect((await collect(counted)).found).toHaveLength(60);
    expect(most).toBe(4);
  });

  it('goes on from any place as if nothing had happened, also from a position that was kept as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 80 }), async (count, stopAfter) => {
        const { pages } = numberedList(downTo(count));
        const first = await collect(pages, undefined, stopAfter);
        const kept = readPosition(JSON.parse(JSON.stringify(first.position)));
        const second = await collect(pages, kept);
        expect([...first.found, ...second.found]).toEqual(downTo(count).map((id) => `c${id}`));
      }),
    );
  });

  it('neither repeats nor drops a row where others are connected or leave meanwhile', async () => {
    let newest = 1000;
    const change = fc.oneof(
      fc.constant(() => {}),
      fc.integer({ min: 1, max: 9 }).map((added) => (list: number[]) => {
        for (let one = 0; one < added; one += 1) list.unshift((newest += 1));
      }),
      fc.integer({ min: 1, max: 9 }).map((removed) => (list: number[]) => {
        list.splice(0, removed);
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 20, max: 80 }),
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 80 }),
        async (count, changes, stopAfter) => {
          const { pages, list } = numberedList(downTo(count), changes);
          const first = await collect(pages, undefined, stopAfter);
          const second = await collect(pages, first.position);
          const found = [...first.found, ...second.found];
          expect(new Set(found).size).toBe(found.length);
          // Who was there from the beginning to the end.
          const stayed = list.filter((id) => id <= count).map((id) => `c${id}`);
          expect(stayed.filter((id) => !found.includes(id))).toEqual([]);
        },
      ),
    );
  });

  it('follows cursors one after the other, and leaves a circle', async () => {
    const answers: Readonly<Record<string, ConnectionPage>> = {
      first: { rows: [{ userId: 'u1', vehicleId: 'v1' }], size, next: 'a' },
      a: { rows: [{ userId: 'u2', vehicleId: 'v2' }, 'no row'], size, next: 'b' },
      b: { rows: [{ userId: 'u1', vehicleId: 'v1' }], size, next: 'a' },
    };
    const asked: string[] = [];
    const pages: ConnectionPages = {
      readPage: async (start = 'first') => {
        asked.push(String(start));
        return answers[String(start)] ?? { rows: [], size };
      },
    };
    const rows: unknown[] = [];
    for await (const page of readConnectionRows(pages)) rows.push(...page.rows);
    expect(rows).toEqual([{ userId: 'u1', vehicleId: 'v1' }, { userId: 'u2', vehicleId: 'v2' }, 'no row']);
    expect(asked).toEqual(['first', 'a', 'b']);
  });

  it.each([
    ['the same page again and again', () => [{ id: 'c1' }, { id: 'c2' }], undefined],
    ['the same page, and a count without end', () => [{ id: 'c1' }, { id: 'c2' }], 9_000_000_000_000],
    ['rows without ids', () => [{ make: 'TESLA' }], undefined],
  ])('ends with an error where a server gives %s', async (_, rows, total) => {
    let asked = 0;
    const pages: ConnectionPages = {
      readPage: async (start = 1) => {
        asked += 1;
        return { rows: rows(), total, size: 100, next: Number(start) + 1 };
      },
    };
    await expect(collect(pages)).rejects.toMatchObject({
      code: 'API_ERROR',
      message: expect.stringContaining('The list of connections does not end: page 2'),
    });
    expect(asked).toBeLessThan(40);
  });

  it('ends with an error where the count goes up and down for ever', async () => {
    let asked = 0;
    const pages: ConnectionPages = {
      readPage: async (start = 1) => {
        asked += 1;
        return { rows: [{ id: `c${start}` }], total: asked % 2 === 0 ? 800 : 900, size: 100, next: Number(start) + 1 };
      },
    };
    await expect(collect(pages)).rejects.toMatchObject({ code: 'API_ERROR' });
    expect(asked).toBeLessThan(2000);
  });

  it('tells the trouble of a page when its turn has come, after the rows before it', async () => {
    const { pages } = numberedList(downTo(20));
    const broken: ConnectionPages = {
      readPage: async (start) => {
        if (start === 3) throw new Error('page 3');
        return pages.readPage(start);
      },
    };
    const found: unknown[] = [];
    const reading = async () => {
      for await (const page of readConnectionRows(broken)) found.push(...page.rows);
    };
    await expect(reading()).rejects.toThrow('page 3');
    expect(found).toHaveLength(8);
  });
});
