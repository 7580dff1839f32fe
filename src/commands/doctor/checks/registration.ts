import { buildAuthorizeUrl } from '../../../core/connect/authorize-url.ts';
import { redirectUriProblem } from '../../../core/connect/redirect-uri.ts';
import { CliError } from '../../../core/errors/cli-error.ts';
import { isLoopbackHost } from '../../../core/text/loopback-host.ts';
import type { HttpResponse } from '../../../io/context.ts';
import { findIdentity } from '../../../settings/identity.ts';
import type { Settings } from '../../../settings/settings.ts';
import { failure, ok, skipped, together, type Check, type CheckResult, type Examination } from '../check.ts';

/**
 * Whether Connect knows the id and the redirect URIs: its first page is asked for, and nobody signs in. Smartcar has no
 * list to ask for; its page names what it refuses (field reports).
 */
export const registrationCheck: Check = {
  id: 'registration',
  title: 'Registration at Connect',
  async run(examination) {
    const { settings } = examination;
    if (settings instanceof CliError) return skipped('The settings must be fixed first.');
    if (settings.provider.value === 'texture') return skipped('Texture keeps no list of redirect URIs.');
    const identity = findIdentity(settings);
    if (identity === undefined) return skipped('No application id is given.');
    const uris = settings.redirectUris.value.filter((uri) => redirectUriProblem(uri) === undefined);
    return together(await Promise.all(uris.map((uri) => askConnect(examination, settings, uri))));
  },
};

async function askConnect({ ctx }: Examination, settings: Settings, redirectUri: string): Promise<CheckResult> {
  const identity = findIdentity(settings);
  const origin = settings.origins.connect.value;
  if (identity === undefined) return skipped('No application id is given.');
  try {
    const { url } = buildAuthorizeUrl({ ...identity, origin, redirectUri, state: 'doctor' });
    return judge(await ctx.http({ method: 'GET', url, signal: ctx.signal }), { origin, redirectUri });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return error.code === 'NETWORK' || error.code === 'TIMED_OUT'
      ? skipped(`"${origin}" could not be reached.`)
      : failure(error.message, error.hint);
  }
}

interface Asked {
  readonly origin: string;
  readonly redirectUri: string;
}

function judge({ status, body }: HttpResponse, { origin, redirectUri }: Asked): CheckResult {
  if (/unauthorized redirect_uri/i.test(body)) {
    return failure(
      `Connect does not know the redirect URI ${redirectUri} ("Unauthorized redirect_uri").`,
      'Register it in the Smartcar Dashboard, character for character: scheme, host, port, path and trailing slash all count.',
    );
  }
  if (/invalid parameter (?:client|application)_id/i.test(body)) {
    return failure(
      'Connect does not know the application id ("Invalid parameter").',
      'Copy the application id, a UUID, from the Smartcar Dashboard.',
    );
  }
  if (status >= 400) return skipped(`Connect answered ${status}, which says nothing about the registration.`);
  return isLoopbackHost(new URL(origin).hostname)
    ? ok(`The sandbox knows the id and ${redirectUri}.`)
    : ok(`Connect shows its first page for the id and ${redirectUri}. The Smartcar Dashboard has the list.`);
}
