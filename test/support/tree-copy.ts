import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
const leftOut = new Set(['node_modules', 'dist', 'coverage', '.git']);

/** A copy of this repository in a temporary folder, to change at will; packages are those of the original. */
export interface TreeCopy {
  readonly path: string;
  /** Every file that was written here, in order. */
  readonly written: readonly string[];
  read(file: string): string;
  /** Writes a file that is new. */
  add(file: string, text: string): void;
  /** Puts text before the first place where a mark stands. */
  insertBefore(file: string, mark: string, text: string): void;
  /** @returns paths of all files that are new, changed or gone, sorted. */
  changed(): readonly string[];
  remove(): void;
}

export function copyTree(): TreeCopy {
  const path = mkdtempSync(join(tmpdir(), 'connect-cli-copy-'));
  cpSync(root, path, { recursive: true, filter: (source) => !leftOut.has(relative(root, source)) });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  const written: string[] = [];
  const read = (file: string): string => readFileSync(join(path, file), 'utf8');
  const add = (file: string, text: string): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
    written.push(file);
  };
  return {
    path,
    written,
    read,
    add,
    insertBefore: (file, mark, text) => {
      const before = read(file);
      if (!before.includes(mark)) throw new Error(`${file} has no ${mark}`);
      add(
        file,
        before.replace(mark, () => `${text}${mark}`),
      );
    },
    changed: () => differences(contents(root), contents(path)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function contents(folder: string): ReadonlyMap<string, string> {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !leftOut.has(entry.name))
    .map((entry) => join(folder, entry.name));
  const files = folders.flatMap((path) => filesIn(path, { recursive: true }));
  return new Map([...filesIn(folder), ...files].map((file) => [relative(folder, file), readFileSync(file, 'latin1')]));
}

function filesIn(folder: string, options: { readonly recursive?: true } = {}): readonly string[] {
  const entries = readdirSync(folder, { ...options, withFileTypes: true }).filter(({ name }) => !leftOut.has(name));
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}
