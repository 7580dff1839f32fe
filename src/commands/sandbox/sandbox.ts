import { Option, type Command } from 'commander';
import { CliError } from '../../core/errors/cli-error.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import type { SandboxHandle, SandboxStart } from '../../io/sandbox-control.ts';
import { collect } from '../../flags/collect.ts';
import { addExamples, type CommandModule } from '../command.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { refuseUnknownWords } from '../../flags/default-subcommand.ts';
import { parseOwnerPlay } from '../../flags/owner.ts';
import { resolveEdition } from '../../flags/provider.ts';
import { parsePort } from '../../flags/port.ts';
import { parseDay } from '../../flags/sandbox.ts';
import { editionChoices } from '../../flags/shared-options.ts';
import { renderRequest, renderSandbox } from '../../report/human/sandbox.ts';
import type { Outcome } from '../../report/outcome.ts';
import { createStyle } from '../../report/terminal/style.ts';
import { describeSandbox, type EnvironmentLanguage } from './document.ts';
import { readFaultOrder } from './fault-order.ts';
import { environmentForms, printEnvironment, runBeside, type EnvironmentForm } from './environment.ts';
import { listScenarios } from './scenarios.ts';
import { readRegistration, type RegistrationFlags } from './registration.ts';

interface Options extends RegistrationFlags {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly edition?: string | undefined;
  readonly asOf?: string | undefined;
  readonly scenario?: string | undefined;
  readonly scenarioFile?: string | undefined;
  readonly cars?: string | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly envFor?: string | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly untick?: string | undefined;
  readonly withoutKey?: boolean | undefined;
}

const languages = ['node', 'java', 'ruby', 'python'] as const satisfies readonly EnvironmentLanguage[];

export const command: CommandModule = {
  register(program, run) {
    refuseUnknownWords(program)
      .option('--port <number>', 'port to listen on; any free port by default')
      .option(
        '--host <address>',
        'address to bind in addition to loopback; anyone who can reach it can use the sandbox',
      )
      .option('--scenario <name>', 'scenario to start from; `sandbox scenarios` lists them')
      .option('--scenario-file <path>', 'your own scenario, JSON or YAML')
      .option('--cars <number>', 'also connect a fleet of this many Teslas, up to 1,000,000')
      .option(
        '--fault <order>',
        'make requests fail, such as "status=429 retry-after=2 rate=0.05", "error=UPSTREAM:RATE_LIMIT nth=3", "delay=1.5" or "cut=200"; repeatable',
        collect,
      )
      .option('--application-id <uuid>', 'application id, which is also the client id')
      .option('--client-id <uuid>', 'the same under its older name')
      .option('--client-secret <secret>', 'client secret of the v2 token endpoint')
      .option(
        '--redirect-uri <uri>',
        'registered redirect URI, of any scheme; repeatable, the first is the default',
        collect,
      )
      .option('--management-token <token>', 'application management token')
      .option('--webhook-id <id>', 'id of the webhook')
      .option('--webhook-callback-uri <uri>', 'your receiver on this machine, notified about subscribed cars')
      .option('--vehicle-access <permissions>', 'what the application asks for when a link has no scope')
      .option('--virtual-key-domain <domain>', 'domain whose key owners pair: smartcar.com (default) or another')
      .option('--registration-file <path>', 'the same values in a JSON file')
      .option('--edition <name>', `permission table: ${editionChoices}`)
      .option('--as-of <date>', 'behave as on this day, YYYY-MM-DD')
      .option('--owner <play>', 'play every owner without a browser; repeat for the round after Revoke Access', collect)
      .option('--untick <permissions>', "permissions that the played owner unticks on Smartcar's screen")
      .option('--without-key', 'the played owner leaves Connect when it asks for the virtual key')
      .option('--env-for <language>', `environment variables for the SDK of ${languages.join(', ')}`)
      .action((options: Options) => run((ctx, global) => runSandbox(ctx, global, options)));
    program
      .command('scenarios')
      .description('list the scenarios a sandbox can start from')
      .action(() => {
        run((ctx) => {
          refuseStartOptions(program, 'scenarios');
          return listScenarios(ctx);
        });
      });
    program
      .command('env')
      .description('print the environment for reaching a running sandbox')
      .argument('<url>', 'address printed by `connect-cli sandbox`')
      .addOption(new Option('--for <form>', 'SDK, MCP server or shell to write for').choices(environmentForms))
      .action((url: string, options: { readonly for?: EnvironmentForm }) =>
        run((ctx) => {
          refuseStartOptions(program, 'env');
          return printEnvironment(ctx, url, options.for);
        }),
      );
    program
      .command('exec')
      .description('run a program with its own sandbox, and exit with its code')
      .argument('[program...]', 'after two dashes: the program and its arguments')
      .action((words: string[]) =>
        run((ctx) => {
          refuseStartOptions(program, 'exec', ['scenario']);
          return runBeside(ctx, words, program.opts<{ readonly scenario?: string }>().scenario);
        }),
      );
    addExamples(
      program,
      [
        ['sandbox --port 4010', 'start it, print ids, secrets and environment variables, run until Ctrl-C'],
        ['sandbox --scenario virtual-key-missing', 'start with the key deleted, so that commands are refused'],
        [
          'sandbox --cars 100000 --fault "status=429 retry-after=1 rate=0.02 path=/v3/connections"',
          'a large fleet behind an API that is sometimes overloaded',
        ],
        ['sandbox --owner select-all', 'for CI: every authorization is granted at once, without a browser'],
        ['sandbox exec -- npm test', 'run your tests against a sandbox that ends with them'],
        ['sandbox scenarios', 'the built-in scenarios'],
      ],
      [
        ['sandbox env http://localhost:4010', 'lines for a POSIX shell'],
        ['sandbox env http://localhost:4010 --for mcp', "the names that Smartcar's MCP server takes"],
        ['sandbox exec --scenario all-granted -- node app.js', 'with owners who are already connected'],
        ['sandbox scenarios --json', 'the same for scripts'],
      ],
    );
  },
};

