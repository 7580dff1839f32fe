import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowCache } from '../../../src/core/audit/row-cache.ts';
import { readRow, type AuditRow } from '../../../src/core/audit/row.ts';
import { createRowJudge, type Judgement } from '../../../src/core/audit/verdict.ts';
import { smartcar } from '../../../src/core/providers/smartcar/provider.ts';
import { asObject, parseJson } from '../../../src/core/text/json.ts';

const [edition] = smartcar.editions;
if (edition === undefined) throw new Error('Smartcar has an edition');
const asked = ['read_odometer', 'read_location', 'control_security'].map((name) => ({ name, required: false }));
const judge = createRowJudge({ provider: smartcar, edition, asked });

/** Stands on both sides of each line, as others do in a read. */
const neighbour = '{"userId":"n1","vehicleId":"n2","id":"n3","vin":"n4"}';

/** Knows rows, and counts what it had to judge. */
function startCache() {
  let judged = 0;
  const known = createRowCache((row: AuditRow): Judgement => {
    judged += 1;
    return judge(row);
  });
  const know = (line: string) => {
    const bytes = Buffer.from(`${neighbour}\n${line}\n${neighbour}`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const from = neighbour.length + 1;
    return known({ view, text: bytes.toString('latin1'), from, to: from + Buffer.byteLength(line) }, 7);
  };
  return { know, judged: () => judged };
}

const v3 = (user: string, connection: string) =>
  `{"id":"${connection}","type":"connection","attributes":{"permissions":["read_odometer"],"vehicle":{"make":"TESLA","model":"Model 3","year":2022}},"relationships":{"user":{"data":{"type":"user","id":"${user}"}},"vehicle":{"data":{"type":"vehicle","id":"v-${user}"}}}}`;

describe('rows that differ in nothing but their ids', () => {
  it('are judged no more once one was, flat ones with the ids wherever they stand', () => {
    const { know, judged } = startCache();
    const line = (user: string) =>
      `{"make":"TESLA","user_id":"${user}","vin":"5YJ3${user}","permissions":["read_odometer"],"externalId":"x-${user}"}`;
    // The first of a family is not worth learning.
    expect(know(line('u1'))).toBeUndefined();
    for (const user of ['u2', 'u3', 'u4', 'u5']) {
      const known = know(line(user));
      expect(known?.row).toEqual(readRow(asObject(JSON.parse(line(user)))));
      expect(known?.judgement.gap.missing).toEqual(['read_location', 'control_security']);
    }
    expect(judged()).toBe(1);
  });

  it('are judged no more once one was, as API v3 gives them', () => {
    const { know, judged } = startCache();
    know(v3('u1', 'c1'));
    for (const user of ['u2', 'u3', 'u4']) {
      expect(know(v3(user, `c-${user}`))?.row).toMatchObject({
        userId: user,
        vehicleId: `v-${user}`,
        connectionId: `c-${user}`,
        year: 2022,
      });
    }
    expect(judged()).toBe(1);
  });

  it('are judged no more either where they have time stamps and links of their own', () => {
    const { know, judged } = startCache();
    const line = (user: string, day: number) =>
      `{"createdAt":"2026-02-${day}T08:15:00+01:00","userId":"${user}","permissions":[],"links":{"self":"https://x.test/{${user}}?a,b"}}`;
    know(line('u1', 10));
    know(line('u1', 10));
    expect(know(line('user-2', 11))?.row).toMatchObject({ userId: 'user-2', permissions: null });
    expect(judged()).toBe(1);
  });

  it('are told from others that are as long, wherever they differ', () => {
    const { know, judged } = startCache();
    const line = (user: string, year: number, name: string) =>
      `{"permissions":["${name}"],"userId":"${user}","year":${year}}`;
    const rows = [
      ['u1', 2021, 'read_odometer'],
      ['u2', 2022, 'read_odometer'],
      ['u3', 2022, 'read_location'],
    ] as const;
    for (const [user, year, name] of rows) know(line(user, year, name));
    for (const [user, year, name] of [...rows, ...rows]) {
      expect(know(line(user, year, name))?.row).toMatchObject({ userId: user, year, permissions: [name] });
    }
    // The year is no matter of its family where it changes nothing.
    expect(judged()).toBe(2);
  });

  it('are known by turns, in different shapes', () => {
    const { know, judged } = startCache();
    const lines = [
      '{"userId":"u1","vin":"v"}',
      v3('u2', 'c2'),
      '{"user_id":"u3"}',
      v3('u4', 'c4'),
      '{"userId":"u5","vin":""}',
    ];
    for (const line of lines) know(line);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(lines.map((line) => know(line)?.row.userId)).toEqual(['u1', 'u2', 'u3', 'u4', 'u5']);
    }
    expect(judged()).toBe(4);
  });

  it('are judged by model and year, which are no matter of the family', () => {
    const { know, judged } = startCache();
    const line = (model: string, year: number | string) =>
      `{"userId":"u","model":"${model}","year":${year},"permissions":["read_odometer","read_location","control_security"]}`;
    const cars = [
      ['Model S', 2020, 'not-needed'],
      ['Model S', 2022, 'unknown'],
      ['Model 3', 2020, 'unknown'],
      ['Model 3 Performance Something', 2020, 'unknown'],
    ] as const;
    for (const [model, year] of cars) know(line(model, year));
    for (const [model, year, virtualKey] of cars) {
      expect(know(line(model, year))).toMatchObject({ row: { model, year }, judgement: { virtualKey } });
    }
    expect(judged()).toBe(2);
    for (const year of [
      '02020',
      '2020.5',
      '20200',
      '2020e1',
      '-2020',
      '"2020"',
      '999',
      'null',
      '8000001',
      '8.000002e6',
      '2020,"year":8000001',
    ]) {
      const value = parseJson(line('Model S', year));
      const expected = value === undefined ? undefined : readRow(asObject(value));
      for (let time = 0; time < 3; time += 1) {
        expect([year, know(line('Model S', year))?.row ?? expected]).toEqual([year, expected]);
      }
    }
  });

  it('are told with the number of their line', () => {
    const { know } = startCache();
    know('{"userId":"u1"}');
    expect(know('{"userId":"u2"}')?.line).toBe(7);
  });

  it('are given up where no two are alike', () => {
    const { know } = startCache();
    const line = (odometer: number) => `{"userId":"u","odometer":${odometer}}`;
    for (let odometer = 0; odometer < 20_000; odometer += 1) know(line(odometer));
    expect(know(line(19_999))).toBeUndefined();
  });
});

