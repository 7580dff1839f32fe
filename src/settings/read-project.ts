import { CliError } from '../core/errors/cli-error.ts';
import { fileVersion, refuseNewer } from '../core/errors/newer-file.ts';
import { asArray, asObject, deepest, isTooDeep, parseJson, textField } from '../core/text/json.ts';
import { ownValue } from '../core/text/keys.ts';
import type { ProjectText } from '../io/stores.ts';
import { didYouMean } from '../flags/nearest.ts';
import { resolveEdition, resolveProvider } from '../flags/provider.ts';
import { valueRules, within } from './check-value.ts';
import type { ActiveProject } from './sources/source.ts';

const fields = [
  'version',
  'provider',
  'edition',
  'applicationId',
  'clientId',
  'apiClientId',
  'redirectUri',
  'redirectUris',
  'scope',
] as const;

/**
 * What a project file sets. What deserves attention is told once, on stderr.
 * @throws CliError INVALID_VALUE for a file that cannot be used or that holds a secret, whose value is repeated nowhere;
 *   UNKNOWN_PROVIDER and API_CLIENT_ID for such a value
 */
export function readProject({ path, text, isAbove, tell }: ProjectText): ActiveProject {
  const object = readObject(path, text);
  const project = { path, ...readValues(path, object) };
  if (isAbove) tell(`Settings come from the project file "${path}", above this directory.`);
  for (const name of Object.keys(object)) {
    if (!fields.some((field) => field === name) && name !== '$schema')
      tell(`The project file "${path}" has a setting "${name}" that nothing reads.${didYouMean(name, fields)}`);
  }
  return project;
}

/**
 * @returns what a project file holds, fields that nothing reads included
 * @throws CliError INVALID_VALUE for a file that cannot be used, is of a later version or holds a secret
 */
export function readProjectObject({
  path,
  text,
}: Pick<ProjectText, 'path' | 'text'>): Readonly<Record<string, unknown>> {
  const object = readObject(path, text);
  readValues(path, object);
  return object;
}

function readObject(path: string, text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  if (value === undefined) throw faulty(path, 'is not JSON');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw faulty(path, 'holds no JSON object');
  if (isTooDeep(value)) throw faulty(path, `is nested more than ${deepest} levels deep`);
  const secret = secretName(value);
  if (secret !== undefined) throw secretInside(path, secret);
  return asObject(value);
}

/** Names under which secrets go, of any spelling: `clientSecret`, `client_secret`, `SMARTCAR_CLIENT_SECRET`. */
const secretNames = /secret|password|passphrase|token|apikey|scopedkey|privatekey/;

function secretName(root: object): string | undefined {
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const names = Array.isArray(value) ? [] : Object.keys(value);
    const secret = names.find((name) => secretNames.test(name.toLowerCase().replace(/[^a-z]/g, '')));
    if (secret !== undefined) return secret;
    open.push(...Object.values(value).filter((one) => typeof one === 'object' && one !== null));
  }
  return undefined;
}

function readValues(path: string, object: Readonly<Record<string, unknown>>): Omit<ActiveProject, 'path'> {
  checkVersion(path, object['version']);
  const text = (name: (typeof fields)[number]) => readText(path, object, name);
  const provider = text('provider');
  const redirectUris = [
    ...[text('redirectUri')].filter((uri) => uri !== undefined),
    ...readTexts(path, object, 'redirectUris'),
  ];
  return within(`Project file "${path}"`, () => ({
    provider: by(valueRules.provider, provider),
    edition: readEdition(provider, text('edition')),
    applicationId: by(valueRules.applicationId, text('applicationId')),
    clientId: by(valueRules.clientId, text('clientId')),
    apiClientId: by(valueRules.apiClientId, text('apiClientId')),
    redirectUris: redirectUris.length === 0 ? undefined : valueRules.redirectUris(redirectUris),
    scope: Array.isArray(object['scope']) ? readTexts(path, object, 'scope').join(' ') : text('scope'),
  }));
}

function readEdition(provider: string | undefined, edition: string | undefined): string | undefined {
  return edition === undefined ? undefined : resolveEdition(resolveProvider(provider), edition).id;
}

function checkVersion(path: string, version: unknown): void {
  if (version === undefined || version === fileVersion) return;
  const hint = 'Use a newer connect-cli, or CONNECT_CLI_PROJECT=none to leave the file out.';
  refuseNewer({ name: `The project file "${path}"`, hint }, version);
  throw faulty(path, `is not in the expected form: "version" is not ${fileVersion}`);
}

function readText(path: string, object: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = ownValue(object, name);
  if (value === undefined) return undefined;
  if (typeof value === 'string') return textField(object, name)?.trim();
  throw faulty(path, `is not in the expected form: "${name}" is not a string`);
}

function readTexts(path: string, object: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = ownValue(object, name);
  const texts = asArray(value).filter((one) => typeof one === 'string');
  if (value === undefined || (Array.isArray(value) && texts.length === value.length)) return texts;
  throw faulty(path, `is not in the expected form: "${name}" is not a list of strings`);
}

function by(rule: (value: string) => string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : rule(value);
}

function faulty(path: string, fault: string): CliError {
  return new CliError('INVALID_VALUE', `The project file "${path}" ${fault}.`, {
    hint: 'Fix or remove it; CONNECT_CLI_PROJECT=none leaves it out.',
  });
}

function secretInside(path: string, name: string): CliError {
  return new CliError(
    'INVALID_VALUE',
    `The project file "${path}" holds "${name}": a secret has no place in a repository.`,
    {
      hint: "Take it out, and renew it if it was committed; `connect-cli init` saves secrets in this machine's store.",
    },
  );
}
