import { describe, expect, it } from 'vitest';
import { compareUser, explainUserChange } from '../../../src/core/connect/existing-user.ts';

const before = '0b7e3a52-6c1d-4f0e-9a34-5d2f8c7b1e90';
const after = '68fd46d8-b29f-4469-82ff-ab3af6c90bf1';

describe('compareUser', () => {
  it('seeds 7, 18: maps the old id to the new one', () => {
    expect(compareUser(after, { reference: before })).toEqual({
      id: after,
      reference: before,
      previousId: before,
      changed: true,
    });
    expect(compareUser(before, { reference: before.toUpperCase() })?.changed).toBe(false);
  });

  it('seed 11: keeps any identifier without judging it', () => {
    expect(compareUser(after, { reference: 'cust_42' })).toEqual({
      id: after,
      reference: 'cust_42',
      previousId: null,
      changed: null,
    });
    expect(compareUser(after, { reference: 'cust_42', previousId: before })?.changed).toBe(true);
  });

  it('tells nothing it does not know', () => {
    expect(compareUser(null, {})).toBeNull();
    expect(compareUser(null, { reference: before })?.changed).toBeNull();
    expect(compareUser(after, {})).toEqual({ id: after });
  });

  it('seed 8: names the cause of a change, and only of a change', () => {
    expect(explainUserChange(compareUser(after, { reference: before }))[0]).toContain('several Tesla accounts');
    expect(explainUserChange(compareUser(after, { reference: 'cust_42' }))).toEqual([]);
    expect(explainUserChange(null)).toEqual([]);
  });
});
