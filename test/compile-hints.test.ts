import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

interface FunctionNode {
  readonly start: number;
  readonly end: number;
}

const { inParentheses } = (await import(new URL('../scripts/compile-hints.mjs', import.meta.url).href)) as {
  inParentheses: (source: string, isCalled: (node: FunctionNode) => boolean) => string;
};

const all = () => true;

describe('functions that are compiled with their file', () => {
  it.each([
    ['an arrow', 'const f=x=>y=>1;', 'const f=(function(x){return (function(y){return 1})});'],
    ['an arrow that awaits', 'f(async x=>{await x})', 'f((async function( x){await x}))'],
    ['an arrow of an object', 'f(({a})=>({a}))', 'f((function({a}) {return ({a})}))'],
    ['a default', 'f((a=(()=>1))=>a)', 'f((function(a=((function() {return 1}))) {return a}))'],
    ['a method named like an outer word', 'f(()=>{a.arguments()})', 'f((function() {a.arguments()}))'],
    [
      'an arrow with what it takes from outside',
      'f(()=>this,()=>()=>arguments)',
      'f((()=>this),(()=>(()=>arguments)))',
    ],
    ['one whose field speaks of itself', 'f(()=>class{a=this})', 'f((()=>class{a=this}))'],
    ['an expression', 'call(function(){})', 'call((function(){}))'],
    ['a declaration', 'g();function f(a){return a}', 'var f=(function (a){return a});g();'],
    ['one that awaits', 'async function f(){}', 'var f=(async function (){});'],
    ['one within another', 'function f(){g();function g(){}}', 'var f=(function (){var g=(function (){});g();});'],
    [
      'a directive, which stays the first word',
      '"use strict";a();function f(){}',
      '"use strict";var f=(function (){});a();',
    ],
  ])('%s stands in parentheses', (_, source, marked) => {
    expect(inParentheses(source, all)).toBe(marked);
  });

  it.each(['class A{m(){}get p(){return 1}static s(){}}', '({m(){}})', 'if(a){function f(){}}'])(
    'leaves %s',
    (source) => {
      expect(inParentheses(source, all)).toBe(source);
    },
  );

  it('leaves what is not called', () => {
    const source = 'function f(){}const g=()=>1;';
    expect(inParentheses(source, ({ start }) => start > 0)).toBe('function f(){}const g=(function() {return 1});');
    expect(inParentheses(source, () => false)).toBe(source);
  });

  it('keeps names, order and results', () => {
    const source = `
      const seen = [typeof later, later.name, arrow.name];
      function later(n) { return n === 0 ? 'done' : later(n - 1); }
      var arrow = function () { return [typeof inner, inner.name]; function inner() {} };
      seen.push(later(3), ...arrow(), new Made().tag, Made.name);
      function Made() { this.tag = new.target === Made; }
      seen;`;
    const hoisted = source.replace('arrow.name]', 'typeof arrow]');
    const run = (script: string): unknown => JSON.parse(JSON.stringify(runInNewContext(script)));
    expect(run(inParentheses(hoisted, all))).toEqual(run(hoisted));
    expect(run(hoisted)).toEqual(['function', 'later', 'undefined', 'done', 'function', 'inner', true, 'Made']);
  });
});
