import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smartcarPermissions } from '../src/core/providers/smartcar/permissions.ts';
import { smartcarSignals } from '../src/core/providers/smartcar/signals.ts';
import { teslaBoxes } from '../src/core/tesla/boxes.ts';
import { keysOf } from '../src/core/text/keys.ts';
import { buildPages } from '../scripts/docs/pages.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = buildPages();

/** Targets of the links and pictures of a page that lead to this repository. */
function linksOf(page: string): string[] {
  return [...page.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

function deadEnd(path: string, link: string): string[] {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : join(dirname(path), file);
  if (!existsSync(join(root, target))) return [`${path}: ${link}`];
  if (anchor === undefined || headingsOf(read(target)).includes(anchor)) return [];
  return [`${path}: ${link} (no such heading)`];
}

/** Names of the headings as GitHub makes them. */
function headingsOf(page: string): string[] {
  return [...page.matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe('the generated pages', () => {
  it('are what the tables say: run `npm run docs` after a change', () => {
    const differing = [...pages].filter(([path, content]) => !existsSync(join(root, path)) || read(path) !== content);
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it('hold every permission, box and signal', () => {
    const cells = (path: string) =>
      new Set([...read(path).matchAll(/^\| `([a-z_/-]+)` \|/gm)].map((match) => match[1]));
    expect([...cells('docs/permissions.md')]).toEqual(expect.arrayContaining([...keysOf(smartcarPermissions)]));
    expect([...cells('docs/signals.md')]).toEqual(expect.arrayContaining([...keysOf(smartcarSignals)]));
    const boxes = [...read('docs/boxes.md').matchAll(/^\| [^|]+ \| `([a-z_]+)` \| [^|]* \| [^|]+ \|$/gm)];
    expect(boxes.map(([, id]) => id).toSorted()).toEqual(keysOf(teslaBoxes).toSorted());
  });
});

describe('every page of the docs', () => {
  const all = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );

  it('links to files and headings that exist, and so do the pages beside them', () => {
    const top = readdirSync(root).filter((name) => name.endsWith('.md'));
    const paths = [...top, ...all.map((name) => join('docs', name))];
    const dead = paths.flatMap((path) => linksOf(read(path)).flatMap((link) => deadEnd(path, link)));
    expect(paths).toContain('README.md');
    expect(dead).toEqual([]);
  });

  it('names files that the repository has, by their path or the end of it', () => {
    // What ADR 7 tells of is gone.
    const pages = [
      ...all.filter((name) => !name.includes('0007')).map((name) => join('docs', name)),
      'CONTRIBUTING.md',
    ];
    const files = ['src', 'test', 'scripts', 'bench', 'bin', 'examples'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `/${join(folder, name)}`),
    );
    const named = pages.flatMap((path) =>
      [...read(path).matchAll(/`([\w./-]+\/[\w.-]+\.(?:ts|mjs|cjs))`/g)].map(([, file = '']) => ({ path, file })),
    );
    expect(named).toContainEqual({ path: 'docs/architecture.md', file: 'src/main.ts' });
    const built = (file: string) => file.startsWith('dist/');
    expect(named.filter(({ file }) => !built(file) && !files.some((path) => path.endsWith(`/${file}`)))).toEqual([]);
  });

  it('links out over https only', () => {
    const plain = all.filter((name) => /\]\(http:\/\//.test(read(join('docs', name))));
    expect(plain).toEqual([]);
  });
});
