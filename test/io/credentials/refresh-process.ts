// Run as a process of its own: gets a fresh token and prints it. KILL_AT=N kills it with SIGKILL instead of its Nth disk step,
// KILL_AFTER=N right behind that step.
import { Secret } from '../../../src/core/secret.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { systemDisk, type Disk } from '../../../src/io/credentials/disk.ts';
import { createCredentialStore } from '../../../src/io/credentials/store.ts';
import { exchangeOnLoopback } from '../../../src/io/http/loopback-exchange.ts';
import { systemRandom } from '../../../src/io/random.ts';
import { createSmartcarClient } from '../../../src/io/smartcar-api/api.ts';
import { freshTokens } from '../../../src/live/fresh-tokens.ts';

let steps = 0;

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** Counts every step that touches the disk, and stops the world at the one that is asked for. */
function deadly(disk: Disk): Disk {
  const { KILL_AT: at, KILL_AFTER: after } = process.env;
  const wrapped = Object.entries(disk).map(([name, step]) => [
    name,
    async (...args: never[]) => {
      steps += 1;
      const mine = steps;
      if (String(mine) === at) await die();
      const result: unknown = await (step as (...given: never[]) => Promise<unknown>)(...args);
      if (String(mine) === after) await die();
      return result;
    },
  ]);
  return Object.fromEntries(wrapped) as Disk;
}

const origin = process.env['TOKEN_ORIGIN'] ?? '';
const store = createCredentialStore(process, {
  disk: deadly(systemDisk),
  clock: systemClock,
  random: systemRandom,
  keychain: { read: () => Promise.reject(new Error('none')), write: () => Promise.reject(new Error('none')) },
});
const { tokens: endpoints } = createSmartcarClient({
  // The server of the test has two cores together with a hundred of these.
  http: (request) => exchangeOnLoopback(request, AbortSignal.timeout(100_000)),
  clock: systemClock,
  signal: new AbortController().signal,
})({ connect: origin, auth: origin, api: origin, iam: origin, vehicleApi: origin, management: origin });

const { tokens, renewed } = await freshTokens(
  { credentials: store, clock: systemClock },
  {
    key: 'app/user',
    renew: (stale) =>
      endpoints.refresh(
        { clientId: 'app', clientSecret: new Secret('s3cret') },
        stale.refreshToken ?? new Secret('none'),
      ),
  },
);
process.stdout.write(JSON.stringify({ access: tokens.accessToken.reveal(), renewed, steps }));
