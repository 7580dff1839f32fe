import { describe, expect, it } from 'vitest';
import type { MappingEdition } from '../../../src/core/providers/provider.ts';
import { smartcar } from '../../../src/core/providers/smartcar/provider.ts';
import { explanationContext } from '../../../src/report/human/scope-view.ts';

const edition = (id: string): MappingEdition => ({ ...smartcar.editions[0]!, id, changes: [`what ${id} changed`] });
const editions = [edition('2023-12'), edition('2026-02'), edition('2026-09')] as const;
const provider = { ...smartcar, editions };

describe('what another edition of the table says', () => {
  it.each([
    [0, { before: undefined, changes: ['what 2026-02 changed', 'what 2026-09 changed'] }],
    [1, { before: undefined, changes: ['what 2026-09 changed'] }],
    [2, { before: '2026-02', changes: ['what 2026-09 changed'] }],
  ] as const)('edition %i of three: the later ones, or the one before the newest', (index, told) => {
    expect(explanationContext(provider, editions[index], undefined)).toMatchObject(told);
  });
});
