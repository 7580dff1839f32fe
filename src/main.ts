import { printError } from './cli/error-output.ts';
import { run } from './cli/program.ts';
import { nodeRange, version } from './cli/version.ts';
import { CliError } from './core/errors/cli-error.ts';
import { hideFromOutput } from './core/secret.ts';
import { privateVariables } from './core/secret-variables.ts';
import { exitCodes } from './core/exit-codes.ts';
import { ownValue } from './core/text/keys.ts';
import type { Context } from './io/context.ts';
import { didYouMean } from './flags/nearest.ts';
import { deferMethods, type CallAround } from './io/deferred.ts';
import { createInterrupts } from './io/interrupts.ts';
import { createNodeContext } from './io/node-context.ts';
import { asksPlain } from './io/terminal.ts';
import { createDeferredStore } from './io/profiles/deferred-store.ts';
import { createDeferredClient } from './io/smartcar-api/deferred-client.ts';

const interrupts = createInterrupts(process);

/** Methods that wait for the world outside, and methods that start something that lives on. */
const heard =
  (waiting: readonly string[], starting: readonly string[] = []): CallAround =>
  (method, call) => {
    if (starting.includes(method)) return interrupts.from(call);
    return waiting.includes(method) ? interrupts.during(call) : call();
  };
const always: CallAround = (_, call) => interrupts.during(call);

/** Nobody shall think that the program hangs. Short pauses are not worth a line. */
function pauseNotice(stderr: Context['stderr']): (milliseconds: number, origin: string) => void {
  return (milliseconds, origin) => {
    if (milliseconds >= 2_000) stderr.write(`${origin} asks for ${Math.ceil(milliseconds / 1000)} s of patience.\n`);
  };
}

const argv = process.argv.slice(2);

// Whatever this process starts inherits its variables: the secrets are taken up and taken out before it starts anything.
const env = { ...process.env };
for (const name of privateVariables) {
  hideFromOutput(ownValue(env, name));
  delete process.env[name];
}

const ctx = createNodeContext(
  {
    host: process,
    env,
    interrupts,
    plain: asksPlain(argv, env),
    trace: argv.includes('--verbose'),
    userAgent: `connect-cli/${version}`,
    onBrokenPipe: () => process.exit(exitCodes.done),
  },
  (edges, answerInProcess) => ({
    smartcar: createDeferredClient(() => ({ ...edges, onPause: pauseNotice(edges.stderr) })),
    sandbox: deferMethods(
      async () =>
        (await import('./sandbox/client/sandbox-control.ts')).createSandboxControl(answerInProcess, didYouMean),
      ['start', 'attach', 'scenarios'],
      heard(['attach'], ['start']),
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
      always,
    ),
    profiles: createDeferredStore(process, (sentence) => edges.stderr.write(`${sentence}\n`), always),
    attempts: deferMethods(
      async () => (await import('./io/credentials/attempt-files.ts')).openAttempts(process, edges.clock),
      ['save', 'read', 'take'],
      always,
    ),
    keys: deferMethods(
      async () => (await import('./io/virtual-key/node-key-tools.ts')).createKeyTools(edges.clock),
      ['probeHost', 'readPublicKey', 'createPair'],
      heard(['probeHost']),
    ),
    images: deferMethods(async () => (await import('./io/rasterizer.ts')).rasterizer, ['rasterize']),
    webhooks: deferMethods(
      async () => (await import('./io/webhook/node-webhook-tools.ts')).createWebhookTools(process),
      ['readBody', 'createSigner', 'listen', 'resolveTarget', 'send', 'openDeliveries'],
      heard(['resolveTarget', 'send'], ['listen']),
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
      always,
    ),
    allowGrace: interrupts.allowGrace,
    rows: deferMethods(
      async () => (await import('./io/rows/row-files.ts')).createRowFiles(() => process.stdin, process),
      ['expectMany', 'read', 'create', 'identify', 'reopen', 'createFolder', 'group'],
    ),
    stateKeys: deferMethods(
      async () => (await import('./io/node-state-keys.ts')).createStateKeyTools(process.platform),
      ['readFile', 'create'],
    ),
    sourceTree: deferMethods(async () => (await import('./io/code-scan/source-tree.ts')).createSourceTree(), ['walk']),
  }),
);

// Node would print the error as it is, and whatever stands in its text.
const fail = (error: Error): never =>
  process.exit(printError(error, ctx, { json: argv.includes('--json'), verbose: argv.includes('--verbose') }));
process.once('uncaughtException', fail);
// What waits for something that cannot come any more would end the process with 0, and without a word.
process.once('beforeExit', () =>
  fail(
    new CliError('UNEXPECTED', 'The command waits for something that can no longer come.', {
      hint: 'Run it again with --verbose, and please report it.',
    }),
  ),
);

// All output is written synchronously, so nothing is lost; idle sockets of a browser must not keep the process alive.
void run(argv, ctx).then((code) => process.exit(code));
