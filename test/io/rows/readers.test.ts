import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvReader } from '../../../src/io/rows/csv.ts';
import { createJsonlReader } from '../../../src/io/rows/jsonl.ts';
import { refuseOtherForms } from '../../../src/io/rows/other-forms.ts';
import { readInPieces } from '../../support/rows.ts';

const jsonl = (text: string | Uint8Array, sizes: readonly number[] = []) =>
  readInPieces(createJsonlReader, Buffer.from(text), sizes);
const csv = (text: string | Uint8Array, sizes: readonly number[] = [], columns?: ReadonlyMap<string, string>) =>
  readInPieces((visitor) => createCsvReader(visitor, columns), Buffer.from(text), sizes);

describe('an input that as a whole is no rows', () => {
  it.each([
    ['compressed', [0x1f, 0x8b, 8, 0], 'csv', 'The input is compressed.', 'gzip -dc'],
    ['compressed', [0x1f, 0x8b, 8, 0], 'jsonl', 'The input is compressed.', 'gzip -dc'],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0], 'jsonl', 'The input is UTF-16.', 'iconv -f UTF-16'],
    ['UTF-16 the other way round', [0xfe, 0xff, 0, 0x75], 'csv', 'The input is UTF-16.', 'iconv -f UTF-16'],
    [
      'a list over several lines',
      [...Buffer.from('[\n  {"a":1}\n]')],
      'jsonl',
      'JSON over several lines',
      "jq -c '.[]'",
    ],
    [
      'an object over several lines',
      [...Buffer.from('\ufeff {\r\n"data":[]}')],
      'jsonl',
      'over several lines',
      '.data[]',
    ],
  ] as const)('is refused by name: %s', (_, bytes, form, message, hint) => {
    const refuse = (): void => refuseOtherForms(Buffer.from(bytes), form);
    expect(refuse).toThrow(message);
    expect(refuse).toThrow(expect.objectContaining({ code: 'INVALID_VALUE', hint: expect.stringContaining(hint) }));
  });

  it.each([
    ['{"a":1}\n', 'jsonl'],
    ['\n[1]\n', 'jsonl'],
    ['[\n', 'csv'],
    ['', 'jsonl'],
  ] as const)('is not %j', (text, form) => {
    expect(refuseOtherForms(Buffer.from(text), form)).toBeUndefined();
  });
});

describe('JSON Lines', () => {
  it('are numbered, blank ones counted and passed over', () => {
    expect(jsonl('{"a":1}\n\n  \r\n{"a":2}\r\n{"a":3}')).toEqual([
      { line: 1, row: { a: 1 } },
      { line: 4, row: { a: 2 } },
      { line: 5, row: { a: 3 } },
    ]);
  });

  it('that are no object are set aside as they came', () => {
    expect(jsonl('\ufeff{}\nnull\n[1]\n{"a":\n"x"\r\n{}\n')).toEqual([
      { line: 1, row: {} },
      { line: 2, reason: 'it is not a JSON object', raw: 'null\n' },
      { line: 3, reason: 'it is not a JSON object', raw: '[1]\n' },
      { line: 4, reason: 'it is not JSON', raw: '{"a":\n' },
      { line: 5, reason: 'it is not a JSON object', raw: '"x"\r\n' },
      { line: 6, row: {} },
    ]);
  });

  it('are set aside where they are no UTF-8: their ids could not be told apart', () => {
    const line = (byte: number) => Buffer.from([...Buffer.from('{"userId":"'), byte, ...Buffer.from('"}\n')]);
    const bytes = Buffer.concat([Buffer.from('{"userId":"ü\ufffd"}\n'), line(0xfe), line(0xff), Buffer.from('{}')]);
    const events = [
      { line: 1, row: { userId: 'ü\ufffd' } },
      { line: 2, reason: 'it is no UTF-8', raw: '{"userId":"\u00fe"}\n' },
      { line: 3, reason: 'it is no UTF-8', raw: '{"userId":"\u00ff"}\n' },
      { line: 4, row: {} },
    ];
    for (const sizes of [[], [1], [17]]) expect(jsonl(bytes, sizes)).toEqual(events);
  });

  it('are set aside with the mark of their byte order', () => {
    expect(jsonl('\ufeffx\n')).toEqual([{ line: 1, reason: 'it is not JSON', raw: '\u00ef\u00bb\u00bfx\n' }]);
  });

  it('are set aside byte for byte, whatever they are', () => {
    expect(jsonl(Buffer.from([0x7b, 0xff, 0xfe, 0x0a]))).toEqual([
      { line: 1, reason: 'it is no UTF-8', raw: '\u007b\u00ff\u00fe\n' },
    ]);
  });

  it('are told from JSON of another kind by how they begin and end', () => {
    const reasonOf = (text: string) => jsonl(text).map((event) => ('reason' in event ? event.reason : 'a row'));
    for (const json of ['null', ' true', 'false\t', '-1', '0.5', '"x"', '[]', ' 7'])
      expect([json, ...reasonOf(json)]).toEqual([json, 'it is not a JSON object']);
    for (const none of ['nulls', 'no json', 'tru', '+1', '-', '"x', '{x}', '\u00a0{}', '\u0000'])
      expect([none, ...reasonOf(none)]).toEqual([none, 'it is not JSON']);
  });

  it('of more than a megabyte are set aside whole, and the next one is read', () => {
    const long = `{"a":"${'x'.repeat(3 * 1024 * 1024)}"}\n`;
    expect(jsonl(`{}\n${long}{"b":1}\n`, [65_536])).toEqual([
      { line: 1, row: {} },
      { line: 2, reason: 'it is longer than 1 MiB', raw: long },
      { line: 3, row: { b: 1 } },
    ]);
  });

  it('count the last of doubled keys', () => {
    expect(jsonl('{"a":1,"a":2}')).toEqual([{ line: 1, row: { a: 2 } }]);
  });

  it('come out the same however the input is cut', () => {
    const line = fc.oneof(
      fc.record({ userId: fc.string({ unit: 'grapheme' }) }).map((row) => JSON.stringify(row)),
      fc.constantFrom('', ' ', '\r', 'null', '{', '{}', '[]', 'ü€𝄞'),
    );
    const ends = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, ends)),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (lines, isCut, sizes) => {
          const text = lines.map((parts) => parts.join('')).join('') + (isCut ? '{"last":true}' : '');
          expect(jsonl(text, sizes)).toEqual(jsonl(text));
        },
      ),
    );
  });
});

