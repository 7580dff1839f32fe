import { join } from 'node:path';
import {
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  EnumType,
  SchemaGenerator,
  ts,
  type CompletedConfig,
  type SubNodeParser,
} from 'ts-json-schema-generator';

/** A JSON Schema, or a part of one. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Definitions = Readonly<Record<string, Json>>;

/** Of all schemas, that of the scenario files alone describes what is read, not what is printed. */
export function isGeneratedSchema(path: string): boolean {
  return path !== 'schemas/sandbox-scenario.schema.json';
}

/**
 * Makes the JSON Schemas of the documents from their types: one for each kind in `src/report/documents/kinds.ts`,
 * described by the comments of the types. Takes some seconds.
 * @param root the folder that holds `src/` and `tsconfig.json`
 * @returns path from the root → content of the file
 */
export function buildSchemas(root: string): ReadonlyMap<string, string> {
  const generator = createSchemaGenerator({
    ...DEFAULT_CONFIG,
    path: join(root, 'src/report/documents/kinds.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    // `npm run check:types` does that.
    skipTypeCheck: true,
  });
  const { definitions: made } = modernize(generator.createSchema('Documents') as Json) as { definitions: Definitions };
  const definitions = { ...made, ...openNames };
  const { properties } = definitions['Documents'] as { properties: Readonly<Record<string, { $ref: string }>> };
  return new Map(
    Object.entries(properties).map(([kind, { $ref }]) => [
      `schemas/${kind}.schema.json`,
      `${JSON.stringify(documentSchema(kind, $ref.replace('#/$defs/', ''), definitions), undefined, 2)}\n`,
    ]),
  );
}

/**
 * Names that every version adds to: a list of them would refuse the documents of the next one, and each schema would
 * carry all of them.
 */
const openNames: Definitions = {
  FindingKind: {
    type: 'string',
    description: 'Listed in docs/findings.md. Later versions add more.',
    pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  },
};

function createSchemaGenerator(config: CompletedConfig): SchemaGenerator {
  const program = createProgram(config);
  const parser = createParser(program, config, (chain) => {
    chain.addNodeParser(keysOfTables(program.getTypeChecker()));
  });
  return new SchemaGenerator(program, parser, createFormatter(config), config);
}

/** The generator reads a table expression by expression and does not know them all; TypeScript knows its keys. */
function keysOfTables(checker: ts.TypeChecker): SubNodeParser {
  const namesOf = (node: ts.TypeNode): readonly string[] => {
    const type = checker.getTypeFromTypeNode(node);
    const members = type.isUnion() ? type.types : [type];
    return members.flatMap((member) => (member.isStringLiteral() ? [member.value] : [])).toSorted();
  };
  return {
    supportsNode: (node) =>
      ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword && namesOf(node).length > 0,
    createType: (node) => {
      const names = namesOf(node as ts.TypeNode);
      return new EnumType(`keys ${names.join(' ')}`, names);
    },
  };
}

function documentSchema(kind: string, typeName: string, definitions: Definitions): Json {
  const body = definitions[typeName] as { readonly [key: string]: Json };
  const names = collectNames(body, definitions, new Set());
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `connect-cli/${kind}`,
    ...body,
    $defs: Object.fromEntries([...names].toSorted().map((name) => [name, definitions[name] ?? {}])),
  };
}

/** Names of all definitions that a schema leads to. */
function collectNames(schema: Json, definitions: Definitions, found: Set<string>): ReadonlySet<string> {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    collectNames(definitions[name] ?? {}, definitions, found);
  }
  return found;
}

/** The generator writes draft 7; in 2020-12 definitions and tuples have other names. */
function modernize(schema: Json): Json {
  if (isList(schema)) return schema.map(modernize);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => modernEntry(key, value)));
}

function modernEntry(key: string, value: Json): readonly [string, Json] {
  // A name within a reference is written as a part of an address.
  if (key === '$ref') return [key, decodeURIComponent(String(value)).replace('#/definitions/', '#/$defs/')];
  if (key === 'items' && isList(value)) return ['prefixItems', modernize(value)];
  if (key === 'additionalItems') return ['items', modernize(value)];
  return [key, modernize(value)];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
