import { describe, expect, it } from 'vitest';
import { createProgressCount, needOf, progressOf, strongerNeed } from '../../../src/core/campaign/progress.ts';

describe('what became of an owner', () => {
  it.each([
    ['revoke', 'nothing', 'mended'],
    ['revoke', 'revoke', 'waiting'],
    ['revoke', 'add-key', 'changed'],
    ['add-key', 'revoke', 'changed'],
    ['revoke', 'unknown', 'unknown'],
    ['revoke', undefined, 'gone'],
    ['nothing', 'add-key', 'new'],
    ['unknown', 'add-key', 'new'],
    [undefined, 'reconnect', 'new'],
    ['nothing', 'nothing', undefined],
    ['unknown', undefined, undefined],
    [undefined, 'nothing', undefined],
  ] as const)('%s, then %s: %s', (before, after, progress) => {
    expect(progressOf(before, after)).toBe(progress);
  });

  it.each([
    ['add-key', 'revoke', 'revoke'],
    ['nothing', 'add-key', 'add-key'],
    ['unknown', 'nothing', 'nothing'],
    ['unknown', 'unknown', 'unknown'],
  ] as const)('is judged by all cars: %s and %s are %s', (a, b, need) => {
    expect(strongerNeed(a, b)).toBe(need);
    expect(strongerNeed(b, a)).toBe(need);
  });

  it('follows from the verdict of the row', () => {
    const row = { userId: 'u', externalId: null, vehicleId: null, connectionId: null, link: null, language: null };
    expect(needOf({ ...row, verdict: 'fine', missingBoxes: [] })).toBe('nothing');
    expect(needOf({ ...row, verdict: 'unknown', missingBoxes: [] })).toBe('unknown');
    expect(needOf({ ...row, verdict: 'migrate', missingBoxes: [] })).toBe('reconnect');
  });

  it('is counted by kind', () => {
    const count = createProgressCount();
    count.add('revoke', 'nothing');
    count.add('revoke', 'add-key');
    count.add(undefined, 'add-key');
    expect(count.result()).toMatchObject({
      owners: 2,
      new: 1,
      progress: { mended: 1, waiting: 0, changed: 1, unknown: 0, gone: 0 },
      kinds: [
        { kind: 'reconnect', before: 0, now: 0 },
        { kind: 'revoke', before: 2, now: 0, mended: 1, changed: 1 },
        { kind: 'tick-boxes', before: 0, now: 0 },
        { kind: 'add-key', before: 0, now: 2, mended: 0 },
      ],
    });
  });
});
