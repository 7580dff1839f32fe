import { describe, expect, it } from 'vitest';
import { compareGrant, ConsentError, describeBoxes, explainScope } from '../../src/consent/library.ts';
import { codeOf } from '../support/consent-code.ts';

const ticked = (scope: string | readonly string[], options = {}) =>
  explainScope(scope, options)
    .boxes.filter(({ tick }) => tick)
    .map(({ label }) => label);

describe('the boxes of a scope', () => {
  it('are those of the published table, and the one without which nothing connects', () => {
    expect(ticked('read_odometer control_security')).toEqual(['Vehicle Information', 'Vehicle Commands']);
    expect(ticked(['read_location', 'required:control_charge'])).toEqual([
      'Vehicle Information',
      'Vehicle Location',
      'Vehicle Charging Management',
    ]);
    expect(ticked('read_user_profile')).toEqual(['Profile Information', 'Vehicle Information']);
  });

  it('say why, and what a missed one would cost', () => {
    const { boxes, permissions } = explainScope('required:read_odometer,control_security');
    expect(boxes.map(({ id, tick, because }) => [id, tick, because])).toEqual([
      ['user_data', false, []],
      ['vehicle_device_data', true, ['connection-minimum', 'read_odometer']],
      ['vehicle_location', false, []],
      ['vehicle_cmds', true, ['control_security']],
      ['vehicle_charging_cmds', false, []],
    ]);
    expect(permissions.map(({ name, required, ifMissed }) => [name, required, ifMissed])).toEqual([
      ['read_odometer', true, 'revoke-access'],
      ['control_security', false, 'permission-null'],
    ]);
  });

  it('follow the edition and the provider', () => {
    expect(ticked('read_location', { edition: '2023-12' })).toEqual(['Vehicle Information']);
    expect(ticked('vehicle_command', { provider: 'texture' })).toEqual(['Vehicle Information', 'Vehicle Commands']);
  });

  it('tell who needs a virtual key', () => {
    expect(explainScope('read_odometer').virtualKey).toEqual({ needed: false, because: [], cars: [] });
    expect(explainScope('control_charge read_vin').virtualKey).toMatchObject({
      needed: true,
      because: ['control_charge'],
    });
  });

  it('warn of a permission that stands twice', () => {
    expect(explainScope('read_vin read_vin').warnings).toEqual(['"read_vin" stands in the scope twice.']);
    expect(explainScope('read_vin required:read_vin').permissions).toMatchObject([{ required: true }]);
  });

  it('let an unknown permission through only if told to', () => {
    expect(explainScope('read_new_thing', { allowUnknown: true }).permissions).toMatchObject([
      { name: 'read_new_thing', unmapped: true, boxes: [] },
    ]);
  });

  it.each<[string, unknown, object, string]>([
    ['nothing', '', {}, 'INPUT_REQUIRED'],
    ['only spaces', ' \n,', {}, 'INPUT_REQUIRED'],
    ['an empty list', [], {}, 'INPUT_REQUIRED'],
    ['a misspelt permission', 'read_odometr', {}, 'UNKNOWN_PERMISSION'],
    ['a name of Object', 'constructor', {}, 'UNKNOWN_PERMISSION'],
    ['another prefix', 'optional:read_vin', {}, 'INVALID_VALUE'],
    ['markup', '<script>', {}, 'INVALID_VALUE'],
    ['null', null, {}, 'INVALID_VALUE'],
    ['a number', 4, {}, 'INVALID_VALUE'],
    ['an object', { scope: 'read_vin' }, {}, 'INVALID_VALUE'],
    ['a list with an object', ['read_vin', {}], {}, 'INVALID_VALUE'],
    ['a megabyte', 'a'.repeat(1_000_000), {}, 'INVALID_VALUE'],
    ['a long list', Array.from({ length: 2000 }, () => 'read_vin'), {}, 'INVALID_VALUE'],
    ['an unknown provider', 'read_vin', { provider: 'other' }, 'UNKNOWN_PROVIDER'],
    ['an unknown edition', 'read_vin', { edition: '1999-01' }, 'UNKNOWN_EDITION'],
    ['an edition of another type', 'read_vin', { edition: 2023 }, 'INVALID_VALUE'],
  ])('refuse %s', (_, scope, options, code) => {
    expect(codeOf(() => explainScope(scope as string, options))).toBe(code);
  });

  it('repeat no more of a hostile value than a line, and nothing that a terminal obeys', () => {
    const hostile = `:\u202e\u009b${'x'.repeat(5000)}`;
    expect(() => explainScope(hostile)).toThrowError(
      new ConsentError(
        'INVALID_VALUE',
        `":\\u202e\\u009b${'x'.repeat(77)}…" is not a permission: write name or required:name.`,
      ),
    );
  });
});

