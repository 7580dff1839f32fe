// Builds the library entry `connect-cli/consent`: one ES module without imports, for browsers, workers and Node. What a
// page does not use must fall away when a bundler takes the file in, and inside one module bundlers drop only what they
// know to be without effect. The sources are pure by the rules of their rooms (test/support/rooms.ts), so each
// computation of a constant is marked as such.
import { writeFileSync } from 'node:fs';
import { build as bundle } from 'esbuild';
import { rolldown } from 'rolldown';
import { minify } from 'rolldown/utils';
import { parseAst } from 'rolldown/parseAst';
import { libraryEntry } from './shared-modules.mjs';

/** Writes dist/consent.mjs, and an entry for require that hands on the same module. */
export async function buildConsent() {
  const build = await rolldown({
    input: 'entry:consent',
    platform: 'neutral',
    logLevel: 'warn',
    plugins: [
      {
        name: 'library-entry',
        resolveId: (id) => (id === 'entry:consent' ? id : undefined),
        load: (id) => (id === 'entry:consent' ? libraryEntry() : undefined),
      },
      slimTables,
    ],
  });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  if (output.length !== 1) throw new Error('connect-cli/consent is more than one file');
  const [{ code, imports, dynamicImports }] = output;
  if (imports.length + dynamicImports.length > 0) throw new Error(`connect-cli/consent imports ${imports.join()}`);
  const { code: small } = await minify('consent.mjs', code, {
    module: true,
    compress: { target: 'es2023' },
    mangle: { toplevel: true },
  });
  // Last of all: minifiers take the marks away.
  writeFileSync('dist/consent.mjs', markPure(small));
  writeFileSync('dist/consent.cjs', `module.exports = require('./consent.mjs');\n`);
}

/** What pages have no use for is left out of the tables that the library carries. */
const slimTables = {
  name: 'slim-tables',
  async load(id) {
    if (id.endsWith('/core/providers/smartcar/signals.ts')) {
      // Errors name signals, and all that is asked about one is its permission.
      const { smartcarSignals } = await evaluate(id);
      const permissions = [...new Set(Object.values(smartcarSignals).map(({ permission }) => permission))];
      const lists = permissions.map((wanted) => [
        wanted,
        Object.keys(smartcarSignals).filter((code) => smartcarSignals[code].permission === wanted),
      ]);
      return `export const smartcarSignals = Object.fromEntries(
        ${JSON.stringify(lists)}.flatMap(([permission, codes]) => codes.map((code) => [code, { permission }])),
      );`;
    }
    if (id.endsWith('/core/errors/codes.ts')) {
      // The command line tool tells of its own errors from its own table.
      const { errorCodes } = await evaluate(id);
      const rows = Object.entries(errorCodes()).map(
        ([code, { exitCode }]) => `${code}: { exitCode: ${exitCode}, ...own }`,
      );
      return `const own = ${JSON.stringify(ownError)};\nexport const errorCodes = () => ({ ${rows.join()} });`;
    }
    return undefined;
  },
};

const ownError = {
  meaning: 'An error of connect-cli, the command line tool.',
  fix: 'Pass it to `connect-cli explain-error`, which tells what to do.',
};

async function evaluate(path) {
  const { outputFiles } = await bundle({ entryPoints: [path], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** Wraps what is computed while the module loads in a function that bundlers may leave uncalled. */
function markPure(code) {
  return parseAst(code)
    .body.flatMap((statement) => editsOf(statement, code))
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, change }) => text.slice(0, start) + change(text.slice(start, end)) + text.slice(end),
      code,
    );
}

function editsOf(statement, code) {
  const { type, start, end } = statement;
  if (type === 'FunctionDeclaration' || type === 'ExportNamedDeclaration') return [];
  if (type === 'ClassDeclaration') {
    const name = statement.id.name;
    return [{ start, end, change: (text) => `const ${name} = /*@__PURE__*/ (() => ${text})();` }];
  }
  // What is left of a constant that nobody reads.
  if (type === 'ExpressionStatement' && statement.expression.type === 'CallExpression') {
    return [{ start, end, change: () => '' }];
  }
  if (type !== 'VariableDeclaration')
    throw new Error(`the library does something while it loads: ${code.slice(start, end)}`);
  return statement.declarations.flatMap(({ init }) => (init === null || isInert(init) ? [] : [pureConstant(init)]));
}

function pureConstant({ start, end }) {
  return { start, end, change: (text) => `/*@__PURE__*/ (() => (${text}))()` };
}

/** Every bundler sees that a literal or a function does nothing, and so do lists and objects of nothing else. */
function isInert(node) {
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.every(
        ({ type, kind, computed, value }) => type === 'Property' && kind === 'init' && !computed && isInert(value),
      );
    case 'ArrayExpression':
      return node.elements.every((element) => element !== null && isInert(element));
    case 'TemplateLiteral':
      return node.expressions.length === 0;
    case 'UnaryExpression':
      return node.argument.type === 'Literal';
    default:
      return /^(?:Literal|ArrowFunctionExpression|FunctionExpression|Identifier)$/.test(node.type);
  }
}
