// Takes the getters away that a bundle exports its constants through.
import { parseAst } from 'rolldown/parseAst';

const getter =
  /Object\.defineProperty\(exports,(["`])([\w$]+)\1,\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g;

/**
 * rolldown exports whatever its chunks share through a getter each, for a variable can change. A constant can't: it is
 * assigned, which makes no function and calls none (docs/adr/0008-start.md).
 * @param source a minified CommonJS script, whose exports stand at its end
 */
export function withPlainExports(source) {
  const fixed = fixedNames(source);
  return source.replace(getter, (whole, _quote, name, value) =>
    fixed.has(value) ? `exports.${name}=${value}` : whole,
  );
}

/** @returns names at the top of a script that nothing assigns to after their declaration */
function fixedNames(source) {
  return new Set(
    parseAst(source).body.flatMap(({ type, kind, id, start, end, declarations = [] }) => {
      if (type === 'ClassDeclaration') return [id.name];
      if (type === 'FunctionDeclaration') return isReassigned(id.name, source.slice(start, end)) ? [] : [id.name];
      return kind === 'const' ? declarations.map((one) => one.id.name) : [];
    }),
  );
}

/**
 * A function can take its own place when it is called, as some polyfills do. That something else assigns to a function
 * is not looked for: names of a minified script mean another thing in each scope. Neither our sources, where lint forbids
 * it, nor the packages in the bundles do (`no-func-assign`).
 */
function isReassigned(name, body) {
  return new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}=(?![=>])`).test(body);
}
