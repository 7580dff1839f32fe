import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');

describe('the threat model in SECURITY.md', () => {
  const named = [...new Set([...page.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, path = '']) => path))];

  it.each(named)('%s is a test that exists', (path) => {
    expect(existsSync(path)).toBe(true);
  });

  it('has in each row what stops the threat and a test that shows it', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|') && !/^\|(?:-|\s*Who)/.test(line));
    expect(rows.length).toBeGreaterThan(12);
    expect(rows.filter((row) => row.split('|').length !== 6 || !row.includes('`test/'))).toEqual([]);
  });
});
