import { isOwnRedirect } from '../../../core/connect/own-redirect.ts';
import { redirectUriProblem } from '../../../core/connect/redirect-uri.ts';
import { readCodespace } from '../../../core/machine/host-environment.ts';
import { exhaustionOf } from '../exhaustion-of.ts';
import { CliError } from '../../../core/errors/cli-error.ts';
import { failure, ok, skipped, together, type Check, type CheckResult, type Examination } from '../check.ts';
import { redirectUrisOf } from '../redirect-uris.ts';

/** Whether every registered port is free, on both addresses of `localhost`, and who holds one that is not. */
export const portsCheck: Check = {
  id: 'ports',
  title: 'Ports of the redirect URIs',
  async run(examination) {
    const codespace = readCodespace(examination.ctx.env);
    const uris = redirectUrisOf(examination).filter(
      (uri) => redirectUriProblem(uri) === undefined && isOwnRedirect(uri, codespace),
    );
    if (uris.length === 0) return skipped('No redirect URI is on this machine.');
    const results: CheckResult[] = [];
    // One after the other: two URIs can share a port.
    for (const uri of uris) results.push(await tryPort(examination, uri));
    return together(results);
  },
};

async function tryPort({ ctx }: Examination, redirectUri: string): Promise<CheckResult> {
  try {
    const loopback = await ctx.listenLoopback({
      redirectUris: [redirectUri],
      codespace: readCodespace(ctx.env),
      accept: () => ({ accepted: false, reason: 'other-state' }),
    });
    await loopback.close();
    return ok(`${new URL(redirectUri).host} is free.`);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return failure(
      error.message.replace(/^[^:]*: /, ''),
      exhaustionOf(error)?.hint ?? 'Stop that program, or register another port and pass it with --redirect-uri.',
    );
  }
}
