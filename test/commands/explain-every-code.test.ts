import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/core/errors/cli-error.ts';
import { errorCodes, type ErrorCode } from '../../src/core/errors/codes.ts';
import type { ErrorExplanationDocument } from '../../src/core/errors/explanation/explanation.ts';
import { findingFamilies, findingKinds } from '../../src/core/findings/explain.ts';
import { finding } from '../../src/core/findings/finding.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';

const root = join(import.meta.dirname, '../..');
const packed = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] }).files;

/** The entry under the heading that an anchor leads to, if the package ships the file. */
function entryAt(place: string): string | undefined {
  const [file = '', anchor = ''] = place.split('#');
  if (!packed.some((folder) => file.startsWith(`${folder}/`))) return undefined;
  const page = readFileSync(join(root, file), 'utf8');
  return page.split(/^#+ /m).find((section) => section.split('\n', 1)[0]?.toLowerCase() === anchor);
}

async function explain(code: string): Promise<ErrorExplanationDocument> {
  const result = await runCli(['explain-error', code, '--json']);
  expect(result.exitCode).toBe(0);
  const document = result.json<ErrorExplanationDocument & Record<string, unknown>>();
  expect(schemaFaults(document)).toEqual([]);
  return document;
}

describe('every code that the program prints', () => {
  const codes = Object.keys(errorCodes()) as ErrorCode[];

  it('leads to an entry that the package ships', () => {
    const places = codes.map((code) => new CliError(code, 'It failed.', { hint: 'Try again.' }).docs);
    expect(places).toContain('docs/errors.md#port_unavailable');
    expect(places.filter((place) => entryAt(place) === undefined)).toEqual([]);
  });

  it.each(codes)('%s is explained by explain-error, as the page does', async (code) => {
    const explanation = (await explain(code)).explanations.find(({ family }) => family === 'connect-cli');
    expect(explanation).toMatchObject({ known: true, code, docs: `docs/errors.md#${code.toLowerCase()}` });
    const entry = entryAt(explanation?.docs ?? '');
    expect(entry).toContain(explanation?.cause);
    expect(entry).toContain(explanation?.fix);
  });
});

describe('every kind of finding', () => {
  it('stands in one table alone', () => {
    const names = findingFamilies.flatMap(({ kinds }) => Object.keys(kinds));
    expect(names.toSorted()).toEqual([...findingKinds()].toSorted());
    expect(names).toContain('box-missing');
  });

  it('leads to an entry that the package ships', () => {
    const places = findingKinds().map((kind) => finding(kind, []).docs);
    expect(places).toContain('docs/findings.md#box-missing');
    expect(places.filter((place) => entryAt(place) === undefined)).toEqual([]);
  });

  it.each(findingKinds())('%s is explained by explain-error, as the page does', async (kind) => {
    const [explanation] = (await explain(kind)).explanations;
    expect(explanation).toMatchObject({ known: true, family: 'finding', code: kind });
    const entry = entryAt(explanation?.docs ?? '');
    expect(entry).toContain(explanation?.cause);
    expect(entry).toContain(explanation?.fix);
  });

  it('is known in any case', async () => {
    expect((await explain('BOX-Missing')).explanations[0]?.code).toBe('box-missing');
  });

  it('does not hide an error of the same name', async () => {
    const { explanations } = await explain('api-error');
    expect(explanations.map(({ family, code }) => `${family} ${code}`)).toEqual([
      'finding api-error',
      'connect-cli API_ERROR',
    ]);
  });
});
