import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** The facts of the documents that the project comes from are numbered 1 to 156; each has a test that names it. */
const facts = 156;

it('every fact of the documents is named by a test', () => {
  const named = new Set<number>();
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    // `seed 3, 4, 5`, `seeds 20-22`, `seed 93 and 94`
    for (const [, list] of text.matchAll(/\bseeds? (\d+(?:(?:, ?| and | ?[-–] ?)\d+)*)/g))
      addNumbers(list ?? '', named);
  }
  const missing = Array.from({ length: facts }, (_, index) => index + 1).filter((number) => !named.has(number));
  expect(missing).toEqual([]);
});

function addNumbers(list: string, into: Set<number>): void {
  for (const part of list.split(/, ?| and /)) {
    const [first, last] = part.split(/ ?[-–] ?/).map(Number);
    for (let number = first ?? 0; number <= (last ?? first ?? 0); number += 1) into.add(number);
  }
}
