import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildPages, generatedFolders } from '../scripts/docs/pages.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = buildPages();

describe('the generated pages', () => {
  it('are what the tables say: run `npm run docs` after a change', () => {
    const differing = [...pages].filter(([path, content]) => !existsSync(join(root, path)) || read(path) !== content);
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it('are all there is in their folders', () => {
    const found = generatedFolders.flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
    );
    expect(found.filter((path) => !pages.has(path))).toEqual([]);
  });

  it('hold every permission, box and signal', () => {
    const cells = (path: string) =>
      new Set([...read(path).matchAll(/^\| `([a-z_/-]+)` \|/gm)].map((match) => match[1]));
    expect([...cells('docs/permissions.md')].filter((name) => /^(?:read|control)_/.test(name ?? ''))).toHaveLength(28);
    expect([...cells('docs/signals.md')].filter((name) => !name?.includes('/'))).toHaveLength(93);
    expect([...read('docs/boxes.md').matchAll(/^\| [^|]+ \| `[a-z_]+` \| [^|]* \| [^|]+ \|$/gm)]).toHaveLength(7);
  });
});

describe('every page of the docs', () => {
  const all = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );

  it('links to files that exist', () => {
    const dead = all.flatMap((name) => {
      const path = join('docs', name);
      const targets = [...read(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
      return targets
        .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(path), target)))
        .map((target) => `${path}: ${target}`);
    });
    expect(dead).toEqual([]);
  });

  it('links out over https only', () => {
    const plain = all.filter((name) => /\]\(http:\/\//.test(read(join('docs', name))));
    expect(plain).toEqual([]);
  });
});
