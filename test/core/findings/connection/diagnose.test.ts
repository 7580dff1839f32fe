import { describe, expect, it } from 'vitest';
import type { ConnectionFacts, TokenFacts } from '../../../../src/core/findings/connection/facts.ts';
import { diagnoseConnection, diagnoseToken } from '../../../../src/core/findings/connection/diagnose.ts';
import { parseScope } from '../../../../src/core/permissions/scope.ts';
import { smartcarEditions } from '../../../../src/core/providers/smartcar/editions.ts';
import { smartcar } from '../../../../src/core/providers/smartcar/provider.ts';

const edition = smartcarEditions.at(-1);
if (edition === undefined) throw new Error('there is no edition');

const whole = ['user_data', 'vehicle_device_data', 'vehicle_location', 'vehicle_cmds', 'vehicle_charging_cmds'];

/** A Model 3 with everything in order. */
function facts(given: Partial<ConnectionFacts> = {}): ConnectionFacts {
  return {
    provider: smartcar,
    edition: edition as NonNullable<typeof edition>,
    era: 'v2',
    userId: 'user-1',
    vehicleId: 'car-1',
    make: 'TESLA',
    model: 'Model 3',
    year: 2023,
    asked: parseScope(['read_odometer control_security']).asked,
    granted: { value: ['read_odometer', 'control_security'] },
    access: { value: { role: 'owner', scopes: whole } },
    key: { value: { paired: true } },
    migration: { value: { requiresMigration: false } },
    ...given,
  };
}

function found(given: Partial<ConnectionFacts>) {
  return diagnoseConnection(facts(given)).map(({ kind, severity }) => `${severity} ${kind}`);
}

function failed(name: string | null, more: { status?: number; retryAfter?: number } = {}) {
  return { failure: { name, status: 400, message: 'It went wrong.', ...more } };
}

