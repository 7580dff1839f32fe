import { CliError } from '../core/errors/cli-error.ts';
import { redacted } from '../core/secret.ts';
import type { Context } from '../io/context.ts';
import type { Profile } from '../io/stores.ts';
import type { SettingRow, SourceRow } from '../report/documents/settings.ts';
import { didYouMean } from '../flags/nearest.ts';
import { valueRules } from './check-value.ts';
import { originNames, originTable, parseOrigin, type OriginName } from './origins.ts';
import { resolveProvider } from '../flags/provider.ts';
import { checkScope } from './scope.ts';
import { readSecret, type SecretName } from './secrets.ts';
import type { Resolved } from './precedence.ts';
import type { Settings } from './settings.ts';
import { formatScope } from '../core/permissions/scope.ts';

/** Settings by the names that `config` knows them by, which are those of the flags. */
const plainNames = [
  'provider',
  'edition',
  'application-id',
  'client-id',
  'api-client-id',
  'redirect-uri',
  'scope',
] as const;

type PlainName = (typeof plainNames)[number];

const secretNames = ['client-secret', 'api-client-secret', 'management-token', 'texture-api-key'] as const;

const originFlag = (name: OriginName): string => `${name === 'vehicleApi' ? 'vehicle-api' : name}-origin`;

/** Every name that `config get` takes. */
export const settingNames: readonly string[] = [...plainNames, ...originNames.map(originFlag), ...secretNames];

type Settled = Resolved<string> | Resolved<readonly string[]> | undefined;

/**
 * Every setting as documents show it; secrets as present or not, never their value.
 * @param onFault told when a secret cannot be looked up; the other rows are there all the same
 */
export async function settingRows(
  ctx: Pick<Context, 'env' | 'credentials'>,
  settings: Settings,
  onFault: (sentence: string) => void,
): Promise<readonly SettingRow[]> {
  const plain: Readonly<Record<PlainName, Settled>> = {
    provider: settings.provider,
    edition: settings.edition,
    'application-id': settings.applicationId,
    'client-id': settings.clientId,
    'api-client-id': settings.apiClientId,
    'redirect-uri': settings.redirectUris,
    scope: settings.scope,
  };
  const origins = originNames.map((name) => plainRow(originFlag(name), settings.origins[name]));
  const secrets: SettingRow[] = [];
  for (const name of secretNames) secrets.push(await secretRow(ctx, { settings, name, onFault }));
  return [...plainNames.map((name) => plainRow(name, plain[name])), ...origins, ...secrets];
}

const unset: SourceRow = { kind: 'unset', name: null };

function plainRow(name: string, settled: Settled): SettingRow {
  return {
    name,
    value: settled?.value ?? null,
    secret: false,
    source: settled === undefined ? unset : sourceRow(settled.source),
    overrides: (settled?.overrides ?? []).map(({ value, source }) => ({ value, source: sourceRow(source) })),
  };
}

interface SecretRowInput {
  readonly settings: Settings;
  readonly name: SecretName;
  readonly onFault: (sentence: string) => void;
}

async function secretRow(
  ctx: Pick<Context, 'env' | 'credentials'>,
  { settings, name, onFault }: SecretRowInput,
): Promise<SettingRow> {
  const stored = await readSecret(ctx, settings, name).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    onFault(`${error.message} ${error.hint}`);
    return undefined;
  });
  const source = stored === undefined ? unset : sourceRow(stored.source);
  return { name, value: stored === undefined ? null : redacted, secret: true, source, overrides: [] };
}

function sourceRow({ kind, name }: { kind: SourceRow['kind']; name: string }): SourceRow {
  return { kind, name: name === '' ? null : name };
}

/** @throws CliError INVALID_VALUE for a name that is no setting */
export function checkSettingName(name: string): string {
  if (settingNames.includes(name)) return name;
  throw new CliError('INVALID_VALUE', `There is no setting "${name}".${didYouMean(name, settingNames)}`, {
    hint: `Known: ${settingNames.join(', ')}.`,
  });
}

/**
 * Puts one value into a profile.
 * @param values one value; several redirect URIs; none takes the setting out
 * @throws CliError INVALID_VALUE, UNKNOWN_PERMISSION, UNKNOWN_PROVIDER, API_CLIENT_ID; USAGE for a secret, and for the
 *   edition, which a profile does not hold
 */
export function withSetting(profile: Profile, name: string, values: readonly string[]): Profile {
  const origin = originNames.find((one) => originFlag(one) === checkSettingName(name));
  if (origin !== undefined) return withOrigin(profile, origin, single(name, values));
  const field = plainNames.find((one) => one === name);
  if (field === undefined) throw secretByArgument(name);
  if (field === 'edition') throw editionInProfile();
  return field === 'redirect-uri'
    ? change(profile, 'redirectUris', values.length === 0 ? undefined : valueRules.redirectUris(values))
    : change(profile, fields[field], checked(field, single(name, values), profile));
}

const fields = {
  provider: 'provider',
  'application-id': 'applicationId',
  'client-id': 'clientId',
  'api-client-id': 'apiClientId',
  scope: 'scope',
} as const satisfies Record<Exclude<PlainName, 'redirect-uri' | 'edition'>, keyof Profile>;

function change<K extends keyof Profile>(profile: Profile, field: K, value: Profile[K]): Profile {
  const { [field]: _, ...rest } = profile;
  // `rest` lost one optional field or none; TypeScript cannot follow which.
  return (value === undefined ? rest : { ...rest, [field]: value }) as Profile;
}

function single(name: string, values: readonly string[]): string | undefined {
  if (name === 'scope') return values.length === 0 ? undefined : values.join(' ');
  if (values.length < 2) return values[0];
  throw new CliError('USAGE', `"${name}" takes one value, but ${values.length} were given.`, {
    hint: 'Quote a value that contains spaces.',
  });
}

function checked(field: keyof typeof fields, value: string | undefined, profile: Profile): string | undefined {
  if (value === undefined) return undefined;
  if (field !== 'scope') return valueRules[fields[field]](value);
  return formatScope(
    checkScope({
      provider: resolveProvider(profile.provider),
      texts: [value],
      from: '--scope',
      allowUnknown: false,
    }).asked,
  );
}

function withOrigin(profile: Profile, name: OriginName, value: string | undefined): Profile {
  const variables: readonly string[] = originTable[name].env;
  const others = Object.entries(profile.origins ?? {}).filter(([variable]) => !variables.includes(variable));
  const own = value === undefined ? [] : [[variables[0], parseOrigin(name, value, originFlag(name))]];
  const origins: Readonly<Record<string, string>> = Object.fromEntries([...others, ...own]);
  return change(profile, 'origins', Object.keys(origins).length === 0 ? undefined : origins);
}

function editionInProfile(): CliError {
  return new CliError('USAGE', 'A profile does not hold the edition.', {
    hint: 'Write it into the project file as "edition", or pass --edition to a command.',
  });
}

function secretByArgument(name: string): CliError {
  return new CliError(
    'USAGE',
    `"${name}" is a secret, and arguments are visible to other programs and kept in shell histories.`,
    {
      hint: `Pipe it in: \`connect-cli init --${name.replace('texture-', '')}-stdin\`.`,
    },
  );
}
