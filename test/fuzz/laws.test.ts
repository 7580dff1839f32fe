import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import { faultOfGrowth } from './growth.ts';
import { faultOfReading } from './laws.ts';
import { mutated } from './mutate.ts';
import type { Reader } from './reader.ts';

function readerWith(run: Reader['run']): Reader {
  return { name: 'made-up', seeds: ['a'], repeats: [], refuses: ['INVALID_VALUE'], run };
}

function refuse(code: 'INVALID_VALUE' | 'NOT_FOUND', message: string): never {
  throw new CliError(code, message, { hint: 'None.' });
}

describe('a reader is told', () => {
  it.each<[string, Reader['run'], string]>([
    ['that throws another error', () => JSON.parse('{'), 'throws SyntaxError'],
    ['that refuses with an undocumented code', () => refuse('NOT_FOUND', 'No.'), 'refuses with NOT_FOUND: No.'],
    ['whose number JSON does not know', () => ({ answer: { a: [Number.NaN] } }), 'answer.a.0 is NaN'],
    ['whose answer JSON would empty', () => ({ answer: { a: new Map() } }), 'answer.a is a Map'],
    ['that answers with a function', () => ({ answer: [() => 1] }), 'answer.0 is a function'],
    ['that moves the cursor', () => ({ answer: null, forPeople: 'a\u001b[2J' }), 'shows U+001b to people'],
    ['that ends a line', () => ({ answer: null, forPeople: 'a\rb' }), 'shows U+000d to people'],
  ])('%s', async (_, run, fault) => {
    expect(await faultOfReading(readerWith(run), 'a')).toContain(fault);
  });

  it('whose work grows with the square of the text', async () => {
    const run = (text: string) => ({ answer: /b+$/.test(text) });
    const repetition = { before: '', piece: 'b', behind: 'c' };
    expect(await faultOfGrowth({ ...readerWith(run), longest: 8000 }, repetition)).toMatch(
      /^needs \d+ µs for 501 characters and \d+ µs for 8001$/,
    );
  });
});

describe('a reader passes', () => {
  it.each<[string, Reader['run']]>([
    ['that answers', () => ({ answer: { a: [1, null, undefined, 'x'] }, forPeople: 'a\nb\u200b' })],
    ['that refuses as documented, whatever it repeats', () => refuse('INVALID_VALUE', 'No "\u001b[2J\u202e".')],
  ])('%s', async (_, run) => {
    expect(await faultOfReading(readerWith(run), 'a')).toBeUndefined();
  });

  it('whose work grows with the text', async () => {
    const run = (text: string) => ({ answer: text.split('b').length });
    expect(await faultOfGrowth(readerWith(run), { before: '', piece: 'b', behind: 'c' })).toBeUndefined();
  });
});

describe('an input', () => {
  it('follows from its seed alone', () => {
    const seeds = ['read_vin read_odometer', '{"a":[1,2,3]}'] as const;
    const inputs = Array.from({ length: 200 }, (_, seed) => mutated(seeds, seed));
    expect(inputs).toEqual(Array.from({ length: 200 }, (_, seed) => mutated(seeds, seed)));
    expect(new Set(inputs).size).toBeGreaterThan(150);
  });
});
