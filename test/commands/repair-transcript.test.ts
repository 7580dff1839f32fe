import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/core/findings/connection/diagnosis.ts';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import { makeHome, pipeInput, type Home } from '../support/home.ts';
import { emptyInput, rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli, type RunResult } from '../support/run.ts';

let home: Home;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(() => home.remove());

const masks: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'],
  [/localhost(:|%3A)\d+/g, 'localhost$14010'],
  [/state=[\w-]+/g, 'state=STATE'],
  [/code=[\w-]+/g, 'code=CODE'],
  [/^( {2}(?:code|state) +)\S+/gm, '$1…'],
  // How this wraps depends on the path of the home.
  [/⚠ Secrets rest unencrypted in[\s\S]*?says so\)\./g, '⚠ Secrets rest unencrypted in a file, readable by you alone.'],
];

interface Step {
  readonly line: string;
  readonly result: RunResult;
}

function page(steps: readonly Step[]): string {
  const fenced = (title: string, text: string) =>
    text.trim() === '' ? [] : [`${title}\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\``];
  const sections = steps.map(({ line, result }, index) =>
    [
      `## ${index + 1}. \`${line}\``,
      ...fenced('stdout:', result.stdout),
      ...fenced('stderr:', result.stderr),
      `Exit code ${result.exitCode}.`,
    ].join('\n\n'),
  );
  const title =
    '# A missed box, from the first consent to the repair\n\nFive commands against one running sandbox, without a terminal.';
  const text = `${[title, ...sections].join('\n\n')}\n`.replaceAll(home.path, '~/.config/connect-cli');
  return masks.reduce((shown, [pattern, replacement]) => shown.replace(pattern, replacement), text);
}

/** The words as they are typed, and the command line as a reader would type it. */
async function step(sandbox: SandboxHandle, argv: readonly string[], input = ''): Promise<Step> {
  const stdin = input === '' ? emptyInput : pipeInput(input);
  const result = await runCli(argv, { ...rehearsal(), ...home.context(), stdin });
  const words = argv.map((word) => (/\s/.test(word) ? `"${word}"` : word));
  return {
    line: `connect-cli ${words.join(' ')}${input === '' ? '' : ' < secret.txt'}`.replace(
      sandbox.url,
      'http://localhost:4010',
    ),
    result,
  };
}

it('init, authorize, diagnose, revoke, diagnose: each one command, each with its exit code', async () => {
  const sandbox = await runningSandbox();
  const at = `--sandbox=${sandbox.url}`;
  const scope = 'read_vehicle_info read_odometer control_security';
  const steps = [
    await step(
      sandbox,
      ['init', '--client-id', sandbox.clientId, '--client-secret-stdin', '--scope', scope],
      sandbox.clientSecret.reveal(),
    ),
    await step(sandbox, ['authorize', at, '--owner', 'Vehicle Information', '--scope', scope]),
    await step(sandbox, ['diagnose', at]),
    await step(sandbox, ['revoke', '--make', 'TESLA', at, '--owner', 'select-all', '--scope', scope]),
    await step(sandbox, ['diagnose', at]),
  ];
  expect(steps.map(({ result }) => result.exitCode)).toEqual([0, 5, 5, 0, 0]);
  const [, , ill, , well] = steps.map(({ result }) => result.stdout);
  expect(ill).toContain('missing box: Vehicle Commands');
  expect(well).not.toContain('missing box');
  expect(well).toContain('Nothing is wrong');

  const json = await step(sandbox, ['diagnose', at, '--json']);
  expect(json.result.json<Diagnosis & Record<string, unknown>>().healthy).toBe(true);
  const everything = steps.map(({ result }) => result.stdout + result.stderr).join('');
  for (const { tokens } of await home.context().credentials.listTokens()) {
    expect(everything).not.toContain(tokens.accessToken.reveal());
  }
  expect(everything).not.toContain(sandbox.clientSecret.reveal());
  await expect(page(steps)).toMatchFileSnapshot('../transcripts/repair.md');
});
