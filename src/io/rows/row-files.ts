import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { CliError } from '../../core/errors/cli-error.ts';
import { explainFileError } from '../file-error.ts';
import type { RowFiles, RowSource, RowVisitor } from '../rows.ts';
import type { FolderHost } from './own-folder.ts';
import { identifyFile } from './file-identity.ts';
import { refuseOtherForms } from './other-forms.ts';
import { createRowFile, reopenRowFile } from './row-file.ts';
import { createJsonlReader } from './jsonl.ts';
import type { LineCutter } from './lines.ts';
import { keepHeapSmall } from '../small-heap.ts';

/** Bytes of one read. Larger ones are slower and take more memory (bench/audit.mjs). */
const readSize = 64 * 1024;

/**
 * @param stdin loads `process.stdin`, which opens the descriptor
 * @param host the process, whose id its temporary directories carry
 */
export function createRowFiles(stdin: () => AsyncIterable<string | Buffer>, host: FolderHost): RowFiles {
  return {
    expectMany: async (from) => keepHeapSmall(from),
    async read(source, visitor) {
      const cutter = await createCutter(source, visitor);
      const guard = createLineGuard();
      let isFirst = true;
      const push = (chunk: Buffer): void => {
        if (isFirst) refuseOtherForms(chunk, source.form);
        isFirst = false;
        guard(chunk);
        cutter.push(chunk);
      };
      if (source.path === '-') for await (const chunk of stdin()) push(asBuffer(chunk));
      else await readFile(source.path, push);
      cutter.end();
    },
    create: async (path) => createRowFile(path),
    identify: async (path) => identifyFile(path),
    reopen: async (path, size) => reopenRowFile(path, size),
    createFolder: async (path) => (await import('./row-folder.ts')).createRowFolder(path, host),
    group: async () => (await import('./row-groups.ts')).createRowGroups(host),
  };
}

async function createCutter({ form, columns, fields }: RowSource, visitor: RowVisitor): Promise<LineCutter> {
  if (form === 'jsonl') return createJsonlReader(visitor);
  const { createCsvReader } = await import('./csv.ts');
  return createCsvReader(visitor, columns, fields);
}

/** Bytes without the end of a line, from which on this is no table but a device, or an archive. */
const longestWithoutEnd = 64 * 1024 * 1024;

/** @returns what ends the reading of something that has no lines, and may have no end either */
function createLineGuard(): (chunk: Buffer) => void {
  let length = 0;
  return (chunk) => {
    const end = chunk.lastIndexOf('\n');
    length = end === -1 ? length + chunk.length : chunk.length - end - 1;
    if (length <= longestWithoutEnd) return;
    throw new CliError('INVALID_VALUE', 'The input has no lines: 64 MiB came without the end of one.', {
      hint: 'Pass JSON Lines, one object a line, or CSV with --input csv.',
    });
  };
}

function asBuffer(chunk: string | Buffer): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
}

/** Reads between two looks at the world outside: Ctrl-C is heard within milliseconds. */
const readsInARow = 16;

/**
 * One buffer for all reads: what is left of a line is copied out of it. A read that waits for its turn in the thread
 * pool takes longer than the copy that it waits for.
 */
async function readFile(path: string, push: (chunk: Buffer) => void): Promise<void> {
  const fd = guard(path, () => openSync(path, 'r'));
  try {
    const buffer = Buffer.allocUnsafe(readSize);
    for (let reads = 1; ; reads += 1) {
      const size = guard(path, () => readSync(fd, buffer, 0, readSize, null));
      if (size === 0) return;
      push(buffer.subarray(0, size));
      if (reads % readsInARow === 0) await setImmediate();
    }
  } finally {
    closeSync(fd);
  }
}

function guard<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainFileError(error, path, 'read');
  }
}
