import { ApiError } from '../../../core/errors/api-error.ts';
import { CliError } from '../../../core/errors/cli-error.ts';
import { Secret } from '../../../core/secret.ts';
import { openApi } from '../../../live/session.ts';
import { readApiClient, readClient, readSecret } from '../../../settings/secrets.ts';
import type { Settings } from '../../../settings/settings.ts';
import { failure, ok, skipped, together, warning, type Check, type CheckResult, type Examination } from '../check.ts';

/** A code that no Connect has given out: what is asked is whether the application itself is known. */
const noCode = '00000000-0000-4000-8000-000000000000';

/** The application's credentials, tried at the token endpoints. No token of an owner is used up. */
export const credentialsCheck: Check = {
  id: 'credentials',
  title: 'Credentials',
  async run(examination) {
    const { settings } = examination;
    if (settings instanceof CliError) return skipped('The settings must be fixed first.');
    if (settings.provider.value === 'texture') return textureKey(examination, settings);
    return together(await Promise.all([tryApiClient(examination, settings), tryClient(examination, settings)]));
  },
};

/** Whether there is a key: Texture has no endpoint that tells a good one from a bad one without doing something. */
async function textureKey({ ctx }: Examination, settings: Settings): Promise<CheckResult> {
  const apiKey = await readSecret(ctx, settings, 'texture-api-key');
  return apiKey === undefined
    ? warning('There is no Texture API key.', 'Set TEXTURE_API_KEY, or run `connect-cli init --provider texture`.')
    : skipped('There is a Texture API key; whether it works shows only when a link is requested.');
}

/** API v3: client credentials give an application token, which is thrown away. */
async function tryApiClient({ ctx }: Examination, settings: Settings): Promise<CheckResult> {
  const client = await readApiClient(ctx, settings);
  if (client === undefined) return skipped('API v3: no API client id with its secret is given.');
  try {
    await openApi(ctx, settings).tokens.application(client);
    return ok(`${settings.origins.iam.value} accepts the API client id and its secret.`);
  } catch (error) {
    return judge(error, { credential: 'API client secret', origin: settings.origins.iam.value });
  }
}

/**
 * API v2 has no grant for the application alone. It is asked to exchange a code that does not exist: RFC 6749, section
 * 5.2, has `invalid_client` for an application that is not known, and `invalid_grant` for the code of one that is.
 */
async function tryClient({ ctx }: Examination, settings: Settings): Promise<CheckResult> {
  const client = await readClient(ctx, settings);
  const origin = settings.origins.auth.value;
  const [redirectUri = ''] = settings.redirectUris.value;
  if (client === undefined) return skipped('API v2: no application id with its client secret is given.');
  try {
    await openApi(ctx, settings).tokens.exchangeCode(client, { code: new Secret(noCode), redirectUri });
    return ok(`${origin} accepts the application id and its client secret.`);
  } catch (error) {
    if (error instanceof ApiError && error.failure.type === 'invalid_grant') {
      return ok(
        `${origin} accepts the application id and its client secret (it refused a made-up code, as it should).`,
      );
    }
    return judge(error, { credential: 'client secret', origin });
  }
}

function judge(
  error: unknown,
  { credential, origin }: { readonly credential: string; readonly origin: string },
): CheckResult {
  if (!(error instanceof CliError)) throw error;
  if (error.code === 'CREDENTIALS_REFUSED') {
    return failure(
      error.message,
      `Copy id and ${credential} from the Smartcar Dashboard again, and store them with \`connect-cli init\`; a rotated secret is refused at once.`,
    );
  }
  if (error.code === 'NETWORK' || error.code === 'TIMED_OUT') {
    return skipped(`${origin} could not be reached, so the ${credential} was not judged.`);
  }
  return warning(error.message, error.hint);
}
