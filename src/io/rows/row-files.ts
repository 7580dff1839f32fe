import { open } from 'node:fs/promises';
import { explainFileError } from '../file-error.ts';
import type { RowFiles, RowSource, RowVisitor } from '../rows.ts';
import { createRowFile } from './row-file.ts';
import { createJsonlReader } from './jsonl.ts';
import type { LineCutter } from './lines.ts';

/** Bytes of one read. Larger ones are slower and take more memory (bench/audit.mjs). */
const readSize = 64 * 1024;

/** @param stdin loads `process.stdin`, which opens the descriptor */
export function createRowFiles(stdin: () => AsyncIterable<string | Buffer>): RowFiles {
  return {
    async read(source, visitor) {
      const cutter = await createCutter(source, visitor);
      if (source.path === '-') for await (const chunk of stdin()) cutter.push(asBuffer(chunk));
      else await readFile(source.path, cutter);
      cutter.end();
    },
    create: async (path) => createRowFile(path),
  };
}

async function createCutter({ form, columns }: RowSource, visitor: RowVisitor): Promise<LineCutter> {
  if (form === 'jsonl') return createJsonlReader(visitor);
  const { createCsvReader } = await import('./csv.ts');
  return createCsvReader(visitor, columns);
}

function asBuffer(chunk: string | Buffer): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
}

/** One buffer for all reads: what is left of a line is copied out of it. */
async function readFile(path: string, cutter: LineCutter): Promise<void> {
  const explain = (error: unknown): never => {
    throw explainFileError(error, path, 'read');
  };
  const file = await open(path, 'r').catch(explain);
  try {
    const buffer = Buffer.allocUnsafe(readSize);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, readSize, null).catch(explain);
      if (bytesRead === 0) return;
      cutter.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
