import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import type { AuthorizationAttempt, AuthorizationEvent } from '../../src/core/connect/authorization-attempt.ts';
import { systemClock } from '../../src/io/clock.ts';
import { createAttemptFiles } from '../../src/io/credentials/attempt-files.ts';
import type { AttemptStore } from '../../src/io/stores.ts';
import type { Context } from '../../src/io/context.ts';
import type { OwnerPlay } from '../../src/core/tesla/owner-play.ts';
import type { SandboxHandle } from '../../src/io/sandbox-control.ts';
import { inputOf, memoryStore, rehearsal, runningSandbox, selectAll, walkingBrowser } from '../support/rehearsal.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const redirectUri = 'http://localhost:8000/exchange';

async function openStore(): Promise<{ readonly attempts: AttemptStore; readonly directory: string }> {
  const home = await mkdtemp(join(tmpdir(), 'connect-cli-attempts-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const directory = join(home, 'state', 'attempts');
  return { attempts: createAttemptFiles(directory, Date.now), directory };
}

interface Started {
  readonly sandbox: SandboxHandle;
  readonly attempt: AuthorizationAttempt;
  readonly directory: string;
  /** Ends the attempt, as another process would: nothing but the id and the redirect is given. */
  finish(redirect: string, given?: Partial<Context>): ReturnType<typeof runCli>;
  /** Plays the owner; tells where the browser landed. */
  land(owner?: OwnerPlay): Promise<string>;
}

async function start(...flags: readonly string[]): Promise<Started> {
  const sandbox = await runningSandbox({ registration: { redirectUris: [redirectUri] } });
  const { attempts, directory } = await openStore();
  const given = () => rehearsal({ attempts, credentials: memoryStore() });
  const argv = ['authorize', '--start', `--sandbox=${sandbox.url}`, '--redirect-uri', redirectUri, '--json', ...flags];
  const result = await runCli(argv, given());
  expect(result.exitCode).toBe(0);
  const attempt = result.json<AuthorizationAttempt>();
  return {
    sandbox,
    attempt,
    directory,
    finish: (redirect, more = {}) =>
      runCli(['authorize', '--finish', attempt.attempt, '--redirect', redirect, '--json'], { ...given(), ...more }),
    land: async (owner = selectAll) => (await sandbox.play(attempt.url, owner, { deliver: false })).url,
  };
}

describe('authorize --start and --finish', () => {
  it('walk M8: hands out the link, and another process ends it with the usual document', async () => {
    const { attempt, finish, land } = await start('--scope', 'read_vin control_security');
    expect(schemaFaults(attempt)).toEqual([]);
    expect(attempt).toMatchObject({ schemaVersion: 1, kind: 'authorization-attempt' });
    expect(Date.parse(attempt.expiresAt) - Date.now()).toBeGreaterThan(59 * 60 * 1000);
    const { exitCode, json } = await finish(await land());
    expect([exitCode, json<Authorization>().verdict]).toEqual([0, 'complete']);
    expect(schemaFaults(json())).toEqual([]);
    expect(json<Authorization>().permissions.map(({ name }) => name)).toEqual(['read_vin', 'control_security']);
  });

  it('tells a missing box with its exit code, from a redirect on stdin', async () => {
    const { finish, land } = await start('--scope', 'read_vin control_security');
    const url = await land({ rounds: [{ kind: 'boxes', boxes: ['vehicle_device_data'] }], untick: [] });
    const { exitCode, json } = await finish('-', { stdin: inputOf(url) });
    expect([exitCode, json<Authorization>().missingBoxes]).toEqual([5, ['Vehicle Commands']]);
  });

  it('keeps the attempt for its owner alone, and no longer than it runs', async () => {
    const { attempt, directory, finish, land } = await start('--scope', 'read_vin');
    expect(await readdir(directory)).toEqual([`${attempt.attempt}.json`]);
    expect((await stat(join(directory, `${attempt.attempt}.json`))).mode & 0o777).toBe(0o600);
    await finish(await land());
    expect(await readdir(directory)).toEqual([]);
  });

  it('is finished once: of two processes one gets it', async () => {
    const { finish, land } = await start('--scope', 'read_vin');
    const url = await land();
    const results = await Promise.all([finish(url), finish(url)]);
    expect(results.map(({ exitCode }) => exitCode).toSorted()).toEqual([0, 9]);
    expect((await finish(url)).error()).toMatchObject({ code: 'SECURITY', exitCode: 9 });
  });

  it('a forged state is exit 9 and does not end it; nor does what is no answer', async () => {
    const { finish, land } = await start('--scope', 'read_vin');
    const exits: number[] = [];
    for (const redirect of [
      `${redirectUri}?code=FORGED&state=guess`,
      `${redirectUri}?error=access_denied`,
      `${redirectUri}?code=a&code=b`,
    ]) {
      exits.push((await finish(redirect)).exitCode);
    }
    expect(exits).toEqual([9, 9, 9]);
    expect((await finish('90abecb6-e7ab-4b85-864a-e1c8bf67f2ad')).error().message).toContain('whole URL');
    expect((await finish(await land())).exitCode).toBe(0);
  });

  it('a redirect without a result is named and does not end it', async () => {
    const { attempt, finish, land } = await start('--scope', 'read_vin');
    const { searchParams } = new URL(attempt.url);
    const { exitCode, error } = await finish(`${redirectUri}?state=${searchParams.get('state') ?? ''}`);
    expect(exitCode).toBe(7);
    expect(error().hint).toContain('--response-type omit');
    expect((await finish(await land())).exitCode).toBe(0);
  });

  it("a code of Tesla's is no result either", async () => {
    const { attempt, finish, land } = await start('--scope', 'read_vin');
    const state = new URL(attempt.url).searchParams.get('state') ?? '';
    const { exitCode, error } = await finish(
      `${redirectUri}?code=C&state=${state}&issuer=https://auth.tesla.com/oauth2/v3`,
    );
    expect(exitCode).toBe(7);
    expect(error().message).toContain("An answer came, but it is Tesla's and not one of Connect.");
    expect((await finish(await land())).exitCode).toBe(0);
  });

  it.each(['8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', '../../etc/passwd', ''])(
    'an unknown attempt "%s" is exit 9',
    async (id) => {
      const { attempts } = await openStore();
      const argv = ['authorize', '--finish', id, '--redirect', `${redirectUri}?code=C&state=S`, '--json'];
      expect((await runCli(argv, rehearsal({ attempts }))).exitCode).toBe(9);
    },
  );

  it('is gone after an hour', async () => {
    const { attempt, directory, finish, land } = await start('--scope', 'read_vin');
    const url = await land();
    const past = new Date(Date.now() - 61 * 60 * 1000);
    await utimes(join(directory, `${attempt.attempt}.json`), past, past);
    expect((await finish(url)).exitCode).toBe(9);
  });

  it.each([
    [['--start', '--sandbox']],
    [['--start', '--sandbox=http://localhost:1', '--owner', 'select-all']],
    [['--start', '--finish', 'x']],
    [['--finish', '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', '--print-url']],
    [['--events', '--sandbox', '--owner', 'select-all']],
    [['--provider', 'texture', '--start']],
  ])('%j is exit 2', async (flags) => {
    expect((await runCli(['authorize', ...flags], rehearsal())).exitCode).toBe(2);
  });

  it('shows people the link on a line of its own', async () => {
    const { attempts } = await openStore();
    const line = 'authorize --start read_vin --client-id 8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
    const random = { token: () => 'STATE', uuid: () => '5d2f8c7b-1e90-4f0e-9a34-0b7e3a526c1d' };
    const clock = { now: () => Date.UTC(2026, 8, 14, 9), sleep: async () => undefined };
    const result = await runCli(line.split(' '), rehearsal({ attempts, random, clock }));
    await expectTranscript('authorize-start', `connect-cli ${line}`, result, []);
  });
});

describe('authorize --json --events', () => {
  const argv = ['authorize', '--json', '--events', '--scope', 'read_vin'];

  it('prints a line for each event, the document last, and no secret in any event', async () => {
    const sandbox = await runningSandbox();
    const openBrowser: Context['openBrowser'] = async (link) => {
      const { searchParams } = new URL(link);
      await fetch(`${searchParams.get('redirect_uri') ?? ''}?code=FORGED&state=guess`);
      return walkingBrowser(selectAll)(link);
    };
    const given = rehearsal({ openBrowser, credentials: memoryStore() });
    const { exitCode, stdout } = await runCli(
      [...argv, `--sandbox=${sandbox.url}`, '--redirect-uri', 'http://localhost:0/exchange'],
      given,
    );
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuthorizationEvent | Authorization);
    const events = lines.slice(0, -1) as AuthorizationEvent[];
    const document = lines.at(-1) as Authorization;
    expect([exitCode, document.kind, document.verdict]).toEqual([0, 'authorization', 'complete']);
    expect(events.map(({ event }) => event).filter((event) => event !== 'opened')).toEqual([
      'listening',
      'turned-away',
      'captured',
      'exchanged',
    ]);
    expect(events.flatMap((event) => schemaFaults(event))).toEqual([]);
    expect(events.find(({ event }) => event === 'turned-away')?.reason).toBe('other-state');
    expect(events.every(({ at }) => new Date(at).toISOString() === at)).toBe(true);
    const told = JSON.stringify(events);
    for (const secret of [document.callback.code, document.callback.state, 'FORGED'])
      expect(told).not.toContain(secret);
  });

  it('as people read the transcript', async () => {
    const clock = { now: () => Date.UTC(2026, 8, 14, 9), sleep: systemClock.sleep };
    const random = { token: () => 'STATE', uuid: () => 'UUID' };
    const result = await runCli(
      ['authorize', '--events', '--json', '--sandbox', '--owner', 'select-all', '--scope', 'read_vin'],
      rehearsal({ clock, random }),
    );
    await expectTranscript(
      'authorize-events',
      'connect-cli authorize --events --json --sandbox --owner select-all --scope read_vin',
      result,
      [
        [/localhost:\d+|localhost%3A\d+/g, 'localhost:PORT'],
        [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID'],
      ],
    );
  });
});
