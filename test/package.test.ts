import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { rolldown, type InputOptions } from 'rolldown';
import { afterAll, describe, expect, it } from 'vitest';
import { errorDocs } from '../src/core/errors/cli-error.ts';
import { errorCodes } from '../src/core/errors/codes.ts';
import { findingKinds } from '../src/core/findings/explain.ts';
import { finding } from '../src/core/findings/finding.ts';
import { packagedSchemas } from '../src/io/schemas.ts';

const root = (path: string) => new URL(`../${path}`, import.meta.url);
const manifest = JSON.parse(readFileSync(root('package.json'), 'utf8')) as {
  bin: Record<string, string>;
  devDependencies: Record<string, string>;
  dependencies?: Record<string, string>;
};

describe('the package', () => {
  it('seed 148: is built on the packages of the design card', () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    for (const name of ['commander', '@inquirer/prompts', 'open', 'chalk', 'conf', 'undici', 'vitest']) {
      expect(names).toContain(name);
    }
  });

  it('seed 149: has the files and folders of the design card', () => {
    for (const path of ['package.json', 'tsconfig.json', 'bin', 'src', 'test', 'README.md']) {
      expect(existsSync(root(path)), path).toBe(true);
    }
  });

  it('starts as connect-cli', () => {
    expect(manifest.bin).toEqual({ 'connect-cli': 'bin/connect-cli.cjs' });
    expect(readFileSync(root('bin/connect-cli.cjs'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('keeps the README short', () => {
    expect(readFileSync(root('README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(250);
  });
});

interface Packed {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly unpackedSize: number;
}

/** What `npm publish` would upload. */
function pack(): Packed {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
  const { stdout } = spawnSync('npm', args, { cwd: fileURLToPath(root('.')), encoding: 'utf8' });
  return (JSON.parse(stdout) as [Packed])[0];
}

describe('the tarball', () => {
  const packed = pack();
  const paths = packed.files.map((file) => file.path);

  it('is small', () => {
    expect(paths.length).toBeLessThanOrEqual(60);
    expect(packed.unpackedSize).toBeLessThanOrEqual(2_200_000);
  });

  it('holds what every link of its pages leads to', () => {
    const pages = paths.filter((path) => path.endsWith('.md'));
    const links = pages.flatMap((page) => relativeLinks(page));
    expect(links.length).toBeGreaterThan(15);
    const isShipped = (path: string) => paths.some((file) => file === path || file.startsWith(`${path}/`));
    expect(links.filter(({ target }) => !isShipped(target))).toEqual([]);
    expect(links.filter(({ target, anchor }) => anchor !== '' && !anchorsOf(target).includes(anchor))).toEqual([]);
  });

  it('holds the page and the place that every error and finding names', () => {
    const codes = Object.keys(errorCodes()) as (keyof ReturnType<typeof errorCodes>)[];
    const places = [...codes.map(errorDocs), ...findingKinds().map((kind) => finding(kind, []).docs)];
    expect(places.length).toBeGreaterThan(80);
    const [pages, anchors] = [new Set(paths), new Map<string, readonly string[]>()];
    const isThere = (place: string): boolean => {
      const [page = '', anchor = ''] = place.split('#');
      if (!pages.has(page)) return false;
      const known = anchors.get(page) ?? anchorsOf(page);
      anchors.set(page, known);
      return known.includes(anchor);
    };
    expect(places.filter((place) => !isThere(place))).toEqual([]);
  });

  it('holds every schema of the repository, by kind', async () => {
    const schemas = await packagedSchemas.read();
    const files = readdirSync(root('schemas'));
    expect(Object.keys(schemas).map((kind) => `${kind}.schema.json`)).toEqual(files);
    for (const file of files) {
      const schema: unknown = JSON.parse(readFileSync(root(`schemas/${file}`), 'utf8'));
      expect(schemas[file.replace('.schema.json', '')], file).toEqual(schema);
    }
  });

  it('has schemas that a validator reads together', () => {
    const schemas = JSON.parse(readFileSync(root('dist/schemas.json'), 'utf8')) as Record<string, object>;
    const validator = new Ajv2020({ allowUnionTypes: true, schemas: Object.values(schemas) });
    const example: unknown = JSON.parse(readFileSync(root('test/examples/url.json'), 'utf8'));
    const fits = validator.getSchema('connect-cli/url');
    expect(fits?.(example)).toBe(true);
    expect(fits?.({ ...Object(example), next: [{ command: 1 }] })).toBe(false);
  });
});

/** Where a page of Markdown leads inside the package, pictures included. */
function relativeLinks(page: string): { page: string; target: string; anchor: string }[] {
  const text = readFileSync(root(page), 'utf8').replaceAll(/^```[^]*?^```/gm, '');
  const written = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return written
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const url = new URL(link, new URL(page, 'file:///'));
      return { page, target: url.pathname.replace(/^\/|\/$/g, ''), anchor: url.hash.slice(1) };
    });
}

/** The anchors of a page's headings, and those that it names itself. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(root(page), 'utf8');
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id)];
}

describe('the licences of what is bundled', () => {
  const notices = readFileSync(root('THIRD_PARTY_NOTICES'), 'utf8')
    .split(/^-{80}\n/m)
    .slice(1);

  it('walk B11: are there for every package that the bundler takes code from, and for no other', async () => {
    const { bundling } = (await import(root('scripts/bundling.mjs').href)) as { bundling: InputOptions };
    const input = ['src/main.ts', 'src/sandbox/library.ts'];
    const build = await rolldown({ ...bundling, cwd: fileURLToPath(root('.')), logLevel: 'silent', input });
    const { output } = await build.generate({ format: 'cjs' });
    await build.close();
    const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
    const folders = modules.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]);
    const titles = [...new Set(folders.filter((folder) => folder !== undefined))].map((folder) => {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, string>;
      return `${name} ${version}`;
    });
    expect(titles).toEqual(expect.arrayContaining([expect.stringMatching(/^commander /)]));
    const told = notices.flatMap((notice) => [...notice.matchAll(/^(\S+ \d+\.\d+\.\d+\S*) \(.+\)$/gm)]);
    expect(told.map(([, title]) => title).toSorted()).toEqual(titles.toSorted());
  });

  it('are whole texts, each below the packages that it is of', () => {
    for (const notice of notices) {
      expect(notice).toMatch(/^\S+ \d+\.\d+\.\d+ \((MIT|ISC|Apache-2\.0|BSD-[23]-Clause)\)\n[^]{500}/);
    }
  });
});

describe('the built program', () => {
  it('prints the schemas of the package', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [fileURLToPath(root('bin/connect-cli.cjs')), 'schema', 'authorization'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(root('schemas/authorization.schema.json'), 'utf8')));
  });
});

describe('the sandbox in a program of the user', () => {
  const script = `
    const { createSandbox } = require('connect-cli/sandbox');
    createSandbox({ port: 0 }).then(async (sandbox) => {
      for (const path of ['', '/state', '/scenarios', '/log']) {
        const { status } = await fetch(sandbox.url + '/_sandbox' + path);
        if (status !== 200) throw new Error(path + ' answered ' + status);
      }
      const loaded = Object.keys(require.cache).map((path) => path.split(/[\\\\/]/).at(-1).split('-')[0]);
      console.log(JSON.stringify(loaded));
      await sandbox.close();
    });`;

  it('opens its control API and inspector, and does not run the command line', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--eval', script, 'no-command'], {
      cwd: fileURLToPath(root('.')),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(['sandbox.cjs', 'shared', 'sandbox', 'tables', 'inspector']);
  });
});

describe('the frequent commands', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'connect-cli-modules-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const hook = join(scratch, 'hook.cjs');
  // What the program itself asked Node for stands behind what the hook, which is the first script, found loaded.
  writeFileSync(
    hook,
    `const before = new Set(process.moduleLoadList);
     process.on('exit', () => {
       const loaded = process.moduleLoadList.filter((name) => !before.has(name) && !/ internal\\//.test(name));
       require('node:fs').writeSync(2, JSON.stringify(loaded));
     });`,
  );

  it.each([
    ['explain-scopes', ['explain-scopes', 'read_odometer', 'control_security']],
    ['--help', ['--help']],
    [
      'revoke',
      [
        'revoke',
        '--make',
        'TESLA',
        '--client-id',
        '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
        '--scope',
        'read_odometer',
        '--print-url',
      ],
    ],
  ])('%s loads of Node no more than what every start has', (_, words) => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', hook, fileURLToPath(root('bin/connect-cli.cjs')), ...words],
      { cwd: scratch, env: { PATH: process.env['PATH'], HOME: scratch }, input: '', encoding: 'utf8' },
    );
    expect(status).toBe(0);
    const loaded = JSON.parse(stderr.slice(stderr.lastIndexOf('['))) as string[];
    expect(
      loaded.filter((name) => !/^NativeModule (?:module|process)$/.test(name) && name.startsWith('Native')),
    ).toEqual([]);
  });
});

describe('the start', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'connect-cli-start-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const file = join(scratch, 'file');
  writeFileSync(file, '');

  it.each([
    ['no home', {}],
    ['an empty home', { HOME: '' }],
    ['a home that is no directory', { HOME: file }],
    ['a home that does not exist and cannot be made', { HOME: '/proc/nobody' }],
    ['a cache directory that is no directory', { HOME: scratch, XDG_CACHE_HOME: file }],
    ['a relative cache directory', { HOME: scratch, XDG_CACHE_HOME: 'relative' }],
    ['a compile cache that cannot be made', { HOME: scratch, NODE_COMPILE_CACHE: file }],
  ])('is not stopped by %s', (_, env) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [fileURLToPath(root('bin/connect-cli.cjs')), 'explain-scopes', 'read_odometer', '--json'],
      { cwd: scratch, env: { PATH: process.env['PATH'], ...env }, input: '', encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'scope-explanation' });
    expect(existsSync(join(scratch, 'relative'))).toBe(false);
  });
});