describe('the checks of a connection', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(diagnoseConnection(facts())).toEqual([]);
  });

  it('names the missing box, the permissions it costs, and the revoke command for the whole scope', () => {
    const [finding] = diagnoseConnection(
      facts({
        granted: { value: ['read_odometer'] },
        access: { value: { role: 'owner', scopes: ['vehicle_device_data'] } },
      }),
    );
    expect(finding).toMatchObject({
      kind: 'box-missing',
      severity: 'error',
      who: 'owner',
      evidence: ['missing box: Vehicle Commands', 'not granted: control_security'],
      next: { command: 'connect-cli revoke --make TESLA --scope "read_odometer control_security"' },
      userId: 'user-1',
      vehicleId: 'car-1',
    });
  });

  it('asks again for everything, and requires what the owner unticked', () => {
    const asked = parseScope(['read_odometer control_security']).asked;
    expect(diagnoseConnection(facts({ asked, granted: { value: ['read_odometer'] } }))).toMatchObject([
      {
        kind: 'permission-unticked',
        next: {
          command: 'connect-cli authorize --approval-prompt force --scope "read_odometer required:control_security"',
        },
      },
    ]);
  });

  it('asks again for everything where a permission without a published box is missing, and requires none', () => {
    const asked = parseScope(['read_odometer read_alerts']).asked;
    expect(diagnoseConnection(facts({ asked, granted: { value: ['read_odometer'] } }))).toMatchObject([
      {
        kind: 'permission-missing',
        next: { command: 'connect-cli authorize --approval-prompt force --scope "read_odometer read_alerts"' },
      },
    ]);
  });

  it.each([
    [parseScope(['read_odometer required:control_security']).asked, 'read_odometer required:control_security'],
    [null, 'read_odometer control_security'],
  ])('has the owner tick a box again without losing another permission: asked %j', (asked, scope) => {
    const findings = diagnoseConnection(
      facts({ asked, access: { value: { role: 'owner', scopes: ['vehicle_device_data'] } } }),
    );
    expect(findings.find(({ kind }) => kind === 'consent-narrowed')).toMatchObject({
      next: { command: `connect-cli revoke --make TESLA --scope "${scope}"` },
    });
  });

  it('says that a missing box is inferred where Tesla told nothing', () => {
    const [finding] = diagnoseConnection(
      facts({ era: 'v3', granted: { value: ['read_odometer'] }, access: failed('PERMISSION:null') }),
    );
    expect(finding?.kind).toBe('box-missing');
    expect(finding?.evidence.at(-1)).toContain('inferred');
  });

  it.each<[string, Partial<ConnectionFacts>, readonly string[]]>([
    [
      'a permission that the owner unticked on the screen of Smartcar',
      { granted: { value: ['read_odometer'] } },
      ['error permission-unticked'],
    ],
    [
      'a permission without a published box',
      { asked: parseScope(['read_alerts read_odometer']).asked, granted: { value: ['read_odometer'] } },
      ['error permission-missing'],
    ],
    ['an empty grant', { granted: { value: [] } }, ['error nothing-granted']],
    ['a scope that nobody knows', { asked: null }, ['info asked-unknown']],
    [
      'a box that was taken away after connecting',
      { access: { value: { role: 'owner', scopes: ['vehicle_device_data'] } } },
      ['error consent-narrowed'],
    ],
    [
      'a box that nothing needs',
      { access: { value: { role: 'owner', scopes: whole.filter((box) => box !== 'user_data') } } },
      ['info boxes-unticked'],
    ],
    ['no record at Tesla', { access: { value: { role: 'owner', scopes: null } } }, ['info boxes-unknown']],
    ['a car without its key', { key: { value: { paired: false } } }, ['warning virtual-key-missing']],
    [
      'a car without its key that is only read',
      {
        asked: parseScope(['read_odometer']).asked,
        granted: { value: ['read_odometer'] },
        key: { value: { paired: false } },
      },
      ['warning virtual-key-missing-reads'],
    ],
    ['a key that nobody tells about', { key: { value: { paired: null } } }, ['info virtual-key-unknown']],
    [
      'a hidden key that the sandbox knows to be missing',
      { make: null, model: null, year: null, key: { value: { paired: null } }, knownKey: 'missing' },
      ['warning virtual-key-missing'],
    ],
    ['a hidden key that the sandbox knows to be there', { key: { value: { paired: null } }, knownKey: 'paired' }, []],
    ['a hidden key that the car does not need', { key: { value: { paired: null } }, knownKey: 'not-needed' }, []],
    ['a Model S of 2020 without a key', { model: 'Model S', year: 2020, key: { value: { paired: false } } }, []],
    ['a car of another make', { make: 'FORD', model: 'Mach-E', key: { value: { paired: false } } }, []],
    ['a legacy connection', { migration: { value: { requiresMigration: true } } }, ['error migration-needed']],
    [
      'a legacy connection that only the key tells',
      { key: failed('COMPATIBILITY:PLATFORM_NOT_CAPABLE') },
      ['error migration-needed', 'info virtual-key-unknown'],
    ],
  ])('tells of %s', (_, given, kinds) => {
    expect(found(given)).toEqual(kinds);
  });

  it("seed 86: a driver's connection is no fault, and a driver is not asked for the key status", () => {
    expect(
      found({
        access: { value: { role: 'driver', scopes: whole } },
        key: failed('CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING'),
      }),
    ).toEqual(['info driver-account']);
  });

  it.each([
    ['CONNECTED_SERVICES_ACCOUNT:PERMISSION', 'critical access-revoked'],
    ['CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED', 'error account-trouble'],
    ['CONNECTED_SERVICES_ACCOUNT:SUBSCRIPTION', 'error account-trouble'],
    ['CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING', 'error vehicle-missing'],
    ['AUTHENTICATION:null', 'error token-refused'],
    ['BILLING:VEHICLE_LIMIT', 'error plan-limit'],
    ['RATE_LIMIT:VEHICLE', 'error rate-limited'],
    ['UPSTREAM:RATE_LIMIT', 'error rate-limited'],
    ['UPSTREAM:NO_RESPONSE', 'error provider-trouble'],
    ['SERVER:INTERNAL', 'error provider-trouble'],
    ['VEHICLE_STATE:ASLEEP', 'warning vehicle-state'],
    ['COMPATIBILITY:VEHICLE_NOT_CAPABLE', 'warning not-capable'],
    ['SOMETHING:NEW', 'error api-error'],
  ])("turns %s of Tesla's record into %s", (name, kind) => {
    expect(found({ access: failed(name) })).toContain(kind);
  });

  it('says how long to wait', () => {
    const [finding] = diagnoseConnection(
      facts({ probe: { path: '/odometer', fact: failed('RATE_LIMIT:VEHICLE', { status: 429, retryAfter: 30 }) } }),
    );
    expect(finding?.evidence).toContain('retry after 30 s');
  });

  it('leaves out what follows from an access that is gone', () => {
    const gone = failed('CONNECTED_SERVICES_ACCOUNT:PERMISSION');
    expect(found({ granted: { value: [] }, access: gone, key: gone, migration: gone })).toEqual([
      'critical access-revoked',
    ]);
  });
});

describe('the checks of a token', () => {
  const day = 24 * 60 * 60 * 1000;
  const now = Date.UTC(2026, 10, 21);
  const token: TokenFacts = { key: 'app/user-1', era: 'v3', userId: 'user-1', now, vehicles: 1 };

  it.each<[string, Partial<TokenFacts>, readonly string[]]>([
    ['a good one', { refreshExpiresAt: now + 50 * day }, []],
    ['one that expires within a week', { refreshExpiresAt: now + 6 * day }, ['warning token-expiring']],
    ['an expired one', { refreshExpiresAt: now - 1 }, ['error token-expired']],
    ['one that Smartcar refused', { failure: failed('invalid_grant').failure }, ['error token-refused']],
    ['one that reaches no vehicle', { vehicles: 0 }, ['error no-vehicles']],
    ['one of API v2', { era: 'v2' }, ['warning v2-ends']],
  ])('tells of %s', (_, given, kinds) => {
    expect(diagnoseToken({ ...token, ...given }).map(({ kind, severity }) => `${severity} ${kind}`)).toEqual(kinds);
  });

  it('words the end of v2 with care', () => {
    const [finding] = diagnoseToken({ ...token, era: 'v2' });
    expect(finding?.fix).toMatch(/2026-12-01 .* Q4 2026; the exact day is unconfirmed/);
  });
});
