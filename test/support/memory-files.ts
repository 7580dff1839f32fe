import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Files } from '../../src/io/context.ts';

/** Files that live in the test alone. */
export interface MemoryFiles extends Files {
  readonly written: ReadonlyMap<string, { readonly content: string | Uint8Array; readonly mode?: number }>;
}

export function createMemoryFiles(given: Readonly<Record<string, string>> = {}): MemoryFiles {
  const written = new Map<string, { content: string | Uint8Array; mode?: number }>(
    Object.entries(given).map(([path, content]) => [path, { content }]),
  );
  return {
    written,
    remove: async (path) => void written.delete(path),
    claim: async () => async () => undefined,
    exists: async (path) => written.has(path),
    readText: async (path) => {
      const file = written.get(path);
      if (file === undefined)
        throw new CliError('NOT_FOUND', `There is no file "${path}".`, { hint: 'Check the path.' });
      return typeof file.content === 'string' ? file.content : new TextDecoder().decode(file.content);
    },
    writeAtomic: async (path, content, options = {}) => {
      if (options.exclusive === true && written.has(path)) {
        throw new CliError('ALREADY_EXISTS', `The file "${path}" exists already.`, { hint: 'Pass another path.' });
      }
      written.set(path, { content, ...(options.mode === undefined ? {} : { mode: options.mode }) });
    },
  };
}
