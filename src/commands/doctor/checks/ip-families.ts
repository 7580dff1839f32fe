import { exhaustionOf } from '../exhaustion-of.ts';
import { CliError } from '../../../core/errors/cli-error.ts';
import { redirectUrisOf } from '../redirect-uris.ts';
import { failure, ok, warning, type Check, type Examination } from '../check.ts';

/** Whether both loopback addresses can be listened on, and where `localhost` leads. */
export const ipFamiliesCheck: Check = {
  id: 'ip-families',
  title: 'IPv4 and IPv6 on this machine',
  async run(examination) {
    const { machine } = examination.ctx;
    const [four, six, addresses] = await Promise.all([
      listenProblem(examination, 'http://127.0.0.1:0/doctor'),
      listenProblem(examination, 'http://[::1]:0/doctor'),
      machine.lookUpLocalhost(),
    ]);
    const evidence = [
      four?.sentence ?? '127.0.0.1 can be listened on.',
      six?.sentence ?? '::1 can be listened on.',
      addresses.length === 0 ? 'The name localhost does not resolve.' : `localhost is ${addresses.join(' and ')}.`,
    ];
    const exhausted = four?.exhaustedHint ?? six?.exhaustedHint;
    if (exhausted !== undefined) return failure(evidence, exhausted);
    const stray = addresses.find((address) => !/^(?:127\.|::1$|::ffff:127\.)/.test(address));
    if (addresses.length === 0 || stray !== undefined) {
      return failure(evidence, "Map localhost to 127.0.0.1 and ::1 in this machine's hosts file.");
    }
    if (four !== undefined && six !== undefined) {
      return failure(evidence, 'Bring up the loopback interface: no redirect can be caught without it.');
    }
    const needsSix = redirectUrisOf(examination).some((uri) => uri.includes('[::1]'));
    if (four !== undefined || (six !== undefined && needsSix)) {
      return warning(
        evidence,
        'Use http://localhost in the redirect URI: it is caught on whichever address is available.',
      );
    }
    return ok(...evidence);
  },
};

interface ListenProblem {
  readonly sentence: string;
  /** What to do, where the machine has run out of something. */
  readonly exhaustedHint?: string | undefined;
}

/** @returns why nothing can listen there */
async function listenProblem({ ctx }: Examination, redirectUri: string): Promise<ListenProblem | undefined> {
  try {
    const loopback = await ctx.listenLoopback({
      redirectUris: [redirectUri],
      accept: () => ({ accepted: false, reason: 'other-state' }),
    });
    await loopback.close();
    return undefined;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { sentence: sentence(error.message), exhaustedHint: exhaustionOf(error)?.hint };
  }
}

/** The reason alone: what could not be done is what the check is about. */
function sentence(message: string): string {
  const reason = message.split(': ').slice(1).join(': ');
  return reason === '' ? message : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
}
