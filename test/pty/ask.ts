import { CliError } from '../../src/core/errors/cli-error.ts';
import type { Prompts } from '../../src/io/context.ts';
import { createNodeContext } from '../../src/io/node-context.ts';

/** A small program that asks one question through the real edges and tells on stdout what came of it. */
const stop = new AbortController();
process.on('SIGINT', () => stop.abort(new CliError('INTERRUPTED', 'Stopped.', { hint: 'Run it again.' })));
process.on('SIGTERM', () => stop.abort(new CliError('TERMINATED', 'Stopped.', { hint: 'Run it again.' })));
const race = new AbortController();
process.on('SIGUSR2', () => race.abort(new Error('the server was faster')));

const edges = createNodeContext(
  {
    host: process,
    interrupts: { signal: stop.signal, during: (wait) => wait(), from: (start) => start() },
    trace: false,
    userAgent: 'connect-cli/test',
    onBrokenPipe: () => process.exit(0),
  },
  // Only the edges are asked for: the rest stays empty.
  () => ({}) as never,
);

const permissions = [
  { value: 'read_vehicle_info', name: 'read_vehicle_info  Vehicle Information', description: 'make, model, year' },
  { value: 'read_odometer', name: 'read_odometer  Vehicle Information', description: 'distance driven' },
  { value: 'read_location', name: 'read_location  Vehicle Location', description: 'where the car is', checked: true },
  { value: 'control_security', name: 'control_security  Vehicle Commands', description: 'lock and unlock' },
] as const;

const questions: Readonly<Record<string, (prompts: Prompts) => Promise<unknown>>> = {
  input: (prompts) =>
    prompts.input({
      message: 'Client id',
      default: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07',
      validate: (value) => value.length > 3 || 'Too short.',
    }),
  password: async (prompts) => (await prompts.password({ message: 'Client secret' })).reveal().length,
  spare: async (prompts) => (await prompts.password({ message: 'Client secret', canBeEmpty: true })).reveal().length,
  confirm: (prompts) => prompts.confirm({ message: 'Use the sandbox?', default: true }),
  select: (prompts) =>
    prompts.select({
      message: 'Provider',
      choices: [
        { value: 'a', name: 'Smartcar' },
        { value: 'b', name: 'Texture' },
      ],
    }),
  checkbox: (prompts) => prompts.checkbox({ message: 'Permissions', choices: permissions, required: true }),
  paste: (prompts) => prompts.paste({ message: 'Or paste the address you landed on:', signal: race.signal }),
  two: async (prompts) => [await prompts.confirm({ message: 'First?' }), await prompts.confirm({ message: 'Second?' })],
};

const ask = questions[process.argv[2] ?? ''];
if (ask === undefined) throw new Error('Which question?');
ask(edges.prompts).then(
  (answer) => {
    edges.stdout.write(`\nanswer ${JSON.stringify(answer)} raw ${process.stdin.isRaw}\n`);
  },
  (error: unknown) => {
    const code = error instanceof CliError ? error.code : String(error);
    edges.stdout.write(`\nfailed ${code} raw ${process.stdin.isRaw}\n`);
    process.exitCode = error instanceof CliError ? error.exitCode : 1;
  },
);
