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
    ['a method of an object', '({m(){}})', '({m:(function(){})})'],
    ['a method that awaits and gives several', '({async*[k](a){}})', '({[k]:(async function*(a){})})'],
    ['a method under a text', '({"x"(){}})', '({"x":(function(){})})'],
    ['the function of a property', '({get:function(){}})', '({get:(function(){})})'],
    [
      'the methods of a class',
      'class A{constructor(){}m(){}get p(){return 1}async n(){}static s(){}}',
      'class A{constructor(){}get p(){return 1}static s(){}};{Object.setPrototypeOf(A.prototype,Object.setPrototypeOf({__proto__:null,m:(function(){}),n:(async function(){})},Object.getPrototypeOf(A.prototype)))}',
    ],
  ])('%s stands in parentheses', (_, source, marked) => {
    expect(inParentheses(source, all)).toBe(marked);
  });

  it.each([
    'class A extends B{m(){super.m()}#p(){}n(){return this.#p()}[k](){}}',
    'class A{get p(){return 1}set p(v){}static s(){}}',
    'f(class{m(){}})',
    'var a=class{m(){}},b=new a',
    'class A{static a=new A().m();m(){}}',
    'class A{m(){}static{new A().m()}}',
    '({get p(){return 1},m(){return super.m()},__proto__(){}})',
    'if(a){function f(){}}',
  ])('leaves %s', (source) => {
    expect(inParentheses(source, all)).toBe(source);
  });

  it('leaves what is not called', () => {
    const source = 'function f(){}const g=()=>1;';
    expect(inParentheses(source, ({ start }) => start > 0)).toBe('function f(){}const g=(function() {return 1});');
    expect(inParentheses(source, () => false)).toBe(source);
  });

  it('keeps what classes do', () => {
    const source = `
      class Base { m() { return ['base']; } own() { return 'own'; } }
      var Derived = class Inner extends Base {
        m() { return [...this.above(), 'derived', this instanceof Inner]; }
        above() { return Base.prototype.m.call(this); }
        again() { class Nested { m() { return new Inner(); } } return new Nested().m(); }
        async later() { return this.m(); }
      }, None = undefined;
      class Last extends Derived { m() { return [...super.m(), 'last']; } }
      var made = new Derived();
      made.own = () => 'mine';
      [made.m(), made.again().m(), new Last().m(), made.own(), new Last().own(), typeof made.later().then,
        Object.keys(made), Object.keys(Derived.prototype), made.m.name, None];`;
    const run = (script: string): unknown => JSON.parse(JSON.stringify(runInNewContext(script)));
    const moved = inParentheses(source, all);
    expect(moved).toContain('again:(function() {');
    expect(moved).toContain('Object.setPrototypeOf(Nested.prototype');
    expect(run(moved)).toEqual(run(source));
    expect(run(source)).toEqual([
      ['base', 'derived', true],
      ['base', 'derived', true],
      ['base', 'derived', true, 'last'],
      'mine',
      'own',
      'function',
      ['own'],
      [],
      'm',
      null,
    ]);
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
