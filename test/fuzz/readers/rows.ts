import { readRow, type AuditRow } from '../../../src/core/audit/row.ts';
import type { RowVisitor } from '../../../src/io/rows.ts';
import { createCsvReader } from '../../../src/io/rows/csv.ts';
import { createJsonlReader } from '../../../src/io/rows/jsonl.ts';
import type { LineCutter } from '../../../src/io/rows/lines.ts';
import type { Reader } from '../reader.ts';

/** Bytes of a read: records and characters fall over its edges. */
const chunk = 1021;

function readAll(text: string, create: (visitor: RowVisitor) => LineCutter) {
  const rows: (AuditRow & { readonly line: number })[] = [];
  const rejected: { readonly line: number; readonly reason: string }[] = [];
  const reader = create({
    row: (value, line) => void rows.push({ ...readRow(value), line }),
    reject: ({ line, reason }) => void rejected.push({ line, reason }),
    rejectMore: () => {},
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  reader.end();
  return { answer: { rows, rejected }, forPeople: rejected.map(({ reason }) => reason).join('\n') };
}

export const csvRows: Reader = {
  name: 'csv-rows',
  seeds: [
    'userId,make,year,permissions,virtual_key\nu1,TESLA,2024,"read_vin, read_odometer",paired\nu2,FORD,,,\n',
    'user_id,status,error\r\n"a ""b""",disconnected,PERMISSION:null\r\n"two\r\nlines",connected,\r\n',
  ],
  repeats: ['"', ',', '\n', '"a', 'x,"y\n', '"",', '\r', 'a,'],
  run: (text) => readAll(text, createCsvReader),
};

export const mappedCsvRows: Reader = {
  ...csvRows,
  name: 'csv-rows-with-columns',
  refuses: ['INVALID_VALUE'],
  run: (text) => readAll(text, (visitor) => createCsvReader(visitor, new Map([['make', 'make']]))),
};

export const jsonRows: Reader = {
  name: 'json-rows',
  seeds: [
    '{"userId":"u1","make":"TESLA","year":2024,"permissions":["read_vin"]}\n\n{"user_id":"u2","error":"PERMISSION:null"}\n',
    '{"id":"c1","attributes":{"permissions":["read_vin"],"vehicle":{"make":"TESLA","year":"2023"},"user":{"id":"u"}},"relationships":{"vehicle":{"data":{"id":"v"}}}}\n',
  ],
  repeats: ['[', '{"a":', '\n', '{}\n', '"', '{"userId":1e400}\n'],
  run: (text) => readAll(text, createJsonlReader),
};
