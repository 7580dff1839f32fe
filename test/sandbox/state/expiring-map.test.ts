import { describe, expect, it } from 'vitest';
import { addExpiring, createExpiringMap, newestExpiring } from '../../../src/sandbox/state/expiring-map.ts';

interface Row {
  readonly expiresAt: number;
  readonly name: string;
}

/** One row a millisecond, each living for a while. */
function fill(count: number, lifetime: number) {
  const map = createExpiringMap<Row>();
  let most = 0;
  for (let at = 1; at <= count; at += 1) {
    addExpiring(map, at, { key: `key ${at}`, row: { expiresAt: at + lifetime, name: `row ${at}` } });
    most = Math.max(most, map.rows.size);
  }
  return { map, most };
}

describe('a map of what expires', () => {
  it('keeps every row that lives', () => {
    const { map } = fill(10_000, 60_000);
    expect(map.rows.size).toBe(10_000);
    expect([1, 4096, 10_000].map((at) => map.rows.get(`key ${at}`)?.name)).toEqual(['row 1', 'row 4096', 'row 10000']);
  });

  it('holds twice of what lives at most, over a million rows', () => {
    const { map, most } = fill(1_000_000, 5_000);
    expect(most).toBeLessThanOrEqual(10_002);
    for (let at = 995_001; at <= 1_000_000; at += 1) expect(map.rows.has(`key ${at}`)).toBe(true);
  }, 60_000);

  it('lets go of everything at once when all of it has expired', () => {
    const { map } = fill(3_000, 60_000);
    addExpiring(map, 63_000, { key: 'last', row: { expiresAt: 70_000, name: 'last' } });
    expect([...map.rows.keys()]).toEqual(['last']);
  });

  it('lets a long-lived row be that stands before short-lived ones', () => {
    const map = createExpiringMap<Row>();
    addExpiring(map, 0, { key: 'long', row: { expiresAt: 100_000, name: 'long' } });
    for (let at = 1; at <= 90_000; at += 1)
      addExpiring(map, at, { key: `${at}`, row: { expiresAt: at + 1, name: '' } });
    expect(map.rows.get('long')?.name).toBe('long');
    addExpiring(map, 100_000, { key: 'last', row: { expiresAt: 100_001, name: 'last' } });
    expect([...map.rows.keys()]).toEqual(['last']);
  });

  it('lists the newest first', () => {
    const { map } = fill(4097, 60_000);
    expect(newestExpiring(map, 3).map(([key]) => key)).toEqual(['key 4097', 'key 4096', 'key 4095']);
  });
});
