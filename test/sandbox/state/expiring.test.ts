import { describe, expect, it } from 'vitest';
import {
  addExpiring,
  countExpiring,
  createExpiringTable,
  findExpiring,
  newestExpiring,
  removeExpiring,
} from '../../../src/sandbox/state/expiring.ts';

interface Row {
  readonly expiresAt: number;
  readonly name: string;
}

/** Ten thousand rows, one a millisecond, each living for a minute: enough for three shelves. */
function filled() {
  const table = createExpiringTable<Row>();
  for (let at = 1; at <= 10_000; at += 1)
    addExpiring(table, `key ${at}`, { expiresAt: at + 60_000, name: `row ${at}` }, at);
  return table;
}

describe('a table of what expires', () => {
  it('finds every row, old and new, and nothing else', () => {
    const table = filled();
    expect(countExpiring(table)).toBe(10_000);
    expect([1, 4096, 4097, 10_000].map((at) => findExpiring(table, `key ${at}`)?.name)).toEqual([
      'row 1',
      'row 4096',
      'row 4097',
      'row 10000',
    ]);
    expect(findExpiring(table, 'key 10001')).toBeUndefined();
  });

  it('removes a row wherever it stands', () => {
    const table = filled();
    for (const at of [1, 5000, 10_000]) removeExpiring(table, `key ${at}`);
    removeExpiring(table, 'key 1');
    expect(countExpiring(table)).toBe(9997);
    expect(findExpiring(table, 'key 5000')).toBeUndefined();
  });

  it('lets go of what has expired, and of nothing that lives', () => {
    const table = filled();
    // One millisecond before the last row of the first shelf ends, all of the shelf stays.
    addExpiring(table, 'late', { expiresAt: 200_000, name: 'late' }, 64_095);
    expect(findExpiring(table, 'key 4096')?.name).toBe('row 4096');
    addExpiring(table, 'later', { expiresAt: 200_000, name: 'later' }, 64_096);
    expect(findExpiring(table, 'key 4096')).toBeUndefined();
    expect(findExpiring(table, 'key 4097')?.name).toBe('row 4097');
    addExpiring(table, 'last', { expiresAt: 300_000, name: 'last' }, 200_000);
    expect(countExpiring(table)).toBe(1);
  });

  it('keeps a long-lived row that stands before short-lived ones', () => {
    const table = createExpiringTable<Row>();
    addExpiring(table, 'long', { expiresAt: 1000, name: 'long' }, 0);
    addExpiring(table, 'short', { expiresAt: 10, name: 'short' }, 0);
    addExpiring(table, 'other', { expiresAt: 600, name: 'other' }, 500);
    expect(findExpiring(table, 'long')?.name).toBe('long');
  });

  it('lists the newest first, over the edge of a shelf', () => {
    const table = createExpiringTable<Row>();
    for (let at = 1; at <= 4097; at += 1) addExpiring(table, `key ${at}`, { expiresAt: at, name: `row ${at}` }, 0);
    expect(newestExpiring(table, 3).map(([key]) => key)).toEqual(['key 4097', 'key 4096', 'key 4095']);
  });
});
