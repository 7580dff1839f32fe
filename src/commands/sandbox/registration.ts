import { defined } from '../../core/text/defined.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { formatScope } from '../../core/permissions/scope.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { Secret } from '../../core/secret.ts';
import { isLoopbackHost } from '../../core/text/loopback-host.ts';
import { isUuid } from '../../core/text/uuid.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import type { SandboxRegistration } from '../../io/sandbox-control.ts';
import { checkScope } from '../../settings/scope.ts';
import { checkApplicationId } from '../../core/connect/application.ts';
import { checkRedirectUris } from '../../flags/link-flags.ts';
import { resolveKeyDomain } from '../../flags/virtual-key.ts';

/** Flags by which the sandbox's own application is registered. */
export interface RegistrationFlags {
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly redirectUri?: readonly string[] | undefined;
  readonly managementToken?: string | undefined;
  readonly webhookId?: string | undefined;
  readonly webhookCallbackUri?: string | undefined;
  readonly vehicleAccess?: string | undefined;
  readonly virtualKeyDomain?: string | undefined;
  readonly registrationFile?: string | undefined;
}

/** Names of a registration file; the variables are the same in capitals behind `CONNECT_CLI_SANDBOX_`. */
const names = [
  'name',
  'applicationId',
  'clientId',
  'clientSecret',
  'apiClientId',
  'apiClientSecret',
  'managementToken',
  'webhookId',
  'webhookCallbackUri',
  'vehicleAccess',
  'virtualKeyDomain',
] as const;

type Name = (typeof names)[number];
type Values = { readonly [name in Name]?: string | undefined } & {
  readonly redirectUris?: readonly string[] | undefined;
};

/**
 * Puts the registration together: flag, else variable, else file. The variables are the sandbox's own, so that real
 * secrets of `SMARTCAR_…` are never taken up and printed.
 * @throws CliError INVALID_VALUE
 */
export async function readRegistration(
  ctx: Pick<Context, 'env' | 'files'>,
  flags: RegistrationFlags,
): Promise<SandboxRegistration> {
  const values: Values = {
    ...underOneName(await readFile(ctx, flags.registrationFile)),
    ...underOneName(readVariables(ctx.env)),
    ...underOneName(readFlags(flags)),
  };
  const { name, apiClientId, webhookId, webhookCallbackUri, vehicleAccess: access, virtualKeyDomain: domain } = values;
  return {
    name: checkWord('application name', name),
    apiClientId: checkWord('API client id', apiClientId),
    webhookId: checkWord('webhook id', webhookId),
    webhookCallbackUri: checkReceiver(webhookCallbackUri),
    clientId: checkId(values.applicationId),
    redirectUris: values.redirectUris && checkRedirectUris(values.redirectUris),
    clientSecret: secret('client secret', values.clientSecret),
    apiClientSecret: secret('API client secret', values.apiClientSecret),
    managementToken: secret('management token', values.managementToken),
    vehicleAccess:
      access === undefined
        ? undefined
        : formatScope(
            checkScope({ provider: smartcar, texts: [access], from: '--vehicle-access', allowUnknown: false }).asked,
          ),
    virtualKeyDomain: domain === undefined ? undefined : resolveKeyDomain(domain.toLowerCase()),
  };
}

function secret(what: string, text: string | undefined): Secret | undefined {
  const checked = checkWord(what, text);
  return checked === undefined ? undefined : new Secret(checked);
}

/** The sandbox sends nothing beyond this machine. */
function checkReceiver(uri: string | undefined): string | undefined {
  if (uri === undefined) return uri;
  const { protocol, hostname } = URL.canParse(uri) ? new URL(uri) : { protocol: '', hostname: '' };
  if (protocol === 'http:' && isLoopbackHost(hostname)) return uri;
  throw new CliError('INVALID_VALUE', `The webhook callback URI "${uri}" is not an http address of this machine.`, {
    hint: 'The sandbox delivers only to this machine: pass an address such as http://localhost:8000/webhook.',
  });
}

/** What the sandbox prints as it is must show, and stay on its line. */
function checkWord(what: string, text: string | undefined): string | undefined {
  if (text === undefined || (text.trim() !== '' && !/\p{Cc}/u.test(text))) return text;
  throw new CliError('INVALID_VALUE', `The ${what} is empty or has control characters.`, {
    hint: 'Pass visible characters, or leave it out: the sandbox has one of its own.',
  });
}

// The id has two names; a stronger place wins under either.
function underOneName({ clientId, applicationId = clientId, ...rest }: Values): Values {
  return defined({ ...rest, applicationId });
}

function readFlags(flags: RegistrationFlags): Values {
  const { redirectUri, registrationFile: _file, ...texts } = flags;
  return { ...texts, redirectUris: redirectUri };
}

function readVariables(env: Context['env']): Values {
  const values: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = env[`CONNECT_CLI_SANDBOX_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`];
    if (text !== undefined && text !== '') values[name] = text;
  }
  const uris = env['CONNECT_CLI_SANDBOX_REDIRECT_URI']?.split(/\s+/).filter((uri) => uri !== '') ?? [];
  return { ...values, redirectUris: uris.length === 0 ? undefined : uris };
}

async function readFile(ctx: Pick<Context, 'files'>, path: string | undefined): Promise<Values> {
  if (path === undefined) return {};
  const content = parseJson(path, await ctx.files.readText(path, readBounds.registration));
  const values: Partial<Record<Name, string>> = {};
  let redirectUris: readonly string[] | undefined;
  for (const [key, value] of Object.entries(content)) {
    const name = names.find((known) => known === key);
    if (key === 'redirectUris' && Array.isArray(value) && value.every((uri) => typeof uri === 'string'))
      redirectUris = value;
    else if (name !== undefined && typeof value === 'string') values[name] = value;
    else throw unusable(path, `"${key}" is not a field of a registration, or has the wrong type.`);
  }
  return { ...values, redirectUris };
}

function parseJson(path: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw unusable(path, 'It is not JSON.');
  }
  throw unusable(path, 'It must hold one JSON object.');
}

function unusable(path: string, why: string): CliError {
  return new CliError('INVALID_VALUE', `The registration file "${path}" cannot be used. ${why}`, {
    hint: `It is a JSON object with any of: ${[...names, 'redirectUris'].join(', ')}.`,
  });
}

/** The rule of every application id; what is registered anew is a UUID besides, as Smartcar gives them out. */
function checkId(text: string | undefined): string | undefined {
  if (text === undefined) return text;
  const id = checkApplicationId(text);
  if (isUuid(id)) return id;
  throw new CliError('INVALID_VALUE', `"${id}" is not a UUID, and the sandbox registers its application under one.`, {
    hint: 'Pass a UUID, such as 8229df9f-91a0-4ff0-a1ae-a1f38ee24d07, or leave it out, and the sandbox chooses its own.',
  });
}
