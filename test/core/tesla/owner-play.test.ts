import { describe, expect, it } from 'vitest';
import { parseOwnerRound } from '../../../src/core/tesla/owner-play.ts';

describe('one round of the owner as a text', () => {
  it.each(['select-all', 'none', 'deny', 'deny-at-tesla'] as const)('%s is a name, in any case', (kind) => {
    expect(parseOwnerRound(` ${kind.toUpperCase()} `)).toEqual({ ok: true, round: { kind } });
  });

  it('boxes stand between commas: labels, aliases and scope ids', () => {
    expect(parseOwnerRound('vehicle  information, Vehicle Charge Management,, vehicle_cmds ')).toEqual({
      ok: true,
      round: { kind: 'boxes', boxes: ['vehicle_device_data', 'vehicle_charging_cmds', 'vehicle_cmds'] },
    });
  });

  it('the word that nobody knows is named', () => {
    expect(parseOwnerRound('Vehicle Information, Glovebox')).toEqual({ ok: false, unknown: 'Glovebox' });
  });

  it.each(['', ' ', ',', ' , ,'])('"%s" says nothing', (text) => {
    expect(parseOwnerRound(text)).toEqual({ ok: false, unknown: '' });
  });
});
