import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRowFolder } from '../../../src/io/rows/row-folder.ts';
import { createRowGroups } from '../../../src/io/rows/row-groups.ts';
import type { KeyedRecord, RowGroups } from '../../../src/io/rows.ts';

async function batchesOf(groups: RowGroups): Promise<readonly (readonly KeyedRecord[])[]> {
  const all: (readonly KeyedRecord[])[] = [];
  for await (const batch of groups.batches()) all.push(batch);
  return all;
}

let folder = '';
const temporary = process.env['TMPDIR'];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groups-'));
});
afterEach(() => {
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  rmSync(folder, { recursive: true, force: true });
});

describe('records put together by key', () => {
  it('are one batch as they came while they are few', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string(), fc.jsonValue())), async (records) => {
        const groups = createRowGroups(process);
        for (const [key, record] of records) groups.add(key, record);
        expect(await batchesOf(groups)).toEqual([JSON.parse(JSON.stringify(records))]);
      }),
    );
  });

  it('go to files for this user alone when they are many, those of a key together and in order, and leave nothing', async () => {
    process.env['TMPDIR'] = folder;
    const groups = createRowGroups(process);
    const keys = ['plain', 'a"b', 'back\\', 'näh', '\n', ''];
    const filler = 'x'.repeat(400);
    const total = 60_000;
    for (let index = 0; index < total; index += 1)
      groups.add(`${keys[index % keys.length]}${index % 500}`, [index, filler]);
    const [spilt = ''] = readdirSync(folder);
    expect(statSync(join(folder, spilt)).mode & 0o777).toBe(0o700);
    const batches = await batchesOf(groups);
    expect(batches.length).toBeGreaterThan(50);
    const batchOf = new Map<string, number>();
    const lastOf = new Map<string, number>();
    let count = 0;
    const faults: unknown[] = [];
    for (const [at, batch] of batches.entries()) {
      for (const [key, record] of batch) {
        const [index = -1] = record as [number];
        const isWhole = key === `${keys[index % keys.length]}${index % 500}`;
        const isTogether = (batchOf.get(key) ?? at) === at;
        const isInOrder = index > (lastOf.get(key) ?? -1);
        if (!isWhole || !isTogether || !isInOrder) faults.push([key, index, at]);
        batchOf.set(key, at);
        lastOf.set(key, index);
        count += 1;
      }
    }
    expect(faults).toEqual([]);
    expect(count).toBe(total);
    groups.discard();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a directory that appears whole', () => {
  it('is out of sight until then, and for its owner alone', async () => {
    const target = join(folder, 'deep', 'out');
    const rows = await createRowFolder(target, process);
    const file = rows.create('a.txt');
    file.write('one');
    file.close();
    expect(existsSync(target)).toBe(false);
    rows.commit();
    rows.discard();
    expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('one');
    expect([statSync(target).mode & 0o777, statSync(join(target, 'a.txt')).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['out']);
  });

  it('leaves nothing behind when it is given up', async () => {
    const rows = await createRowFolder(join(folder, 'out'), process);
    rows.create('a.txt').close();
    rows.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes the place of an empty directory, and of nothing else, not even of what came in between', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const rows = await createRowFolder(empty, process);
    rows.create('a.txt').close();
    rows.commit();
    expect(readdirSync(empty)).toEqual(['a.txt']);
    await expect(createRowFolder(empty, process)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(createRowFolder(file, process)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const raced = join(folder, 'raced');
    const late = await createRowFolder(raced, process);
    late.create('a.txt').close();
    mkdirSync(raced);
    writeFileSync(join(raced, 'theirs'), '');
    expect(() => late.commit()).toThrow(expect.objectContaining({ code: 'ALREADY_EXISTS' }));
    late.discard();
    expect(readdirSync(raced)).toEqual(['theirs']);
    await expect(createRowFolder('/proc/no/such', process)).rejects.toMatchObject({ code: 'INVALID_VALUE' });
  });
});
