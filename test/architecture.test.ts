import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

interface Import {
  readonly from: string;
  /** Path below src, or the name of a package. */
  readonly to: string;
  readonly isLocal: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .toSorted();

const sources = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));

function importsOf(file: string): Import[] {
  const text = sources.get(file) ?? '';
  const specifiers = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
    ),
  ];
  return specifiers.map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const isLocal = specifier.startsWith('.');
    return { from: file, to: isLocal ? relative(src, resolve(src, dirname(file), specifier)) : specifier, isLocal };
  });
}

const imports = files.flatMap(importsOf);
const room = (path: string) => path.split('/')[0] ?? '';

/** The interfaces of io: what pure rooms may know of the edges. */
const ioInterfaces = [
  'io/context.ts',
  'io/stores.ts',
  'io/sandbox-control.ts',
  'io/smartcar.ts',
  'io/virtual-key.ts',
  'io/webhook.ts',
  'io/code-scan.ts',
];
const sandboxTables =
  /^core\/(providers\/|tesla\/|permissions\/scope\.ts|text\/|source\.ts|secret\.ts|exit-codes\.ts|errors\/cli-error\.ts)/;

const shared = ['flags', 'settings', 'links', 'live', 'report', 'core'];

const rules: Record<string, (to: string) => boolean> = {
  core: (to) => room(to) === 'core',
  io: (to) => ['io', 'core'].includes(room(to)),
  report: (to) => ['report', 'core'].includes(room(to)),
  flags: (to) => ['flags', 'core'].includes(room(to)) || ioInterfaces.includes(to) || to === 'commands/command.ts',
  settings: (to) => shared.includes(room(to)) || ioInterfaces.includes(to) || to === 'commands/command.ts',
  links: (to) => shared.includes(room(to)) || ioInterfaces.includes(to) || to === 'commands/command.ts',
  live: (to) => shared.includes(room(to)) || ioInterfaces.includes(to) || to === 'commands/command.ts',
  commands: (to) =>
    [...shared, 'report'].includes(room(to)) ||
    ioInterfaces.includes(to) ||
    /^commands\/([^/]+\/|command\.ts|warnings\.ts)/.test(to),
  sandbox: (to) => room(to) === 'sandbox' || sandboxTables.test(to) || to === 'io/sandbox-control.ts',
  cli: (to) =>
    ['cli', 'core', 'commands', 'flags', 'report'].includes(room(to)) ||
    ioInterfaces.includes(to) ||
    to === '../package.json',
  'main.ts': () => true,
};

describe('the rooms of src', () => {
  it('reads imports at all', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports).toContainEqual({ from: 'core/tesla/boxes.ts', to: 'core/source.ts', isLocal: true });
  });

  it('every folder has a rule', () => {
    expect(files.map(room).filter((name) => !Object.hasOwn(rules, name))).toEqual([]);
  });

  it('imports go only where the house allows', () => {
    const breaches = imports
      .filter(({ isLocal }) => isLocal)
      .filter(({ from, to }) => rules[room(from)]?.(to) !== true)
      .map(({ from, to }) => `${from} → ${to}`);
    expect(breaches).toEqual([]);
  });

  it('core imports no package and nothing of Node', () => {
    const outside = imports.filter(({ from, isLocal }) => room(from) === 'core' && !isLocal);
    expect(outside.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('core has no clock, no randomness, no process', () => {
    const impure = /\bDate\.now\(|new Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bfetch\(/;
    expect(files.filter((file) => room(file) === 'core' && impure.test(withoutComments(file)))).toEqual([]);
  });

  it('only main.ts touches process', () => {
    // `process.getBuiltinModule` is how a module is asked for without the cost of an import.
    const touches = /\bprocess\.(?!getBuiltinModule\b)[a-z]/;
    expect(files.filter((file) => file !== 'main.ts' && touches.test(withoutComments(file)))).toEqual([]);
  });

  it('a command imports no other command; only its own folder', () => {
    const breaches = imports.filter(
      ({ from, to, isLocal }) =>
        isLocal &&
        room(from) === 'commands' &&
        room(to) === 'commands' &&
        !isOwnFolder(from, to) &&
        !/^commands\/(command|warnings)\.ts$/.test(to),
    );
    expect(breaches.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('has no barrels and no rooms for odds and ends', () => {
    expect(files.filter((file) => /(^|\/)(index|utils?|helpers?|misc|common)(\.ts|\/)/.test(file))).toEqual([]);
  });

  it('has no any, no enum, no default export', () => {
    const banned = /(?<![\w'"`])\bany\b(?=\s*[;,)\]>=|&])|^\s*(?:export\s+)?(?:const\s+)?enum\s|^export default/m;
    expect(files.filter((file) => banned.test(withoutComments(file)))).toEqual([]);
  });

  it('files stay small, tables excepted', () => {
    const isTable = (file: string) =>
      /^core\/(providers|errors\/(codes|knowledge)|findings\/[^/]+)/.test(file) ||
      /messages\/|signals|command-table|\/data\//.test(file);
    const long = files.filter((file) => !isTable(file) && (sources.get(file) ?? '').split('\n').length > 320);
    expect(long).toEqual([]);
  });
});

function isOwnFolder(from: string, to: string): boolean {
  const folder = (path: string) => path.replace(/^commands\/([^/]+?)(?:\.ts$|\/.*$)/, '$1');
  return folder(from) === folder(to);
}

function withoutComments(file: string): string {
  return (sources.get(file) ?? '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}
