import { setMaxListeners } from 'node:events';
import { run } from './cli/program.ts';
import { nodeRange, version } from './cli/version.ts';
import { CliError } from './core/errors/cli-error.ts';
import { privateVariables } from './core/secret-variables.ts';
import { exitCodes, type ExitCode } from './core/exit-codes.ts';
import { deferMethods } from './io/deferred.ts';
import { createNodeContext } from './io/node-context.ts';
import { createProfileStore } from './io/profiles/store.ts';
import { createSmartcarClient } from './io/smartcar-api/api.ts';

/** How long the work may take to stop after Ctrl-C before the process ends anyway, in milliseconds. */
let graceMs = 400;

const stop = new AbortController();
// Every request under way listens to it, and many connections are read at the same time.
setMaxListeners(0, stop.signal);

function stopOn(signal: 'SIGINT' | 'SIGTERM', code: 'INTERRUPTED' | 'TERMINATED', exitCode: ExitCode): void {
  // Not once(): while a prompt is open, Inquirer's own handler ends the process if it finds itself alone,
  // before the terminal is as it was.
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(exitCode);
    stop.abort(
      new CliError(code, 'Stopped before it was done.', { hint: 'Nothing was left half written. Run it again.' }),
    );
    setTimeout(() => process.exit(exitCode), graceMs).unref();
  });
}

stopOn('SIGINT', 'INTERRUPTED', exitCodes.interrupted);
stopOn('SIGTERM', 'TERMINATED', exitCodes.terminated);

const argv = process.argv.slice(2);

// Whatever this process starts inherits its variables: the secrets are taken up and taken out before it starts anything.
const env = { ...process.env };
for (const name of privateVariables) delete process.env[name];

const ctx = createNodeContext(
  {
    host: process,
    env,
    signal: stop.signal,
    trace: argv.includes('--verbose'),
    userAgent: `connect-cli/${version}`,
    onBrokenPipe: () => process.exit(exitCodes.done),
  },
  (edges, answerInProcess) => ({
    smartcar: createSmartcarClient(edges),
    sandbox: deferMethods(
      async () => (await import('./sandbox/client/sandbox-control.ts')).createSandboxControl(answerInProcess),
      ['start', 'attach', 'scenarios'],
    ),
    credentials: deferMethods(
      async () => (await import('./io/credentials/store.ts')).createCredentialStore(process),
      [
        'describe',
        'readSecret',
        'writeSecret',
        'removeSecret',
        'readTokens',
        'writeTokens',
        'removeTokens',
        'listTokens',
        'exclusively',
        'prepare',
      ],
    ),
    profiles: createProfileStore(process),
    attempts: deferMethods(
      async () => (await import('./io/credentials/attempt-files.ts')).openAttempts(process, edges.clock),
      ['save', 'read', 'take'],
    ),
    keys: deferMethods(
      async () => (await import('./io/virtual-key/node-key-tools.ts')).createKeyTools(edges.clock),
      ['probeHost', 'readPublicKey', 'createPair'],
    ),
    images: deferMethods(async () => (await import('./io/rasterizer.ts')).rasterizer, ['rasterize']),
    webhooks: deferMethods(
      async () => (await import('./io/webhook/node-webhook-tools.ts')).createWebhookTools(process),
      ['readBody', 'createSigner', 'listen', 'resolveTarget', 'send', 'openDeliveries'],
    ),
    schemas: deferMethods(async () => (await import('./io/schemas.ts')).packagedSchemas, ['read']),
    machine: deferMethods(
      async () => (await import('./io/machine/node-machine-tools.ts')).createMachineTools(process, nodeRange),
      [
        'node',
        'signs',
        'lookUpLocalhost',
        'portOwner',
        'probeKeychain',
        'inspectStore',
        'closeToOthers',
        'removeLeftovers',
        'proxyFor',
        'askProxy',
        'readAuthorities',
        'copyText',
      ],
    ),
    allowGrace: (milliseconds) => {
      graceMs = milliseconds;
    },
    rows: deferMethods(
      async () => (await import('./io/rows/row-files.ts')).createRowFiles(() => process.stdin),
      ['read', 'create', 'reopen', 'createFolder', 'group'],
    ),
    stateKeys: deferMethods(
      async () => (await import('./io/node-state-keys.ts')).createStateKeyTools(process.platform),
      ['readFile', 'create'],
    ),
    sourceTree: deferMethods(async () => (await import('./io/code-scan/source-tree.ts')).createSourceTree(), ['walk']),
  }),
);

// All output is written synchronously, so nothing is lost; idle sockets of a browser must not keep the process alive.
void run(argv, ctx).then((code) => process.exit(code));