describe('the words for the owner', () => {
  it('say what each box to tick is for', () => {
    expect(describeBoxes('read_odometer control_security', { app: 'Ladeheld' })).toEqual([
      {
        id: 'vehicle_device_data',
        label: 'Vehicle Information',
        words: 'Needed for any connection at all. To see the odometer.',
      },
      { id: 'vehicle_cmds', label: 'Vehicle Commands', words: 'To lock and unlock the doors.' },
    ]);
  });

  it('speak German', () => {
    expect(describeBoxes('control_security', { language: 'de' }).map(({ words }) => words)).toEqual([
      'Ohne dieses Feld kommt keine Verbindung zustande.',
      'Damit lässt sich das Auto ver- und entriegeln.',
    ]);
  });

  it('refuse a language that they do not have, and a name without end', () => {
    expect(codeOf(() => describeBoxes('read_vin', { language: 'xx' as 'en' }))).toBe('INVALID_VALUE');
    expect(codeOf(() => describeBoxes('read_vin', { language: 'toString' as 'en' }))).toBe('INVALID_VALUE');
    expect(codeOf(() => describeBoxes('read_vin', { app: 'x'.repeat(101) }))).toBe('INVALID_VALUE');
  });
});

describe('asked against granted', () => {
  it('is complete when everything asked was granted', () => {
    expect(compareGrant('read_odometer', ['read_odometer'])).toMatchObject({
      verdict: 'complete',
      missingBoxes: [],
      extra: [],
      warnings: [],
    });
  });

  it('names the box behind each gap', () => {
    const compared = compareGrant('read_odometer control_security read_location', ['read_odometer', 'read_battery']);
    expect(compared.verdict).toBe('incomplete');
    expect(compared.permissions).toEqual([
      { name: 'read_odometer', required: false, granted: true, boxes: [['Vehicle Information']], reason: 'granted' },
      {
        name: 'control_security',
        required: false,
        granted: false,
        boxes: [['Vehicle Commands']],
        reason: 'box-not-ticked',
      },
      {
        name: 'read_location',
        required: false,
        granted: false,
        boxes: [['Vehicle Location']],
        reason: 'box-not-ticked',
      },
    ]);
    expect(compared.missingBoxes).toEqual(['Vehicle Location', 'Vehicle Commands']);
    expect(compared.extra).toEqual(['read_battery']);
  });

  it('blames no box that a granted permission proves, or that Tesla is known to hold', () => {
    const proved = compareGrant('control_security control_trunk', ['control_trunk']);
    expect(proved.permissions[0]?.reason).toBe('owner-unticked');
    expect(proved.missingBoxes).toEqual([]);
    const known = compareGrant('control_security', [], { ticked: ['vehicle commands', 'vehicle_device_data'] });
    expect(known.missingBoxes).toEqual([]);
  });

  it('takes a grant of nothing, and refuses a box that Tesla does not have', () => {
    expect(compareGrant('read_vin', []).verdict).toBe('incomplete');
    expect(codeOf(() => compareGrant('read_vin', [], { ticked: ['Vehicle Everything'] }))).toBe('UNKNOWN_BOX');
    expect(codeOf(() => compareGrant('read_vin', null as never))).toBe('INVALID_VALUE');
  });
});