describe('what is no row of its own is left to be read', () => {
  it.each([
    ['a letter that JSON escapes', String.raw`{"userId":"a\"b"}`],
    ['the mark itself', '{"userId":"u","error":"#@0"}'],
    ['an id that is not ASCII', '{"userId":"ü"}'],
    ['a model that is not ASCII', '{"userId":"u","model":"ü"}'],
    ['a control character', '{"userId":"a\u0007b","vehicleId":"v"}'],
    ['an open string', '{"userId":"u'],
    ['no JSON', '{"userId":"u",}'],
    ['no object', '["userId"]'],
    ['a long line', `{"userId":"u","note":"${'x'.repeat(3000)}"}`],
  ])('%s', (_, line) => {
    const { know } = startCache();
    know('{"userId":"u","vehicleId":"v"}');
    expect([know(line), know(line), know(line)]).toEqual([undefined, undefined, undefined]);
  });
});

const id = fc.oneof(
  fc.uuid(),
  fc.string({ maxLength: 4 }),
  fc.constantFrom(
    '',
    ' ',
    '#@0',
    '#@1',
    'u1',
    'u2',
    '\\',
    '"',
    '\u0000',
    'ü',
    'a:b',
    'anna@example.com',
    '{[,]}',
    'x y',
  ),
);
const names = [
  'createdAt',
  'userId',
  'user_id',
  'vehicleId',
  'connection_id',
  'externalId',
  'vin',
  'id',
  'make',
  'error',
  'status',
];
const field = fc.constantFrom(...names, 'x');
const year = fc.constantFrom(2020, 2022, 8_000_000, 8_000_001, 8_000_002, '2020', 2020.5, 20200, 999, -2020, null);
const model = fc.constantFrom('Model S', 'Model 3', ' Model Y', '', 'A model with a long name', 'ü', 7, null);
const row = fc
  .array(
    fc.oneof(
      fc.tuple(field, fc.oneof(id, fc.constantFrom(null, 7, true, ['u1'], { userId: 'u1' }))),
      fc.tuple(fc.constant('permissions'), fc.subarray(asked.map(({ name }) => name))),
      fc.tuple(fc.constant('year'), year),
      fc.tuple(fc.constant('model'), model),
      fc.tuple(fc.constant('virtualKey'), fc.constantFrom('missing', 'paired', null)),
      fc.tuple(
        fc.constant('attributes'),
        fc.record({ user: fc.record({ id, externalId: id }), vehicle: fc.record({ make: id, model, year }) }),
      ),
      fc.tuple(
        fc.constant('relationships'),
        fc.record({ user: fc.record({ data: fc.record({ id }) }), vehicle: fc.record({ data: fc.record({ id }) }) }),
      ),
    ),
    { maxLength: 6 },
  )
  // Fields may come twice, and with blanks.
  .chain((fields) =>
    fc
      .constantFrom('', ' ', '  ')
      .map((gap) => `{${fields.map(([name, value]) => `"${name}":${gap}${JSON.stringify(value)}`).join(',')}}`),
  );

/** A row that somebody broke at one place. */
const broken = fc
  .tuple(row, fc.nat(), fc.constantFrom('"', '\\', ',', '}', '"id":"', '#@0', '0', '.5', '\t', 'x', '\u0001', ''))
  .map(([text, at, added]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + added + text.slice(place + (added === '' ? 1 : 0));
  });

it('says of every line what reading it says, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(row, broken, fc.constantFrom('', ' ', 'null', '[]')), { maxLength: 12 }), (lines) => {
      const { know } = startCache();
      // What was new is cached then.
      for (const line of [...lines, ...lines, ...lines]) {
        const known = know(line);
        if (known === undefined) continue;
        const value = parseJson(line);
        expect(typeof value === 'object' && value !== null && !Array.isArray(value)).toBe(true);
        const expected = readRow(asObject(value));
        expect({ row: known.row, judgement: known.judgement }).toEqual({ row: expected, judgement: judge(expected) });
      }
    }),
    { numRuns: 1000 },
  );
});
