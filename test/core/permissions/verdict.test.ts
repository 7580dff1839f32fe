import { describe, expect, it } from 'vitest';
import { judge, type GrantEvidence, type Verdict } from '../../../src/core/permissions/verdict.ts';
import { parseScope } from '../../../src/core/permissions/scope.ts';
import { findEdition } from '../../../src/core/providers/registry.ts';
import { smartcar } from '../../../src/core/providers/smartcar/provider.ts';
import type { BoxId } from '../../../src/core/tesla/boxes.ts';

function verdict(
  scope: string | undefined,
  evidence: GrantEvidence,
  options: { error?: string; edition?: string } = {},
): Verdict {
  const edition = findEdition(smartcar, options.edition);
  if (edition === undefined) throw new Error('no such edition');
  return judge({
    provider: smartcar,
    edition,
    error: options.error ?? null,
    evidence,
    ...(scope === undefined ? {} : { asked: parseScope([scope]).asked }),
  });
}

const granted = (...names: string[]) => new Set(names);
const ticked = (...boxes: BoxId[]) => new Set(boxes);
const reasons = (result: Verdict) => Object.fromEntries(result.permissions.map(({ name, reason }) => [name, reason]));

describe('a callback without an error', () => {
  it('is complete when all that was asked was granted', () => {
    const result = verdict('read_odometer required:read_vin', { granted: granted('read_odometer', 'read_vin') });
    expect(result).toMatchObject({ verdict: 'complete', exitCode: 0, missingBoxes: [], warnings: [] });
    expect(result.permissions[1]).toEqual({
      name: 'read_vin',
      required: true,
      granted: true,
      boxes: [['Vehicle Information']],
      reason: 'granted',
    });
  });

  it('misses no box where everything was granted, whatever Tesla is known to hold', () => {
    const result = verdict('read_odometer', { granted: granted('read_odometer'), ticked: ticked() });
    expect(result).toMatchObject({ verdict: 'complete', missingBoxes: [] });
  });

  it('seed 22: names the box behind each gap', () => {
    const result = verdict('read_odometer control_security', {
      granted: granted('read_odometer'),
      ticked: ticked('vehicle_device_data'),
      unticked: new Set(),
    });
    expect(result).toMatchObject({
      verdict: 'incomplete',
      exitCode: 5,
      missingBoxes: ['Vehicle Commands'],
      warnings: [],
    });
    expect(result.permissions.map((permission) => permission.granted)).toEqual([true, false]);
    expect(reasons(result)).toEqual({ read_odometer: 'granted', control_security: 'box-not-ticked' });
  });

  it("seed 137: tells an untick on Smartcar's screen from a missed box", () => {
    const result = verdict('read_vin read_location', {
      granted: granted('read_vin'),
      ticked: ticked('vehicle_device_data', 'vehicle_location'),
      unticked: new Set(['read_location']),
    });
    expect(result).toMatchObject({ exitCode: 5, missingBoxes: [] });
    expect(reasons(result)['read_location']).toBe('owner-unticked');
  });

  it('seed 74: read_location needs another box in each edition', () => {
    const evidence = { granted: granted('read_vin'), ticked: ticked('vehicle_device_data') };
    expect(verdict('read_vin read_location', evidence).missingBoxes).toEqual(['Vehicle Location']);
    const complete = { granted: granted('read_location') };
    expect(verdict('read_location', complete, { edition: '2023-12' })).toMatchObject({
      verdict: 'complete',
      missingBoxes: [],
    });
    expect(verdict('read_location', complete, { edition: '2023-12' }).permissions[0]?.boxes).toEqual([
      ['Vehicle Information'],
    ]);
  });

  it('infers from what was granted, and says so, when Tesla was not asked', () => {
    const result = verdict('read_odometer control_trunk read_charge_records', { granted: granted('read_odometer') });
    expect(result.missingBoxes).toEqual(['Vehicle Commands', 'Vehicle Charging Management']);
    expect(result.warnings).toEqual([expect.stringContaining('inferred')]);
  });

  it('infers an untick when another permission of the same box was granted', () => {
    const result = verdict('control_trunk control_security read_vin', { granted: granted('control_trunk') });
    expect(reasons(result)).toEqual({
      control_trunk: 'granted',
      control_security: 'owner-unticked',
      read_vin: 'owner-unticked',
    });
    expect(result.missingBoxes).toEqual([]);
  });

  it('does not blame the owner for a required permission: it is locked', () => {
    expect(reasons(verdict('required:read_vin read_odometer', { granted: granted('read_odometer') }))['read_vin']).toBe(
      'unknown',
    );
  });

  it('seed 76: reports an unmapped permission as unmapped', () => {
    const result = verdict('read_vin read_alerts', {
      granted: granted('read_vin'),
      ticked: ticked('vehicle_device_data'),
    });
    expect(reasons(result)['read_alerts']).toBe('no-mapping');
    expect(result).toMatchObject({ verdict: 'incomplete', missingBoxes: [] });
  });

  it('is unverified when nothing could be read', () => {
    const result = verdict('read_vin', {});
    expect(result).toMatchObject({ verdict: 'unverified', exitCode: 0 });
    expect(result.permissions[0]).toMatchObject({ granted: null, reason: 'unknown' });
    expect(verdict('read_vin', { failure: 'refused' }).exitCode).toBe(4);
    expect(verdict('read_vin', { failure: 'unreachable' }).exitCode).toBe(6);
  });

  it('lists the grant when the Dashboard decided what was asked', () => {
    const result = verdict(undefined, { granted: granted('read_vin') });
    expect(result).toMatchObject({ verdict: 'unverified', exitCode: 0 });
    expect(reasons(result)).toEqual({ read_vin: 'granted' });
  });
});

