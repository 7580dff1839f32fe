import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildSchemas, isGeneratedSchema } from '../scripts/docs/schemas.ts';
import { schemaFaults } from './support/schema.ts';
import { readExample } from './support/seen.ts';

const root = join(import.meta.dirname, '..');
const schemas = buildSchemas(root);

interface Schema {
  readonly description?: string;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly additionalProperties: boolean;
}

describe('the schemas of the documents', () => {
  it('are what the types say: run `npm run docs` after a change', () => {
    const read = (path: string) => readFileSync(join(root, path), 'utf8');
    const differing = [...schemas].filter(([path, content]) => !existsSync(join(root, path)) || read(path) !== content);
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it('are all there is in their folder', () => {
    const paths = readdirSync(join(root, 'schemas')).map((name) => `schemas/${name}`);
    expect(paths.filter((path) => isGeneratedSchema(path)).toSorted()).toEqual([...schemas.keys()].toSorted());
  });

  it.each([...schemas])(
    '%s asks for the head of every document, allows nothing unknown and says what it is',
    (path, text) => {
      const schema = JSON.parse(text) as Schema;
      const kind = /^schemas\/(.+)\.schema\.json$/.exec(path)?.[1];
      expect(schema.required).toEqual(expect.arrayContaining(['schemaVersion', 'kind', 'warnings', 'next']));
      expect(schema.properties['schemaVersion']).toMatchObject({ const: 1 });
      expect(schema.properties['kind']).toMatchObject({ const: kind });
      expect(schema.additionalProperties).toBe(false);
      expect(schema.description).toMatch(/\.$/);
    },
  );
});

describe('the kind of a finding', () => {
  const example = readExample('url-lint');
  const withKind = (kind: string) => ({ ...example, findings: example.findings.map((one) => ({ ...one, kind })) });

  it('may be one of a later version', () => {
    expect(schemaFaults(withKind('url-of-a-later-version'))).toEqual([]);
  });

  it.each(['', 'Not kebab', 'url_lint', '-a', 'a-'])('is no "%s"', (kind) => {
    expect(schemaFaults(withKind(kind))).not.toEqual([]);
  });
});
