import { isApiClientId } from '../core/connect/application.ts';
import { CliError } from '../core/errors/cli-error.ts';
import { controlCharacterIn } from '../core/text/control-characters.ts';
import { Secret } from '../core/secret.ts';
import { secretVariables } from '../core/secret-variables.ts';
import type { Context } from '../io/context.ts';
import type { ClientCredentials } from '../io/smartcar.ts';
import type { SettingSource } from './precedence.ts';
import type { Settings } from './settings.ts';
import { originTable } from './origins.ts';
import { ownValue } from '../core/text/keys.ts';

/** A secret and where it rested. */
export interface FoundSecret {
  readonly value: Secret;
  readonly source: SettingSource | { readonly kind: 'store'; readonly name: string };
}

export type SecretName = keyof typeof secretVariables;

type SecretContext = Pick<Context, 'env' | 'credentials'>;

/** Every secret that can be stored. */
export const secretNames: readonly SecretName[] = [
  'client-secret',
  'api-client-secret',
  'management-token',
  'texture-api-key',
];

/** @returns the environment variable that gives this secret. */
export function secretVariable(name: SecretName): string {
  return secretVariables[name];
}

/**
 * Which application the stored secrets and tokens belong to. Secrets go with the application, not with the profile,
 * so that two profiles of one application share them and a changed id never meets another application's secret.
 * Where they would be sent to another origin than Smartcar's own, its name is part of it: what a sandbox minted never
 * goes to Smartcar, and what Smartcar minted never to a sandbox.
 *
 * @returns such as `8229df9f-…`, `8229df9f-…@localhost:4010`; undefined while no id is known
 */
export function credentialOwner(settings: Settings): string | undefined {
  if (settings.provider.value === 'texture') return ownerAt(settings, 'texture', textureName(settings));
  const id = settings.clientId ?? settings.applicationId;
  return id === undefined ? apiCredentialOwner(settings) : ownerAt(settings, 'auth', id.value);
}

/** Texture gives an application no id of its own; its key is kept by profile. */
function textureName(settings: Settings): string {
  return settings.profile === undefined ? 'texture' : `texture-${settings.profile.name}`;
}

function ownerAt(settings: Settings, origin: 'auth' | 'iam' | 'texture', id: string): string {
  const { value } = settings.origins[origin];
  return value === originTable[origin].fallback ? id : `${id}@${new URL(value).host}`;
}

/** The same for what belongs to the API client of v3, which has an id and a secret of its own. */
export function apiCredentialOwner(settings: Settings): string | undefined {
  const id = settings.apiClientId;
  return id === undefined ? undefined : ownerAt(settings, 'iam', id.value);
}

/** @returns the store's key of one secret, or undefined while no id is known. */
export function secretKey(settings: Settings, name: SecretName): string | undefined {
  const owner = name === 'api-client-secret' ? apiCredentialOwner(settings) : credentialOwner(settings);
  return owner === undefined ? undefined : `${owner}/${name}`;
}

/**
 * Looks for a secret: sandbox, else environment, else store. Opens the store only if the first two have none.
 * @throws CliError CREDENTIALS_UNUSABLE for one that no request can carry
 */
export async function readSecret(
  ctx: SecretContext,
  settings: Settings,
  name: SecretName,
): Promise<FoundSecret | undefined> {
  const secret = await findSecret(ctx, settings, name);
  const character = secret === undefined ? undefined : controlCharacterIn(secret.value.reveal());
  if (secret === undefined || character === undefined) return secret;
  const at = secret.source.kind === 'env' ? `of ${secret.source.name}` : `stored as "${name}"`;
  throw new CliError('CREDENTIALS_UNUSABLE', `The secret ${at} contains the control character ${character}.`, {
    hint: 'It was not sent. Copy it again from the Dashboard and set the variable, or store it with `connect-cli init`.',
  });
}

async function findSecret(ctx: SecretContext, settings: Settings, name: SecretName): Promise<FoundSecret | undefined> {
  if (settings.sandbox !== undefined) return sandboxSecret(settings.sandbox, name);
  const variable = environmentVariable(ctx.env, name);
  const text = variable === undefined ? undefined : ownValue(ctx.env, variable)?.trim();
  if (variable !== undefined && text !== undefined && text !== '') {
    return { value: new Secret(text), source: { kind: 'env', name: variable } };
  }
  const key = secretKey(settings, name);
  const stored = key === undefined ? undefined : await ctx.credentials.readSecret(key);
  return stored && key !== undefined ? { value: stored, source: { kind: 'store', name: key } } : undefined;
}

/** The SDKs know one pair of variables; beside a `client_…` id the secret is that of the v3 token endpoint. */
function environmentVariable(env: Context['env'], name: SecretName): string | undefined {
  const pairedWithApiClient = isApiClientId(env['SMARTCAR_CLIENT_ID']?.trim() ?? '');
  if (name === 'client-secret' && pairedWithApiClient) return undefined;
  if (name === 'api-client-secret' && pairedWithApiClient && env[secretVariables[name]] === undefined) {
    return secretVariables['client-secret'];
  }
  return secretVariables[name];
}

function sandboxSecret(sandbox: NonNullable<Settings['sandbox']>, name: SecretName): FoundSecret | undefined {
  const source = { kind: 'sandbox', name: sandbox.url } as const;
  const minted = {
    'client-secret': sandbox.clientSecret,
    'api-client-secret': sandbox.apiClientSecret,
    'management-token': sandbox.managementToken,
    'texture-api-key': sandbox.textureApiKey,
  } satisfies Record<SecretName, Secret | undefined>;
  const value = minted[name];
  return value && { value, source };
}

/** What the v2 token endpoint takes: the application's UUID and its client secret. Undefined if either is missing. */
export async function readClient(ctx: SecretContext, settings: Settings): Promise<ClientCredentials | undefined> {
  const id = settings.clientId ?? settings.applicationId;
  if (id === undefined) return undefined;
  const secret = await readSecret(ctx, settings, 'client-secret');
  return secret && { clientId: id.value, clientSecret: secret.value };
}

/** What the v3 token endpoint takes: `client_…` and its secret. Undefined if either is missing. */
export async function readApiClient(ctx: SecretContext, settings: Settings): Promise<ClientCredentials | undefined> {
  if (settings.apiClientId === undefined) return undefined;
  const secret = await readSecret(ctx, settings, 'api-client-secret');
  return secret && { clientId: settings.apiClientId.value, clientSecret: secret.value };
}

const credentialVariables = {
  v2: 'SMARTCAR_CLIENT_ID and SMARTCAR_CLIENT_SECRET',
  v3: 'SMARTCAR_API_CLIENT_ID and SMARTCAR_API_CLIENT_SECRET',
} as const;

/** The error for a command that cannot work without credentials. */
export function credentialsMissing(feature: string, era: keyof typeof credentialVariables): CliError {
  return new CliError('CREDENTIALS_MISSING', `${feature} needs the application's credentials, and there are none.`, {
    hint: `Run \`connect-cli init\`, or set ${credentialVariables[era]}; --sandbox needs none.`,
  });
}
