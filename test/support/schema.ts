import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });

/**
 * Checks a document against `schemas/<kind>.schema.json`.
 * @returns the faults, empty when it is valid
 */
export function schemaFaults(document: { readonly kind: string }): readonly string[] {
  const path = new URL(`../../schemas/${document.kind}.schema.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { $id: string };
  const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
  if (validate(document) === true) return [];
  return (validate.errors ?? []).map(
    (fault) => `${fault.instancePath} ${fault.message ?? ''} ${JSON.stringify(fault.params)}`,
  );
}
