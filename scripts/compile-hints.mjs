// Marks in the built files the functions that the frequent commands call, so that V8 compiles them with their file.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import MagicString from 'magic-string';
import { parseAst } from 'rolldown/parseAst';
import { isMovable, makeProperty, moveMethods } from './class-methods.mjs';

/**
 * V8 compiles a function when it is first called, and Node's compile cache keeps only what is compiled with its file.
 * A function in parentheses is compiled with its file. So those that a start calls get some; see docs/adr/0008-start.md.
 * @param program path of the bin
 * @param commands lists of command lines, each of them a list of words. In a file that one of an earlier list loads,
 *   what a later list calls is not marked: those before it would compile it for nothing.
 */
export function markCalledFunctions(program, ...commands) {
  const marks = new Map(commands.toReversed().flatMap((list) => calledFunctions(program, list)));
  for (const [file, isCalled] of marks) writeFileSync(file, inParentheses(readFileSync(file, 'utf8'), isCalled));
}

/** Runs command lines, and lets V8 count the calls. The files are ASCII: its offsets are ours. */
function calledFunctions(program, list) {
  const folder = mkdtempSync(join(tmpdir(), 'connect-cli-coverage-'));
  const called = new Map();
  try {
    for (const words of list) {
      const env = { PATH: process.env.PATH, NODE_V8_COVERAGE: folder, HOME: folder, USERPROFILE: folder };
      const { status, stderr } = spawnSync(process.execPath, [program, ...words], { env, input: '', encoding: 'utf8' });
      if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
    }
    for (const name of readdirSync(folder).filter((one) => one.startsWith('coverage-'))) {
      for (const { url, functions } of JSON.parse(readFileSync(join(folder, name), 'utf8')).result) {
        if (!/\/dist\/.*\.cjs$/.test(url)) continue;
        const ranges = functions.map((one) => one.ranges[0]).filter(({ count }) => count > 0);
        const known = called.get(url) ?? new Set();
        for (const { startOffset, endOffset } of ranges) known.add(`${startOffset}-${endOffset}`);
        called.set(url, known);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [...called].map(([url, ranges]) => [fileURLToPath(url), ({ start, end }) => ranges.has(`${start}-${end}`)]);
}

/**
 * @param source a script
 * @param isCalled tells by a node of a function whether it is to be compiled with the script
 * @returns the script with those functions in parentheses. A declaration becomes a variable at the top of the function
 *   that it stands in: there, too, it has its value from the beginning.
 */
export function inParentheses(source, isCalled) {
  const script = new MagicString(source);
  // V8 counts from the name of a method, the tree from its parameters.
  const isCalledMethod = (method) => isCalled(method) || isCalled(method.value);
  const visit = (node, parents) => {
    if (/Function/.test(node.type) && isCalled(node)) mark(script, node, parents);
    else if (node.type === 'Property' && isMovable(node) && isCalledMethod(node)) makeProperty(script, node);
    else if (/^Class(?:Declaration|Expression)$/.test(node.type)) moveMethods(script, node, parents, isCalledMethod);
    for (const child of Object.values(node)) {
      for (const one of Array.isArray(child) ? child : [child]) {
        if (typeof one?.type === 'string') visit(one, [node, ...parents]);
      }
    }
  };
  visit(parseAst(source), []);
  return script.toString();
}

function mark(script, node, [parent, owner]) {
  const { start, end, id } = node;
  if (node.type === 'FunctionDeclaration') {
    // In a block of its own, or exported, it would become another thing.
    const top = topOf(parent, owner);
    if (top === undefined) return;
    script.remove(id.start, id.end).prependRight(start, `var ${id.name}=(`).prependLeft(end, ');');
    if (top < start) script.move(start, end, top);
  } else if (node.type === 'ArrowFunctionExpression' && !hasOuterWords(node)) {
    markArrow(script, node);
  } else if (!isMember(parent) || node.type === 'ArrowFunctionExpression') {
    script.prependRight(start, '(').prependLeft(end, ')');
  }
}

/** What a method, a getter or a setter consists of: its function has no place for parentheses. */
function isMember({ type, kind, method }) {
  return type === 'MethodDefinition' || (type === 'Property' && (method || kind !== 'init'));
}

/** V8 of Node 20 takes an arrow in parentheses for any expression, and compiles it when it is called: a function it is. */
function markArrow(script, { start, end, async, params, body }) {
  const arrow = script.original.indexOf('=>', params.at(-1)?.end ?? start);
  const isBare = params.length === 1 && params[0].type === 'Identifier' && params[0].end === arrow;
  const [open, close] = isBare ? ['(', ')'] : ['', ' '];
  const [begin, finish] = body.type === 'BlockStatement' ? ['', ''] : ['{return ', '}'];
  if (async) script.update(start, start + 'async'.length, `(async function${open}`);
  else script.prependRight(start, `(function${open}`);
  script.update(arrow, arrow + '=>'.length, close + begin).prependLeft(end, `${finish})`);
}

/** Whether an arrow uses what a function of its own would have anew. */
function hasOuterWords(node) {
  return Object.entries(node).some(([role, value]) => {
    const isName = /^(?:property|key|label)$/.test(role) && node.computed !== true;
    return !isName && [value].flat().some((child) => typeof child?.type === 'string' && isOuterWord(child));
  });
}

function isOuterWord(node) {
  if (/^(?:ThisExpression|Super|MetaProperty)$/.test(node.type)) return true;
  if (node.type === 'Identifier') return node.name === 'arguments';
  return !node.type.startsWith('Function') && hasOuterWords(node);
}

/** Where the statements of a script or of a function begin, behind its directives; undefined in any other block. */
function topOf(block, owner) {
  if (block.type !== 'Program' && !(block.type === 'BlockStatement' && /Function/.test(owner.type))) return undefined;
  return block.body.find((statement) => statement.directive === undefined)?.start;
}
