import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitsPath } from '../../../src/core/code-scan/ignore-match.ts';
import { parseIgnoreLine } from '../../../src/core/code-scan/ignore-pattern.ts';

function fits(line: string, path: string): boolean {
  const pattern = parseIgnoreLine(line);
  if (pattern === undefined) return false;
  const isDirectory = path.endsWith('/');
  const names = (isDirectory ? path.slice(0, -1) : path).split('/');
  return fitsPath(pattern, { names, isDirectory }, { left: 1_000_000 });
}

describe('a line of a .gitignore', () => {
  // gitignore(5), section "Pattern format".
  it.each([
    ['*.log', 'a.log', true],
    ['*.log', 'deep/er/a.log', true],
    ['*.log', 'a.log.txt', false],
    ['/only.js', 'only.js', true],
    ['/only.js', 'sub/only.js', false],
    ['doc/frotz/', 'doc/frotz/', true],
    ['doc/frotz/', 'a/doc/frotz/', false],
    ['frotz/', 'a/frotz/', true],
    ['frotz/', 'frotz', false],
    ['foo/*', 'foo/test.json', true],
    ['foo/*', 'foo/bar/hello.c', false],
    ['**/foo/bar', 'foo/bar', true],
    ['**/foo/bar', 'x/y/foo/bar', true],
    ['abc/**', 'abc/x', true],
    ['abc/**', 'abc/x/y', true],
    ['abc/**', 'abc/', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/x/y/c', false],
    ['foo[0-9].[ch]', 'foo7.c', true],
    ['foo[!0-9]', 'foo7', false],
    ['[[:upper:]]x', 'Ax', true],
    ['[[:upper:]]x', 'ax', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['\\#x', '#x', true],
    ['\\!x', '!x', true],
    ['x\\ ', 'x ', true],
    ['x  ', 'x', true],
    ['[', '[', false],
    ['x\\', 'x\\', false],
    ['# comment', '# comment', false],
    ['', '', false],
    ['README', 'readme', false],
  ])('%j on %j: %s', (line, path, expected) => {
    expect(fits(line, path)).toBe(expected);
  });
});

describe('against git itself', () => {
  let root = '';
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', HOME: tmpdir() };
  const git = (args: readonly string[], input = ''): string => {
    try {
      return execFileSync('git', args, { cwd: root, env, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
    } catch (error) {
      // 1: none of the paths is ignored.
      if (error instanceof Error && 'status' in error && error.status === 1 && 'stdout' in error)
        return String(error.stdout);
      throw error;
    }
  };
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'ignore-'));
    git(['init', '-q']);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const name = fc
    .array(fc.constantFrom('a', 'b', 'A', '.', '-', '7', '!', '#', ']'), { minLength: 1, maxLength: 4 })
    .map((characters) => characters.join(''))
    .filter((text) => !/^\.+$/.test(text));
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
  const set = fc.constantFrom('[ab]', '[!a]', '[^b]', '[a-b]', '[]a]', '[[:digit:]]', '[a', '[7-]', '[\\]]', '[]-a]');
  const piece = fc.oneof(
    { weight: 4, arbitrary: name },
    { weight: 3, arbitrary: fc.constantFrom('*', '**', '?', '/', '/**/', '**/', '\\a', '\\*', ' ') },
    { weight: 1, arbitrary: set },
  );
  const line = fc
    .tuple(fc.constantFrom('', '', '/'), fc.array(piece, { minLength: 1, maxLength: 5 }), fc.constantFrom('', '/', ' '))
    .map(([before, pieces, behind]) => `${before}${pieces.join('')}${behind}`);

  it('fits the same paths', () => {
    const paths = fc.array(path, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(line, paths, (pattern, all) => {
        writeFileSync(join(root, '.gitignore'), `${pattern}\n`);
        const told = git(['check-ignore', '-v', '-n', '--no-index', '--stdin', '-z'], all.join('\0')).split('\0');
        for (const [index, one] of all.entries()) {
          // Source, line, pattern, path. A match of a parent directory counts for git: the walk never gets there.
          const byGit = told[index * 4 + 2] !== '';
          const names = one.split('/');
          const ours = names.some((_, depth) => {
            const parent = names.slice(0, depth + 1).join('/');
            return fits(pattern, depth + 1 === names.length ? parent : `${parent}/`);
          });
          expect({ pattern, path: one, fits: ours }).toEqual({ pattern, path: one, fits: byGit });
        }
      }),
      { seed: 20_240_601, numRuns: 150 },
    );
  });
});

describe('a hostile line', () => {
  it.each([
    ['stars and letters', '*a'.repeat(2000), 'a'.repeat(250)],
    ['stars', '*'.repeat(4000), 'a'.repeat(250)],
    ['directories of stars', '**/a/'.repeat(800), 'a/'.repeat(400)],
  ])('of %s takes no more steps than pattern times path', (_, line, path) => {
    const pattern = parseIgnoreLine(`${line}b`);
    const steps = { left: 100_000_000 };
    const names = path.split('/').filter((name) => name !== '');
    expect(pattern !== undefined && fitsPath(pattern, { names, isDirectory: false }, steps)).toBe(false);
    expect(100_000_000 - steps.left).toBeLessThanOrEqual(2 * line.length * path.length);
  });
});
