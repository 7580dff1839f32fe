import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { Context } from '../../src/io/context.ts';
import { memoryStore, rehearsal, runningSandbox } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';

const run = (args: readonly string[]) => runCli(args, { ...rehearsal(), credentials: memoryStore() });

/** Requests of the list that the sandbox has answered. */
async function listRequests(url: string): Promise<number> {
  const { entries } = (await (await fetch(`${url}/_sandbox/log`)).json()) as { entries: readonly { path: string }[] };
  return entries.filter(({ path }) => path.startsWith('/v3/connections')).length;
}

const lists = [
  ['vehicles', 'vehicles'],
  ['permissions', 'vehicles'],
  ['migration-status', 'vehicles'],
] as const;

describe.each(lists)('%s', (command, field) => {
  it('lists the first thousand of a fleet, says so, and reads no page behind them', async () => {
    const sandbox = await runningSandbox({ cars: 3000 });
    const at = [`--sandbox=${sandbox.url}`, '--api', 'v3', '--json'];
    const first = (await run([command, ...at])).json<{ warnings: string[]; [key: string]: unknown }>();
    expect(first[field]).toHaveLength(1000);
    expect(first.warnings).toContain(
      'There are more than 1,000 connections: these are the first. --limit lists more. `connect-cli audit` judges all of them, however many there are.',
    );
    expect(await listRequests(sandbox.url)).toBe(11);
    const some = (await run([command, ...at, '--limit', '7'])).json<{ [key: string]: unknown }>();
    expect(some[field]).toHaveLength(7);
    const all = (await run([command, ...at, '--limit', 'all'])).json<{ warnings: string[]; [key: string]: unknown }>();
    expect(all[field]).toHaveLength(3000);
    expect(all.warnings.filter((one) => one.startsWith('There are more'))).toEqual([]);
  });
});

it('user and migrate plan count users, not cars', async () => {
  const sandbox = await runningSandbox({ cars: 120 });
  const at = [`--sandbox=${sandbox.url}`, '--json', '--limit', '11', '--api', 'v3'];
  const users = (await run(['user', ...at])).json<{ users: { vehicleIds: string[] }[] }>();
  expect(users.users.map(({ vehicleIds }) => vehicleIds.length)).toEqual([10, 1]);
  const plan = (await run(['migrate', 'plan', ...at])).json<{ users: unknown[]; warnings: string[] }>();
  expect(plan.users).toHaveLength(11);
  expect(plan.warnings.some((one) => one.startsWith('There are more than 11 '))).toBe(true);
});

it('diagnose reads as many as it is told', async () => {
  const sandbox = await runningSandbox({ cars: 60 });
  const args = ['diagnose', `--sandbox=${sandbox.url}`, '--api', 'v3', '--json', '--limit', '3'];
  const diagnosis = (await run(args)).json<{ connections: unknown[]; warnings: string[] }>();
  expect(diagnosis.connections).toHaveLength(3);
  expect(diagnosis.warnings).toContain(
    'There are more than 3 connections; the rest were left out. --all reads every one.',
  );
});

it.each(['0', '-1', '1.5', 'x', '', '9999999999'])('--limit %j is refused', async (limit) => {
  for (const command of [['vehicles'], ['profile', 'list'], ['token', 'list'], ['webhook', 'replay']]) {
    const result = await run([...command, '--json', `--limit=${limit}`]);
    expect([result.exitCode, result.error().message]).toEqual([2, `--limit "${limit}" is not a valid number of rows.`]);
  }
});

it('profiles and stored tokens are cut with a word as well', async () => {
  const refuse = () => Promise.reject(new Error('not here'));
  const profiles: Context['profiles'] = {
    path: '/p',
    project: async () => undefined,
    newProjectPath: () => '/p',
    active: async () => undefined,
    list: async () =>
      Array.from({ length: 1200 }, (_, index) => ({
        name: `p${index}`,
        profile: {},
        isDefault: false,
        directories: [],
      })),
    save: refuse,
    use: refuse,
    remove: refuse,
  };
  const listed = (await runCli(['profile', 'list', '--json'], { ...rehearsal(), profiles })).json<Lists>();
  expect(listed.profiles).toHaveLength(1000);
  expect(listed.warnings).toEqual(['There are more than 1,000 profiles: these are the first. --limit lists more.']);
  const credentials = memoryStore();
  for (let index = 0; index < 12; index += 1)
    await credentials.writeTokens(`app/u${index}`, {
      kind: 'smartcar-v2',
      accessToken: new Secret(`t${index}`),
      obtainedAt: index,
      origin: 'https://auth.smartcar.com',
    });
  const given = { ...rehearsal(), credentials };
  const tokens = (await runCli(['token', 'list', '--json', '--limit', '5'], given)).json<Lists>();
  expect(tokens.tokens).toHaveLength(5);
  expect(tokens.warnings).toEqual(['There are more than 5 stored tokens: these are the first. --limit lists more.']);
});

interface Lists {
  readonly profiles: readonly unknown[];
  readonly tokens: readonly unknown[];
  readonly warnings: readonly string[];
}
