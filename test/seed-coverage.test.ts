import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** The facts of the documents that the project comes from are numbered 1 to 156; each has a test that names it. */
const facts = 156;

it('every fact of the documents is named by a test', () => {
  const named = new Set<number>();
  for (const file of testFiles()) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    // `seed 3, 4, 5`, `seeds 20-22`, `seed 93 and 94`
    for (const [, list] of text.matchAll(/\bseeds? (\d+(?:(?:, ?| and | ?[-–] ?)\d+)*)/g))
      addNumbers(list ?? '', named);
  }
  const missing = Array.from({ length: facts }, (_, index) => index + 1).filter((number) => !named.has(number));
  expect(missing).toEqual([]);
});

/** What a walk through the documents, sentence by sentence, once found wrong (B), missing (M) or misread (R). */
const walked: Readonly<Record<string, string>> = {
  B1: 'the revoke link lost its client_id',
  B2: 'an owner who left at the page of the virtual key was told of boxes',
  B3: 'missing boxes and reasons contradicted each other',
  B4: "a reset lost Texture's key",
  B5: '--existing-user was dropped by --print-url',
  B6: "Texture's remedy lost the scope, the page for the access and the second box",
  B7: 'a rehearsal left tokens in the store',
  B8: 'an edition cited the source of another',
  B9: '--untick of what cannot be unticked passed',
  'B10.1': 'url authorize promised a random state',
  'B10.2': 'a response_type was called none',
  'B10.3': 'the sandbox was said to send nothing',
  'B10.4': 'the owner was taken for the one who granted access',
  'B10.5': "the grant page of another make spoke of Tesla's boxes",
  'B10.6': 'Missing Permissions named a box that is ticked',
  'B10.7': 'a refused form forgot what was unticked',
  'B10.8': 'a connection came about without any box',
  'B10.9': 'a compressed key was none, a byte order mark a trifle',
  'B10.10': 'an install script stood in the package',
  B11: 'licences of bundled code were missing',
  M1: "the sentence of Tesla's dialog",
  M2: 'the latest SDK, and that older ones go on working',
  M3: 'Texture in the library',
  M4: 'a played owner for the revoke of Texture',
  M5: 'the link of a good redirect',
  M6: "that the connected account is a driver's",
  M7: 'faults by the code alone',
  M8: 'keys and QR code while the redirect is awaited, schemas, two processes',
  R1: 'a paraphrase of the dialog passed',
  R2: 'the pair of state and id was lost (B5)',
  R3: 'the flag also sent a part of the traffic',
  R4: 'revoke_access is a boolean',
  R5: 'one permission, two signals, one of them required',
  R6: 'old and new connection get on while the old one works',
};

it('everything that a walk through the documents found is named by a test', () => {
  const named = new Set<string>();
  for (const file of testFiles()) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    for (const [, id = ''] of text.matchAll(/\bwalk ([BMR]\d+(?:\.\d+)?)\b/g)) named.add(id);
  }
  expect([...named].toSorted()).toEqual(Object.keys(walked).toSorted());
});

function testFiles(): readonly string[] {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => name.endsWith('.test.ts'));
}

function addNumbers(list: string, into: Set<number>): void {
  for (const part of list.split(/, ?| and /)) {
    const [first, last] = part.split(/ ?[-–] ?/).map(Number);
    for (let number = first ?? 0; number <= (last ?? first ?? 0); number += 1) into.add(number);
  }
}
