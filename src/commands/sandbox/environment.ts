import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { withoutSecrets } from '../../core/secret-variables.ts';
import { exportLine, type Shell } from '../../core/text/export-line.ts';
import type { Context } from '../../io/context.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import { openSandbox } from '../../live/sandbox.ts';
import type { SandboxEnvironmentDocument } from '../../report/documents/sandbox.ts';
import type { Outcome } from '../../report/outcome.ts';

/** For whom the variables of a sandbox are written: an SDK, Smartcar's MCP server, or a shell. */
export const environmentForms = ['node', 'python', 'java', 'ruby', 'mcp', 'dotenv', 'powershell', 'fish'] as const;

export type EnvironmentForm = (typeof environmentForms)[number];

/** Prints how a running sandbox is reached. */
export async function printEnvironment(
  ctx: Pick<Context, 'sandbox' | 'files'>,
  url: string,
  form: EnvironmentForm = 'node',
): Promise<Outcome> {
  const handle = await openSandbox(ctx, { sandbox: url }, { provider: smartcar });
  if (handle === undefined) throw new Error('an address was given, so there is a sandbox');
  const texture = await ctx.sandbox.attach(handle.url, { registration: {}, provider: 'texture' });
  const env = sandboxVariables(handle, texture.textureApiKey.reveal(), form);
  const document: SandboxEnvironmentDocument = {
    schemaVersion: 1,
    kind: 'sandbox-environment',
    url: handle.url,
    env,
    warnings: [],
    next: [],
  };
  const text = () =>
    Object.entries(env)
      .map(([name, value]) => exportLine(shellOf(form), name, value))
      .join('\n');
  return { exitCode: exitCodes.done, document, text, reveals: true };
}

/** The variables by which a client reaches a sandbox, secrets in clear. */
function sandboxVariables(
  handle: SandboxHandle,
  textureApiKey: string,
  form: EnvironmentForm,
): Readonly<Record<string, string>> {
  if (form === 'mcp') {
    return {
      SMARTCAR_API_URL: handle.url,
      SMARTCAR_AUTH_URL: handle.url,
      SMARTCAR_MANAGEMENT_API_URL: handle.url,
      SMARTCAR_CLIENT_ID: handle.apiClientId,
      SMARTCAR_CLIENT_SECRET: handle.apiClientSecret.reveal(),
    };
  }
  return {
    ...handle.environment(form === 'python' ? 'python' : 'node'),
    SMARTCAR_API_CLIENT_ID: handle.apiClientId,
    SMARTCAR_API_CLIENT_SECRET: handle.apiClientSecret.reveal(),
    SMARTCAR_APP_MANAGEMENT_TOKEN: handle.managementToken.reveal(),
    TEXTURE_API_KEY: textureApiKey,
    TEXTURE_API_ORIGIN: handle.url,
  };
}

function shellOf(form: EnvironmentForm): Shell {
  return form === 'dotenv' || form === 'powershell' || form === 'fish' ? form : 'posix';
}

/** Runs a program beside a sandbox of this process and ends as it does. */
export async function runBeside(
  ctx: Pick<Context, 'sandbox' | 'env' | 'runProgram'>,
  words: readonly string[],
  scenario: string | undefined,
): Promise<Outcome> {
  if (words.length === 0) {
    throw new CliError('USAGE', 'No program to run with the sandbox is named.', {
      hint: 'Write it after two dashes: `connect-cli sandbox exec -- npm test`.',
    });
  }
  const handle = await ctx.sandbox.start({ registration: {}, scenario });
  try {
    const variables = sandboxVariables(handle, handle.textureApiKey.reveal(), 'node');
    return { exitCode: await ctx.runProgram(words, { ...withoutSecrets(ctx.env), ...variables }) };
  } finally {
    await handle.close();
  }
}
