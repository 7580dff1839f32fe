import type { Command } from 'commander';
import { CliError } from '../core/errors/cli-error.ts';
import { keysOf } from '../core/text/keys.ts';
import { Secret } from '../core/secret.ts';
import type { Context } from '../io/context.ts';
import { readBounds } from '../io/read-bounds.ts';
import type { SecretName } from './secrets.ts';
import { SettingOption } from '../flags/setting-option.ts';

/** Secrets by the beginning of the flags that bring them in: `--client-secret-stdin`, `--client-secret-file PATH`. */
const secretFlags = {
  'client-secret': {
    flag: 'client-secret',
    property: 'clientSecret',
    description: "the application's client secret (v2)",
  },
  'api-client-secret': {
    flag: 'api-client-secret',
    property: 'apiClientSecret',
    description: 'the secret of the client_… id (v3)',
  },
  'management-token': {
    flag: 'management-token',
    property: 'managementToken',
    description: 'the application management token',
  },
  'texture-api-key': { flag: 'api-key', property: 'apiKey', description: "Texture's API key" },
} as const satisfies Record<SecretName, { flag: string; property: string; description: string }>;

const secretNames = keysOf(secretFlags);

/** What commander makes of the flags of {@link addSecretOptions}. */
export type SecretFlags = Readonly<Record<string, unknown>>;

/** Adds two flags for each secret: from standard input, and from a file. None takes the secret itself. */
export function addSecretOptions(command: Command, names: readonly SecretName[] = secretNames): Command {
  for (const { flag, description } of names.map((name) => secretFlags[name])) {
    command.addOption(new SettingOption(`--${flag}-stdin`, `read ${description} from standard input`));
    command.addOption(new SettingOption(`--${flag}-file <path>`, `read ${description} from a file`));
  }
  return command;
}

/** @returns the flags that bring a secret in, for messages */
export function secretFlagNames(name: SecretName): string {
  return `--${secretFlags[name].flag}-stdin or --${secretFlags[name].flag}-file`;
}

/** @returns the secret as the subject of a sentence, such as `The application's client secret (v2)` */
export function secretSubject(name: SecretName): string {
  const { description } = secretFlags[name];
  return description.charAt(0).toUpperCase() + description.slice(1);
}

/** @returns the first flag among these that would bring a secret in */
export function givenSecretFlag(flags: SecretFlags): string | undefined {
  const all = secretNames.flatMap((name) => {
    const { flag, property } = secretFlags[name];
    return [
      [`--${flag}-stdin`, flags[`${property}Stdin`]],
      [`--${flag}-file`, flags[`${property}File`]],
    ] as const;
  });
  return all.find(([, value]) => value !== undefined)?.[0];
}

/**
 * Reads the secrets that flags point at.
 * @throws CliError USAGE if standard input is asked for twice, INVALID_VALUE for one that is empty, too long or not one word
 */
export async function readSecretFlags(
  ctx: Pick<Context, 'stdin' | 'files'>,
  flags: SecretFlags,
): Promise<ReadonlyMap<SecretName, Secret>> {
  const fromStdin = secretNames.filter((name) => flags[`${secretFlags[name].property}Stdin`] === true);
  if (fromStdin.length > 1) {
    throw new CliError(
      'USAGE',
      `Standard input can hold only one secret, and ${fromStdin.length} are to be read from it.`,
      {
        hint: 'Read the others from files.',
      },
    );
  }
  const secrets = new Map<SecretName, Secret>();
  for (const name of secretNames) {
    const path = flags[`${secretFlags[name].property}File`];
    const text = fromStdin.includes(name)
      ? await ctx.stdin.readAll(readBounds.secret)
      : typeof path === 'string'
        ? await ctx.files.readText(path, readBounds.secret)
        : undefined;
    if (text !== undefined) secrets.set(name, parseSecret(name, text));
  }
  return secrets;
}

/** Far more than any secret has; whoever gives more has piped in something else. In characters. */
const longestSecret = 4_096;

/**
 * Reads a secret: one line; the line end that `echo` and editors add is no part of it.
 * @throws CliError INVALID_VALUE for one that is empty, too long or not one word
 */
export function parseSecret(name: SecretName, text: string): Secret {
  const value = text.replace(/^\uFEFF/, '').trim();
  const fault = secretFault(value);
  if (fault === undefined) return new Secret(value);
  throw new CliError('INVALID_VALUE', `${secretSubject(name)} ${fault}.`, {
    hint: 'Pass only the secret, on one line.',
  });
}

function secretFault(value: string): string | undefined {
  if (value === '') return 'is empty';
  if (value.length > longestSecret) return `is longer than ${longestSecret} characters`;
  if (/\s/.test(value)) return 'has white space or several lines';
  return /\p{Cc}/u.test(value) ? 'has control characters' : undefined;
}