describe('CSV', () => {
  it('becomes rows named by its header, numbered by the line in which they begin', () => {
    const text = 'userId,permissions\nu1,"read_vin, read_odometer"\n\nu2,"a\nb"\nu3,\n';
    expect(csv(text)).toEqual([
      { line: 2, row: { userId: 'u1', permissions: 'read_vin, read_odometer' } },
      { line: 4, row: { userId: 'u2', permissions: 'a\nb' } },
      { line: 6, row: { userId: 'u3', permissions: '' } },
    ]);
  });

  it('takes a byte order mark, CRLF and no last line end', () => {
    expect(csv('\ufeffuserId,make\r\n"u ""1""",TESLA\r\nu2,FORD')).toEqual([
      { line: 2, row: { userId: 'u "1"', make: 'TESLA' } },
      { line: 3, row: { userId: 'u2', make: 'FORD' } },
    ]);
  });

  it('sets records aside that are no UTF-8, as they came', () => {
    const whole = Buffer.from('userId,größe\nü€𝄞,1\n');
    const broken = Buffer.concat([whole, Buffer.from('a\u00fe,2\n"a\u00ff\n",3\nb,4\n', 'latin1')]);
    const events = [
      { line: 2, row: { userId: 'ü€𝄞', größe: '1' } },
      { line: 3, reason: 'it is no UTF-8', raw: 'a\u00fe,2\n' },
      { line: 4, reason: 'it is no UTF-8', raw: '"a\u00ff\n",3\n' },
      { line: 6, row: { userId: 'b', größe: '4' } },
    ];
    for (const sizes of [[], [1], [7]]) expect(csv(broken, sizes)).toEqual(events);
  });

  it('renames columns, and says which one is not there', () => {
    expect(csv('VIN_NO\n5YJ\n', [], new Map([['VIN_NO', 'vin']]))).toEqual([{ line: 2, row: { vin: '5YJ' } }]);
    expect(() => csv('VIN\n5YJ\n', [], new Map([['VIN_NO', 'vin']]))).toThrow('The CSV has no column "VIN_NO".');
    expect(() => csv('', [], new Map([['VIN_NO', 'vin']]))).toThrow('no column "VIN_NO"');
  });

  it('sets records aside that have another number of columns', () => {
    expect(csv('a,b\n1\n1,2\n1,2,3\n')).toEqual([
      { line: 2, reason: 'it has 1 columns and the header 2', raw: '1\n' },
      { line: 3, row: { a: '1', b: '2' } },
      { line: 4, reason: 'it has 3 columns and the header 2', raw: '1,2,3\n' },
    ]);
  });

  it('sets the line of a quote aside that nobody closes, and goes on behind it', () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `user-${index},TESLA,filled\n`).join('');
    const events = csv(`a,b,c\n"open,1,2\n${rows}`, [65_536]);
    expect(events[0]).toEqual({ line: 2, reason: 'its record is longer than 1 MiB', raw: '"open,1,2\n' });
    expect(events).toHaveLength(60_001);
    expect(events.at(-1)).toEqual({ line: 60_002, row: { a: 'user-59999', b: 'TESLA', c: 'filled' } });
  });

  it('comes out the same however the input is cut', () => {
    const cell = fc.oneof(
      fc.constantFrom('', 'TESLA', '"a, b"', '"x\ny"', '"say ""hi"""', 'ü€𝄞'),
      fc.stringMatching(/^[a-z0-9 ]{0,8}$/),
    );
    const record = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(
        fc.array(record),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (records, end, isEnded, sizes) => {
          const text = ['a,b,c', ...records].join(end) + (isEnded ? end : '');
          expect(csv(text, sizes)).toEqual(csv(text));
        },
      ),
    );
  });
});