describe('a callback with an error', () => {
  const gaveUp = { error: 'user_manually_returned_to_application' };

  it('seed 50: names the box of each permission that lacks it, exactly where the screens are on record', () => {
    const result = verdict(
      'required:control_security read_location',
      { blocking: ['vehicle_cmds'], ticked: ticked('vehicle_device_data') },
      gaveUp,
    );
    const missing = ['Vehicle Location', 'Vehicle Commands'];
    expect(result).toMatchObject({ verdict: 'denied', exitCode: 3, missingBoxes: missing, warnings: [] });
    expect(reasons(result)).toEqual({ control_security: 'box-not-ticked', read_location: 'box-not-ticked' });
    expect(result.permissions.every((permission) => permission.granted === false)).toBe(true);
  });

  it('seed 51: names Vehicle Information although nothing is required', () => {
    const result = verdict(
      'control_security',
      { blocking: ['vehicle_device_data'], ticked: ticked('vehicle_cmds') },
      gaveUp,
    );
    expect(result.missingBoxes).toEqual(['Vehicle Information']);
    expect(reasons(result)).toEqual({ control_security: 'box-not-ticked' });
  });

  it('lists every box that could be the cause when nothing is on record', () => {
    const result = verdict('required:control_security read_location', {}, gaveUp);
    expect(result.missingBoxes).toEqual(['Vehicle Information', 'Vehicle Commands']);
    expect(reasons(result)).toEqual({ control_security: 'unknown', read_location: 'unknown' });
    expect(result.warnings).toEqual([expect.stringContaining('could be the cause')]);
  });

  it("has no box to blame when the owner declined on Smartcar's screen", () => {
    expect(verdict('required:control_security', {}, { error: 'access_denied' })).toMatchObject({
      exitCode: 3,
      missingBoxes: [],
    });
  });

  it('blames the car where the car is to blame', () => {
    const result = verdict('required:read_fuel', {}, { error: 'no_compatible_vehicles' });
    expect(result).toMatchObject({ verdict: 'failed', exitCode: 5, missingBoxes: [] });
    expect(reasons(result)).toEqual({ read_fuel: 'not-capable' });
  });

  it('judges an error first, whatever else came along', () => {
    expect(verdict('read_vin', { granted: granted('read_vin') }, { error: 'server_error' })).toMatchObject({
      verdict: 'failed',
      exitCode: 6,
    });
  });
});
