import { closeSync, openSync, readdirSync, readSync, statSync, type Dirent } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../../core/errors/cli-error.ts';
import type { SourceTree, TreeVisit, TreeWalk } from '../context.ts';
import { extendRules, isIgnored, type IgnoreRules } from './ignore-rules.ts';

/** Directories that hold other people's code or none at all. */
const skippedDirectories = new Set([
  '.git',
  '.hg',
  '.svn',
  '.cache',
  '.gradle',
  '.idea',
  '.mypy_cache',
  '.next',
  '.nuxt',
  '.pytest_cache',
  '.terraform',
  '.tox',
  '.venv',
  '.yarn',
  '__pycache__',
  'bower_components',
  'node_modules',
  'Pods',
  'site-packages',
  'vendor',
  'venv',
]);

/** Endings of files that hold no source text, or text that nobody wrote. */
const skippedEndings = new Set(
  (
    '7z a avif bin bmp bz2 class dll dylib eot exe gif gz ico jar jpeg jpg keystore lock map mov mp3 mp4 o ogg otf pdf ' +
    'png pyc so sqlite svg tar tgz ttf wasm wav webm webp woff woff2 xz zip'
  ).split(' '),
);
const generatedName = /[.-]min\.(?:js|css)$|^(?:package-lock\.json|pnpm-lock\.yaml)$/;

/** Larger files are data or generated code. */
const largestFile = 1024 * 1024;
const sniffed = 8192;
/** How long the walk holds the thread before it lets Ctrl-C through. */
const sliceMs = 25;

/** @returns walks over directories that read each file once into one buffer. */
export function createSourceTree(): SourceTree {
  return { walk };
}

async function walk(root: string, visit: TreeVisit): Promise<TreeWalk> {
  const state = { files: 0, skipped: [] as TreeWalk['skipped'][number][], buffer: Buffer.allocUnsafe(largestFile + 1) };
  const start = resolve(root);
  if (isFile(start, root)) {
    readOne({ path: start, relative: root, visit, state });
    return state;
  }
  const pending: { directory: string; relative: string; rules: IgnoreRules }[] = [
    { directory: start, relative: '', rules: [] },
  ];
  let sliceEnd = performance.now() + sliceMs;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    readDirectory({ at: next, pending, visit, state });
    if (performance.now() < sliceEnd) continue;
    await new Promise((done) => setImmediate(done));
    visit.signal?.throwIfAborted();
    sliceEnd = performance.now() + sliceMs;
  }
  return { files: state.files, skipped: state.skipped };
}

interface State {
  files: number;
  readonly skipped: TreeWalk['skipped'][number][];
  readonly buffer: Buffer;
}

function isFile(path: string, asGiven: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (cause) {
    throw new CliError('NOT_FOUND', `There is no directory "${asGiven}".`, {
      hint: 'Name the directory of your code.',
      cause,
    });
  }
}

interface ReadDirectoryInput {
  readonly at: { directory: string; relative: string; rules: IgnoreRules };
  readonly pending: { directory: string; relative: string; rules: IgnoreRules }[];
  readonly visit: TreeVisit;
  readonly state: State;
}

function readDirectory({ at, pending, visit, state }: ReadDirectoryInput): void {
  const entries = list(at.directory, at.relative, state);
  const cutRules = (path: string) => void state.skipped.push({ path, reason: 'costly-patterns' });
  const hasRules = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
  const rules = hasRules ? extendRules(at.rules, at, cutRules) : at.rules;
  const isLeftOut = (relative: string, isDirectory: boolean) =>
    rules.length > 0 && isIgnored(rules, { names: relative.split('/'), isDirectory }, cutRules);
  for (const entry of entries) {
    const relative = at.relative === '' ? entry.name : `${at.relative}/${entry.name}`;
    // Symbolic links are neither: they are not followed, so loops cannot hurt.
    if (entry.isDirectory()) {
      if (skippedDirectories.has(entry.name) || isLeftOut(relative, true)) continue;
      pending.push({ directory: `${at.directory}/${entry.name}`, relative, rules });
    } else if (entry.isFile()) {
      if (isNoSource(entry.name) || isLeftOut(relative, false)) continue;
      readOne({ path: `${at.directory}/${entry.name}`, relative, visit, state });
    }
  }
}

function isNoSource(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return (dot > 0 && skippedEndings.has(name.slice(dot + 1).toLowerCase())) || generatedName.test(name);
}

function list(directory: string, relative: string, state: State): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    state.skipped.push({ path: relative === '' ? '.' : relative, reason: 'unreadable' });
    return [];
  }
}

interface ReadOneInput {
  readonly path: string;
  readonly relative: string;
  readonly visit: TreeVisit;
  readonly state: State;
}

function readOne({ path, relative, visit, state }: ReadOneInput): void {
  const length = readInto(state.buffer, path);
  if (length === undefined) {
    state.skipped.push({ path: relative, reason: 'unreadable' });
    return;
  }
  if (length > largestFile) {
    state.skipped.push({ path: relative, reason: 'too-large' });
    return;
  }
  if (state.buffer.subarray(0, Math.min(length, sniffed)).includes(0)) return;
  state.files += 1;
  // What is looked for is ASCII, and latin1 is decoded without looking at the bytes.
  const text = state.buffer.toString('latin1', 0, length);
  if (visit.wants.test(text)) visit.file(relative, text);
}

function readInto(buffer: Buffer, path: string): number | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    // A read of a regular file comes up short at its end alone.
    return readSync(handle, buffer, 0, buffer.length, null);
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
