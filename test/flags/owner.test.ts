import { describe, expect, it } from 'vitest';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import { parseOwnerPlay } from '../../src/flags/owner.ts';

describe('parseOwnerPlay', () => {
  it('seeds 68, 73: reads rounds in order, boxes by any spelling', () => {
    const play = parseOwnerPlay(smartcar, {
      owner: ['vehicle information, Vehicle Charge Management', 'SELECT-ALL'],
      untick: 'read_vin,required:read_odometer',
    });
    expect(play).toEqual({
      rounds: [{ kind: 'boxes', boxes: ['vehicle_device_data', 'vehicle_charging_cmds'] }, { kind: 'select-all' }],
      untick: ['read_vin', 'read_odometer'],
    });
  });

  it('plays nobody unless asked', () => {
    expect(parseOwnerPlay(smartcar, {})).toBeUndefined();
  });

  it.each(['none', 'deny', 'deny-at-tesla'])('knows %s', (kind) => {
    expect(parseOwnerPlay(smartcar, { owner: [kind] })?.rounds).toEqual([{ kind }]);
  });

  it('leaves without the key, where the flow asks for one', () => {
    expect(parseOwnerPlay(smartcar, { owner: ['select-all'], withoutKey: true })).toMatchObject({ withoutKey: true });
    expect(() => parseOwnerPlay(smartcar, { withoutKey: true })).toThrow('needs a played owner');
    expect(() => parseOwnerPlay(smartcar, { owner: ['select-all'], withoutKey: true }, false)).toThrow(
      'never asks for the virtual key',
    );
  });

  it('suggests the nearest box', () => {
    expect(() => parseOwnerPlay(smartcar, { owner: ['Vehicle Comands'] })).toThrow(/Did you mean "Vehicle Commands"/);
  });
});