/** Options by which a sandbox starts are taken before a sub-command as well, where most of them mean nothing. */
function refuseStartOptions(program: Command, name: string, taken: readonly string[] = []): void {
  const option = program.options.find(
    (one) => program.getOptionValue(one.attributeName()) !== undefined && !taken.includes(one.attributeName()),
  );
  if (option === undefined) return;
  throw new CliError('USAGE', `"${option.long ?? option.flags}" says nothing to \`sandbox ${name}\`.`, {
    hint: 'Leave it out; `connect-cli sandbox` takes it, and starts a sandbox by it.',
  });
}

async function runSandbox(ctx: Context, global: GlobalOptions, options: Options): Promise<Outcome> {
  const language = parseLanguage(options.envFor);
  const handle = await ctx.sandbox.start(await readStart(ctx, options));
  try {
    announce(ctx, { global, handle, options, language });
    await stopped(ctx.signal);
  } finally {
    await handle.close();
  }
  return { exitCode: exitCodeOf(ctx.signal) };
}

async function readStart(ctx: Context, options: Options): Promise<SandboxStart> {
  const play = parseOwnerPlay(smartcar, options);
  const style = createStyle(ctx.stderr);
  return {
    registration: await readRegistration(ctx, options),
    onRequest: (request) => ctx.stderr.write(`${renderRequest(request, style)}\n`),
    port: options.port === undefined ? undefined : parsePort(options.port),
    host: options.host === undefined ? undefined : parseHost(options.host),
    edition: options.edition === undefined ? undefined : resolveEdition(smartcar, options.edition).id,
    asOf: options.asOf === undefined ? undefined : parseDay(options.asOf),
    scenario: options.scenario,
    scenarioFile:
      options.scenarioFile === undefined
        ? undefined
        : { path: options.scenarioFile, text: await ctx.files.readText(options.scenarioFile, readBounds.scenario) },
    cars: options.cars === undefined ? undefined : parseCars(options.cars),
    faults: options.fault?.map(readFaultOrder),
    owner: play,
  };
}

/** An empty address would be bound as "every address": nobody opens the sandbox to the network by an unset variable. */
function parseHost(text: string): string {
  if (text.trim() !== '') return text;
  throw new CliError('INVALID_VALUE', '--host is empty.', {
    hint: 'Pass an address of this machine, or leave out --host for loopback.',
  });
}

const mostCars = 1_000_000;

function parseCars(text: string): number {
  const cars = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (cars >= 1 && cars <= mostCars) return cars;
  throw new CliError('INVALID_VALUE', `--cars "${text}" is not a valid number of cars.`, {
    hint: 'Pass a whole number from 1 to 1000000.',
  });
}

interface AnnounceInput {
  readonly global: GlobalOptions;
  readonly handle: SandboxHandle;
  readonly options: Options;
  readonly language: EnvironmentLanguage;
}

/** The first line: everything that a program needs to use the sandbox. */
function announce(ctx: Context, { global, handle, options, language }: AnnounceInput): void {
  const document = describeSandbox(handle, language, options.host);
  if (global.json) ctx.stdout.write(`${JSON.stringify(document)}\n`, 'reveal');
  else ctx.stdout.write(`${renderSandbox(document, createStyle(ctx.stdout))}\n`, 'reveal');
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

// Ending a server is no mistake: nothing is printed, the exit code tells how it was stopped.
function exitCodeOf(signal: AbortSignal): ExitCode {
  return signal.reason instanceof CliError ? signal.reason.exitCode : exitCodes.interrupted;
}

function parseLanguage(text: string | undefined): EnvironmentLanguage {
  const language = languages.find((name) => name === (text ?? 'node').toLowerCase());
  if (language !== undefined) return language;
  throw new CliError('INVALID_VALUE', `--env-for "${text ?? ''}" names no SDK.`, {
    hint: `Pass one of ${languages.join(', ')}.`,
  });
}
