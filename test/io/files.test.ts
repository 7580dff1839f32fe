import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readBounds } from '../../src/io/read-bounds.ts';
import { createFiles } from '../../src/io/files.ts';

const systemFiles = createFiles(process);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connect-cli-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('claim', () => {
  it('keeps a path for one process, and takes over from one that died', async () => {
    const path = join(folder, 'a', 'state');
    const release = await systemFiles.claim(path);
    expect(await systemFiles.claim(path)).toBeUndefined();
    const holder = JSON.parse(await readFile(`${path}.lock`, 'utf8')) as object;
    await release?.();
    expect(await readdir(join(folder, 'a'))).toEqual([]);

    // No process has this number: Linux gives none beyond 2^22.
    await writeFile(`${path}.lock`, JSON.stringify({ ...holder, pid: 2 ** 22 + 1 }));
    const taken = await systemFiles.claim(path);
    expect(taken).toBeDefined();
    await taken?.();
    expect(await readdir(join(folder, 'a'))).toEqual([]);
  });

  it('says that a place cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(systemFiles.claim(join(folder, 'file', 'state'))).rejects.toMatchObject({ code: 'INVALID_VALUE' });
  });
});

describe('writeAtomic', () => {
  it('writes text and bytes, makes the folders in between and leaves nothing else behind', async () => {
    const path = join(folder, 'a', 'b', 'guide.svg');
    await systemFiles.writeAtomic(path, '<svg/>');
    await systemFiles.writeAtomic(path, new Uint8Array([0x89, 0x50]));
    expect([...(await readFile(path))]).toEqual([0x89, 0x50]);
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['guide.svg']);
  });

  it('keeps the mode of a file that it replaces', async () => {
    const path = join(folder, 'settings.json');
    await writeFile(path, 'old');
    await chmod(path, 0o640);
    await systemFiles.writeAtomic(path, 'new');
    expect([await readFile(path, 'utf8'), await modeOf(path)]).toEqual(['new', 0o640]);
  });

  it('sets the mode that was asked for exactly, whatever the umask', async () => {
    const path = join(folder, 'key.pem');
    const before = process.umask(0o077);
    onTestFinished(() => void process.umask(before));
    await systemFiles.writeAtomic(path, 'key', { mode: 0o644 });
    expect(await modeOf(path)).toBe(0o644);
    await systemFiles.writeAtomic(path, 'key', { mode: 0o600 });
    expect(await modeOf(path)).toBe(0o600);
  });

  it('writes through a symbolic link', async () => {
    await writeFile(join(folder, 'real'), 'old');
    await symlink('real', join(folder, 'link'));
    await systemFiles.writeAtomic(join(folder, 'link'), 'new');
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
  });

  it('writes into a pipe or a device, which stays what it is', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const read = readFile(path, 'utf8');
    await systemFiles.writeAtomic(path, 'content');
    expect([await read, (await stat(path)).isFIFO(), await readdir(folder)]).toEqual(['content', true, ['pipe']]);
  });

  it('exclusive: creates, and never overwrites', async () => {
    const path = join(folder, 'private.pem');
    await systemFiles.writeAtomic(path, 'first', { exclusive: true, mode: 0o600 });
    expect(await modeOf(path)).toBe(0o600);
    await expect(systemFiles.writeAtomic(path, 'second', { exclusive: true })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      message: `The file "${path}" exists already.`,
    });
    expect(await readFile(path, 'utf8')).toBe('first');
    expect(await readdir(folder)).toEqual(['private.pem']);
  });

  it('of many writers at once leaves one whole content', async () => {
    const path = join(folder, 'shared');
    const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000));
    await Promise.all(contents.map((content) => systemFiles.writeAtomic(path, content)));
    expect(contents).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['shared']);
  });

  it('below a file names no file that exists, for none does', async () => {
    await systemFiles.writeAtomic(join(folder, 'file'), 'x');
    await expect(systemFiles.writeAtomic(join(folder, 'file', 'below'), 'x')).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: `The file "${join(folder, 'file', 'below')}" cannot be written (ENOTDIR).`,
    });
  });

  it.runIf(process.platform === 'linux')('ends where the system lets nobody make a directory', async () => {
    await expect(systemFiles.writeAtomic('/proc/nowhere/key.pem', 'x', { exclusive: true })).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: 'The file "/proc/nowhere/key.pem" cannot be written (ENOENT).',
    });
  });

  it('that fails leaves no temporary file', async () => {
    await expect(systemFiles.writeAtomic(folder, 'x')).rejects.toMatchObject({ code: 'INVALID_VALUE' });
    expect(await readdir(folder)).toEqual([]);
    const siblings = await readdir(tmpdir());
    expect(siblings.filter((name) => name.endsWith('.tmp') && name.includes('connect-cli-files-'))).toEqual([]);
  });
});

describe('readText', () => {
  it('names a file that is not there, and one that is none', async () => {
    const path = join(folder, 'missing.csv');
    await expect(systemFiles.readText(path, readBounds.link)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `There is no file "${path}".`,
    });
    await expect(systemFiles.readText(folder, readBounds.link)).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      message: `The file "${folder}" cannot be read (EISDIR).`,
    });
  });
});

it('exists', async () => {
  expect([await systemFiles.exists(folder), await systemFiles.exists(join(folder, 'x'))]).toEqual([true, false]);
});
