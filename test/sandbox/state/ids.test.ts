import { describe, expect, it } from 'vitest';
import { createIds } from '../../../src/sandbox/state/ids.ts';

const many = 3000;

describe('ids that nobody can guess', () => {
  it('are UUIDs of version 4, each its own', () => {
    const { uuid } = createIds();
    const drawn = Array.from({ length: many }, () => uuid());
    expect(new Set(drawn).size).toBe(many);
    for (const id of drawn) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    // Every digit that chance decides comes up in every form.
    for (const at of [0, 7, 9, 12, 15, 17, 20, 22, 24, 35]) {
      expect(new Set(drawn.map((id) => id[at])).size, `digit ${at}`).toBe(16);
    }
  });

  it('say of secrets that a sandbox made them', () => {
    const { secret } = createIds();
    const drawn = Array.from({ length: many }, () => secret());
    expect(new Set(drawn).size).toBe(many);
    for (const value of drawn) expect(value).toMatch(/^sandbox0-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
