import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createIds, idPrefixes, stableUuid, type IdKind } from '../../../src/sandbox/state/ids.ts';

const many = 3000;
const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
// The keys of the table are exactly the kinds.
const kinds = Object.keys(idPrefixes) as IdKind[];

describe('ids that nobody can guess', () => {
  it('are UUIDs of version 4, each its own', () => {
    const { uuid } = createIds();
    const drawn = Array.from({ length: many }, () => uuid('access-token'));
    expect(new Set(drawn).size).toBe(many);
    for (const id of drawn) expect(id).toMatch(version4);
    // Every digit that chance decides comes up in every form.
    for (const at of [9, 12, 15, 17, 20, 22, 24, 35])
      expect(new Set(drawn.map((id) => id[at])).size, `digit ${at}`).toBe(16);
  });

  it.each(kinds)('say by their first group that they are of kind %s', (kind) => {
    expect(idPrefixes[kind]).toMatch(/^5a4db0[0-9a-f]{2}$/);
    expect(createIds().uuid(kind).slice(0, 8)).toBe(idPrefixes[kind]);
    expect(stableUuid('some name', kind)).toMatch(version4);
    expect(stableUuid('some name', kind).slice(0, 8)).toBe(idPrefixes[kind]);
  });

  it('have a prefix of their own for each kind, and docs/sandbox.md lists all of them', async () => {
    expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length);
    const page = await readFile(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
    for (const prefix of Object.values(idPrefixes)) expect(page).toContain(`\`${prefix}\``);
  });
});

describe('ids that follow from a name', () => {
  it('are the same for the same name, and others for others', () => {
    expect(stableUuid('a')).toBe(stableUuid('a'));
    expect(new Set(Array.from({ length: 100_000 }, (_value, index) => stableUuid(`car ${index}`))).size).toBe(100_000);
  });
});
