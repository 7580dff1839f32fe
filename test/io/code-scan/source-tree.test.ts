import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSourceTree } from '../../../src/io/code-scan/source-tree.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'source-tree-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}

async function walk(wants = /read_/, directory = root) {
  const seen: Record<string, string> = {};
  const result = await createSourceTree().walk(directory, { wants, file: (path, text) => void (seen[path] = text) });
  return { seen, names: Object.keys(seen).toSorted(), ...result };
}

describe('a walk over source code', () => {
  it('hands over the files that match, with paths from the root', async () => {
    write({ 'a.js': 'read_vin', 'src/deep/b.py': 'read_fuel', 'src/c.go': 'nothing' });
    const { seen, files, skipped } = await walk();
    expect(seen).toEqual({ 'a.js': 'read_vin', 'src/deep/b.py': 'read_fuel' });
    expect(files).toBe(3);
    expect(skipped).toEqual([]);
  });

  it("passes over other people's code, binaries and version control", async () => {
    write({
      'node_modules/x/a.js': 'read_vin',
      '.git/config': 'read_vin',
      'vendor/a.php': 'read_vin',
      'venv/lib/a.py': 'read_vin',
      'a.png': 'read_vin',
      'a.min.js': 'read_vin',
      'package-lock.json': 'read_vin',
      'data.txt': Buffer.from('read_vin\0\0'),
      'mine.js': 'read_vin',
    });
    expect((await walk()).names).toEqual(['mine.js']);
  });

  it('honours .gitignore files, inner ones over outer ones', async () => {
    write({
      '.gitignore': 'dist/\n*.log\n/only-here.js\n',
      'dist/a.js': 'read_vin',
      'a.log': 'read_vin',
      'only-here.js': 'read_vin',
      'sub/only-here.js': 'read_vin',
      'sub/.gitignore': '!kept.log\nlocal.js\n',
      'sub/kept.log': 'read_vin',
      'sub/other.log': 'read_vin',
      'sub/local.js': 'read_vin',
      'local.js': 'read_vin',
    });
    expect((await walk()).names).toEqual(['local.js', 'sub/kept.log', 'sub/only-here.js']);
  });

  it('does not follow symbolic links, so loops cannot hurt', async () => {
    write({ 'src/a.js': 'read_vin' });
    symlinkSync(root, join(root, 'src', 'loop'));
    symlinkSync(join(root, 'src', 'a.js'), join(root, 'b.js'));
    symlinkSync('nowhere', join(root, 'dangling'));
    expect((await walk()).names).toEqual(['src/a.js']);
  });

  it('names what is too large and reads what is just not', async () => {
    const mebibyte = 1024 * 1024;
    write({
      'big.js': `read_vin${' '.repeat(mebibyte)}`,
      'fits.js': `read_vin${' '.repeat(mebibyte - 8)}`,
      'empty.js': '',
    });
    const { names, skipped } = await walk();
    expect(names).toEqual(['fits.js']);
    expect(skipped).toEqual([{ path: 'big.js', reason: 'too-large' }]);
  });

  it('names what it may not read and goes on', async () => {
    write({ 'a/secret.js': 'read_vin', 'b.js': 'read_vin', 'c.js': 'read_vin' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'a'), 0o000);
    chmodSync(join(root, 'b.js'), 0o000);
    // Nothing is forbidden to root: it plays an ordinary user for the time of the walk.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    const { names, skipped } = await walk().finally(() => isRoot && process.seteuid?.(0));
    chmodSync(join(root, 'a'), 0o700);
    expect(names).toEqual(['c.js']);
    expect(skipped.map(({ path }) => path).toSorted()).toEqual(['a', 'b.js']);
  });

  it('reads a single file, and refuses what is not there', async () => {
    write({ 'a.js': 'read_vin' });
    expect((await walk(/read_/, join(root, 'a.js'))).files).toBe(1);
    await expect(walk(/read_/, join(root, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stops when it is told to', async () => {
    for (let index = 0; index < 300; index += 1) write({ [`d${index}/a.js`]: `read_vin ${'x'.repeat(2000)}` });
    const stop = new AbortController();
    const work = createSourceTree().walk(root, {
      wants: /read_/,
      file: () => stop.abort(new Error('stopped')),
      signal: stop.signal,
    });
    // A small tree may be done before it lets anybody in; then nothing had to be stopped.
    const outcome = await work.then(
      ({ files }) => files,
      (error: Error) => error.message,
    );
    expect([300, 'stopped']).toContain(outcome);
  });
});
