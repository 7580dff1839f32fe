import { describe, expect, it } from 'vitest';
import { readRow } from '../../../src/core/audit/row.ts';
import { createRowJudge } from '../../../src/core/audit/verdict.ts';
import { parseScope } from '../../../src/core/permissions/scope.ts';
import { smartcar } from '../../../src/core/providers/smartcar/provider.ts';
import { findEdition } from '../../../src/core/providers/registry.ts';

const asked = parseScope(['required:read_odometer read_location control_security']).asked;
const edition = findEdition(smartcar, '2026-02')!;
const judge = createRowJudge({ provider: smartcar, edition, asked });
const all = ['read_odometer', 'read_location', 'control_security'];

function look(row: Record<string, unknown>) {
  const { verdict, gap, virtualKey } = judge(readRow(row));
  return { verdict, missing: gap.missing, missingBoxes: gap.missingBoxes, virtualKey };
}

describe('the verdict on a row', () => {
  it.each([
    ['an empty row', {}, 'unknown'],
    ['an empty list of permissions', { permissions: [] }, 'unknown'],
    ['everything granted', { permissions: all }, 'fine'],
    ['a permission less', { permissions: ['read_odometer', 'control_security'] }, 'missing-boxes'],
    ['permissions as text', { permissions: 'read_odometer, read_location control_security' }, 'fine'],
    ['permissions as they were asked', { permissions: all.map((name) => `required:${name}`) }, 'fine'],
    ['another make', { permissions: all, make: 'FORD' }, 'unknown'],
    ['Tesla in another case', { permissions: all, make: 'Tesla' }, 'fine'],
    ['disconnected', { permissions: all, status: 'disconnected' }, 'revoked'],
    ['disconnected, of another make', { make: 'FORD', status: 'DISCONNECTED' }, 'revoked'],
    ['a refused token', { permissions: all, error: 'AUTHENTICATION:null' }, 'revoked'],
    ['a lost account', { error: 'CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED' }, 'revoked'],
    ['access taken back', { permissions: all, error: 'CONNECTED_SERVICES_ACCOUNT:PERMISSION' }, 'revoked'],
    ['an error that passes', { permissions: all, error: 'VEHICLE_STATE:ASLEEP' }, 'fine'],
    ['another error of the account', { permissions: all, error: 'CONNECTED_SERVICES_ACCOUNT:ACCOUNT_ISSUE' }, 'fine'],
    ['the key missing', { permissions: all, virtualKey: 'missing' }, 'key-needed'],
    [
      'a call that failed for the key',
      { permissions: all, error: 'CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED' },
      'key-needed',
    ],
    ['a box before the key', { permissions: ['control_security'], virtualKey: 'missing' }, 'missing-boxes'],
    ['the key before the move to v3', { permissions: all, virtualKey: 'missing', era: 'v2' }, 'key-needed'],
    ['still on v2', { permissions: all, era: 'v2' }, 'migrate'],
    ['snake case', { permissions: all, virtual_key: 'missing' }, 'key-needed'],
  ])('%s', (_, row, verdict) => {
    expect(look(row).verdict).toBe(verdict);
  });

  it('needs no key where no command was granted', () => {
    const reads = createRowJudge({ provider: smartcar, edition, asked: parseScope(['read_odometer']).asked });
    expect(reads(readRow({ permissions: ['read_odometer'], virtualKey: 'missing' })).verdict).toBe('fine');
  });
});

describe('what a row lacks', () => {
  it('names permissions without required: and the boxes that nothing proves ticked', () => {
    expect(look({ permissions: ['read_battery'] })).toMatchObject({
      missing: ['read_odometer', 'read_location', 'control_security'],
      missingBoxes: ['Vehicle Location', 'Vehicle Commands'],
    });
  });

  it('names no box where the owner unticked on the screen of Smartcar', () => {
    expect(look({ permissions: ['read_location', 'control_security'] })).toMatchObject({
      verdict: 'missing-boxes',
      missing: ['read_odometer'],
      missingBoxes: [],
    });
  });

  it('is nothing that anyone could tell without permissions', () => {
    expect(look({ status: 'disconnected' })).toMatchObject({ missing: [], missingBoxes: [] });
  });

  it('is no box of Tesla on a car of another make', () => {
    expect(look({ make: 'FORD', permissions: ['read_odometer'] })).toMatchObject({
      missing: ['read_location', 'control_security'],
      missingBoxes: [],
    });
  });
});

describe('the virtual key of a row', () => {
  it.each([
    ['what the row says', { virtualKey: 'paired', model: 'Model S', year: 2016 }, 'paired'],
    ['an old Model S', { model: 'Model S', year: 2020 }, 'not-needed'],
    ['a Model S of 2021', { model: 'Model S', year: 2021 }, 'unknown'],
    ['a year as text', { model: 'Model X', year: '2018' }, 'not-needed'],
    ['a Model 3', { model: 'Model 3', year: 2018 }, 'unknown'],
    ['nothing', {}, 'unknown'],
    ['no known state', { virtualKey: 'yes' }, 'unknown'],
  ])('%s', (_, row, virtualKey) => {
    expect(look(row).virtualKey).toBe(virtualKey);
  });
});

describe('a row', () => {
  it('is read as API v3 lists connections', () => {
    const connection = {
      id: 'c-1',
      type: 'connection',
      attributes: {
        permissions: ['read_odometer'],
        vehicle: { make: 'TESLA', model: 'Model 3', year: 2022, mode: 'live' },
        user: { id: 'u-1', externalId: 'mine' },
      },
      relationships: { user: { data: { id: 'u-1', type: 'user' } }, vehicle: { data: { id: 'v-1', type: 'vehicle' } } },
    };
    expect(readRow(connection)).toEqual({
      userId: 'u-1',
      vehicleId: 'v-1',
      connectionId: 'c-1',
      externalId: 'mine',
      make: 'TESLA',
      model: 'Model 3',
      year: 2022,
      permissions: ['read_odometer'],
      virtualKey: null,
      isDisconnected: false,
      error: null,
      language: null,
      era: 'v3',
    });
  });

  it('is read as the management API of v2 lists connections, and in snake case', () => {
    expect(readRow({ userId: 'u', vehicleId: 'v', connectedAt: '2026-01-01', mode: 'live' })).toMatchObject({
      userId: 'u',
      vehicleId: 'v',
      permissions: null,
    });
    expect(readRow({ user_id: 'u', vehicle_id: 'v', connection_id: 'c', external_id: 'e' })).toMatchObject({
      userId: 'u',
      vehicleId: 'v',
      connectionId: 'c',
      externalId: 'e',
    });
  });

  it('counts fields of another type as absent', () => {
    expect(readRow({ userId: {}, year: '20x2', permissions: 7, make: ['TESLA'], status: null })).toMatchObject({
      userId: null,
      year: null,
      permissions: null,
      make: null,
      isDisconnected: false,
    });
  });
});
