import { describe, expect, it } from 'vitest';
import { migrationTasks, type MigrationState } from '../../../src/core/connections/migration-tasks.ts';
import { successorsOf } from '../../../src/core/connections/successors.ts';

describe('successorsOf', () => {
  it.each([
    ['/odometer', ['signals/odometer-traveleddistance']],
    ['/charge/limit', ['signals/charge-chargelimits', 'commands/charge/set-limit']],
    ['/tesla/virtual_key', ['signals/connectivitystatus-isdigitalkeypaired']],
    ['/tesla/pin', ['API v3 has no such command']],
    ['vehicle.lockStatus()', ['signals/closure-islocked', 'signals/closure-doors', 'signals/closure-windows']],
    ['car.start_charge', ['commands/charge/start']],
    ['vehicle.getTirePressure()', ['signals/wheel-tires']],
    ['vehicle.attributes()', ['GET /vehicles/{vehicleId}']],
    ['/no/such/path', []],
    ['vehicle.constructor()', []],
  ])('%s', (call, successors) => {
    expect(successorsOf(call, 'either')).toEqual(successors);
  });
});

describe('migrationTasks', () => {
  const nothing: MigrationState = {
    users: [],
    code: null,
    applicationId: undefined,
    apiClientId: undefined,
    hasApiSecret: false,
  };
  const statuses = (state: Partial<MigrationState>) =>
    Object.fromEntries(migrationTasks({ ...nothing, ...state }).map(({ id, status }) => [id, status]));

  it('has a task for ids, credentials, users, tokens, calls, webhooks and consent', () => {
    expect(statuses({})).toEqual({
      ids: 'open',
      credentials: 'open',
      users: 'unknown',
      tokens: 'unknown',
      calls: 'unknown',
      webhooks: 'unknown',
      consent: 'unknown',
    });
  });

  it('ticks off what is settled, and names where a missing secret stands', () => {
    const applicationId = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
    const code = { directory: '.', files: 3, calls: [] };
    expect(statuses({ applicationId, apiClientId: 'client_1', hasApiSecret: true, code })).toMatchObject({
      ids: 'done',
      credentials: 'done',
      calls: 'done',
    });
    const half = migrationTasks({ ...nothing, apiClientId: 'client_1' }).find(({ id }) => id === 'credentials');
    expect(half).toMatchObject({ status: 'open', what: expect.stringContaining('API Credentials, Create Secret') });
  });

  it('keeps a task open while the code has places of it, whatever else is settled', () => {
    const applicationId = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
    const place = { file: 'a.js', line: 1, text: 'x', successors: [], unchanged: false };
    const calls = [
      { ...place, task: 'ids' as const },
      { ...place, task: 'tokens' as const },
      { ...place, task: 'webhooks' as const, unchanged: true },
    ];
    const state = { ...nothing, applicationId, code: { directory: '.', files: 3, calls } };
    expect(statuses(state)).toMatchObject({ ids: 'open', tokens: 'open', calls: 'done', webhooks: 'unknown' });
    const ids = migrationTasks(state).find(({ id }) => id === 'ids');
    expect(ids?.what).toContain('In the code: 1 place.');
  });

  it('counts owners whose token is stored, and what a new consent concerns', () => {
    const users: MigrationState['users'] = [
      { userId: 'u1', externalId: null, vehicles: [{ id: 'v1', connectionId: null }], from: 'stored-token' },
    ];
    expect(statuses({ users })).toMatchObject({ tokens: 'open' });
    const consent = migrationTasks({ ...nothing, users }).find(({ id }) => id === 'consent');
    expect(consent?.what).toContain('1 owner and 1 car');
  });
});
