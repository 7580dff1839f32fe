import { describe, expect, it } from 'vitest';

const { withPlainExports } = (await import(new URL('../scripts/plain-exports.mjs', import.meta.url).href)) as {
  withPlainExports: (source: string) => string;
};

const getter = (name: string, value = name): string =>
  `Object.defineProperty(exports,"${name}",{enumerable:!0,get:function(){return ${value}}})`;

describe('withPlainExports', () => {
  it.each([
    ['a constant', 'const a=1;'],
    ['one of several constants', 'const b=2,a=1;'],
    ['a function', 'function a(){return 1}'],
    ['a class', 'class a{}'],
  ])('assigns %s', (_, declaration) => {
    expect(withPlainExports(`${declaration}${getter('x', 'a')};`)).toBe(`${declaration}exports.x=a;`);
  });

  it.each([
    ['a variable', 'var a=1;'],
    ['a variable that gets its value later', 'let a;function f(){a=1}'],
    ['a function that takes its own place', 'function a(){return a=()=>1,a()}'],
    ['what is no declaration of its own', 'function f(){const a=1}'],
  ])('leaves the getter of %s', (_, declaration) => {
    const source = `${declaration}${getter('x', 'a')};`;
    expect(withPlainExports(source)).toBe(source);
  });

  it('tells the exports of a list apart', () => {
    expect(withPlainExports(`const a=1;var b=2;${getter('b')},${getter('a')};`)).toBe(
      `const a=1;var b=2;${getter('b')},exports.a=a;`,
    );
  });

  it('does not take a comparison for an assignment', () => {
    expect(withPlainExports(`function a(t){return t===a||a==t}${getter('a')};`)).toContain('exports.a=a');
  });
});
