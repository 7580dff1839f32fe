import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { errorCode } from '../../core/errors/system-error.ts';
import { explainFileError } from '../file-error.ts';
import type { KeyedRecord, RowGroups } from '../rows.ts';
import { makeOwnFolder, type FolderHost } from './own-folder.ts';

/** Characters that are held; beyond them records go to files. */
const held = 8 * 1024 * 1024;

/** Files that records are dealt out to by their key: each one of them fits into memory, and all of a key are in one. */
const parts = 256;

/** Puts records with equal keys together, within the same memory for any number of them. */
export function createRowGroups(host: FolderHost): RowGroups {
  let lines: string[] = [];
  let size = 0;
  let folder: string | undefined;
  const flush = (): string => {
    folder ??= makeFolder(host);
    spill(folder, lines);
    lines = [];
    size = 0;
    return folder;
  };
  return {
    add(key, record) {
      const line = JSON.stringify([key, record]);
      lines.push(line);
      size += line.length;
      if (size > held) flush();
    },
    async *batches() {
      if (folder === undefined) return yield lines.map(parseRecord);
      const spilt = flush();
      for (let part = 0; part < parts; part += 1) {
        const batch = readPart(spilt, part);
        if (batch.length > 0) yield batch;
        await setImmediate();
      }
    },
    discard() {
      lines = [];
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeFolder(host: FolderHost): string {
  try {
    return makeOwnFolder(tmpdir(), 'connect-cli-rows', host);
  } catch (error) {
    throw explainFileError(error, tmpdir(), 'write');
  }
}

function spill(folder: string, lines: readonly string[]): void {
  const dealt = Array.from({ length: parts }, (): string[] => []);
  for (const line of lines) dealt[partOf(line)]?.push(line);
  for (const [part, own] of dealt.entries()) {
    if (own.length === 0) continue;
    const path = join(folder, String(part));
    try {
      appendFileSync(path, `${own.join('\n')}\n`, { mode: 0o600 });
    } catch (error) {
      throw explainFileError(error, path, 'write');
    }
  }
}

function readPart(folder: string, part: number): readonly KeyedRecord[] {
  const path = join(folder, String(part));
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1).map(parseRecord);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw explainFileError(error, path, 'read');
  }
}

/** It was written here, a moment ago. */
function parseRecord(line: string): KeyedRecord {
  return JSON.parse(line) as KeyedRecord;
}

/** FNV-1a over the key, which stands first in its line. */
function partOf(line: string): number {
  let hash = 0x81_1c_9d_c5;
  const end = keyEnd(line);
  for (let at = 2; at < end; at += 1) hash = Math.imul(hash ^ line.charCodeAt(at), 0x01_00_01_93);
  return (hash >>> 8) % parts;
}

/** Where the quoted key of `["key",…` ends. */
function keyEnd(line: string): number {
  let at = 2;
  while (line[at] !== '"') at += line[at] === '\\' ? 2 : 1;
  return at;
}
