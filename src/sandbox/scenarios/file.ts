import { CliError } from '../../core/errors/cli-error.ts';
import type { Scenario } from './scenario.ts';
import { readScenario } from './shape.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads a scenario of the user's own, JSON or YAML.
 * @throws CliError INVALID_VALUE naming the place in the file
 */
export async function parseScenario(path: string, text: string): Promise<Scenario> {
  // JSON is YAML as well: one reader, whose messages name line and column.
  const value = await parseYaml(text);
  if (!value.ok) throw broken(path, value.flaw);
  const reading = readScenario(value.value);
  if (reading.ok) return reading.value;
  const { place, problem } = reading.flaw;
  throw broken(path, place === '' ? problem : `${place}: ${problem}`);
}

function broken(path: string, problem: string): CliError {
  return new CliError('INVALID_VALUE', `The scenario file "${path}" cannot be used: ${problem}`, {
    hint: 'Its form is described by `sandbox-scenario` in dist/schemas.json of the package; `connect-cli sandbox scenarios` lists ready ones.',
  });
}
