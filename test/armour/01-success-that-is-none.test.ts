import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import { admitCallback, admitScopedKey } from '../../src/core/connect/admission.ts';
import { deadPort } from '../support/doctor.ts';
import { startHostileProvider, switchingAnswer } from '../support/hostile-provider.ts';
import { useProgram } from '../support/program.ts';
import { get } from '../support/raw-http.ts';
import type { RunningProgram } from '../support/running-program.ts';

/** How requests that brought nothing come to their end is told in `test/core/connect/admission.test.ts`, case by case. */

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const program = useProgram();

interface Waiting extends RunningProgram {
  readonly port: number;
}

/** Starts authorize, which waits for a redirect with `state=S` on a free port. */
async function authorize(...words: readonly string[]): Promise<Waiting> {
  const port = await deadPort();
  const redirect = ['--redirect-uri', `http://localhost:${port}/exchange`];
  const running = program.start(['authorize', 'read_vin', '--client-id', id, '--state', 'S', ...redirect, ...words]);
  await running.said(/Waiting .* for the redirect/);
  return { ...running, port };
}

const verdictOf = (stdout: string): Authorization => JSON.parse(stdout);

/** Queries that carry the right state and tell nothing. */
const empty = ['state=S', 'code=&state=S', 'error=&state=S', 'foo=bar&state=S', 'user_id=&code=+&state=S', ''];

describe('1. A success that is none', () => {
  it('neither ends the wait nor costs the true callback its place', async () => {
    const { port, ended, stderr } = await authorize('--json');
    for (const query of empty) expect([query, (await get(port, `/exchange?${query}`)).status]).toEqual([query, 400]);
    expect((await get(port, '/exchange?code=C&state=S')).status).toBe(303);
    const { code, stdout } = await ended;
    expect([code, verdictOf(stdout).verdict, verdictOf(stdout).callback.code]).toEqual([0, 'unverified', 'C']);
    expect(stderr().replace(/\s+/g, ' ')).toContain('Connect came back with nothing');
  });

  it('is turned away from the paste as well', async () => {
    const { port, type, ended } = await authorize('--json');
    for (const query of empty) type(`http://localhost:${port}/exchange?${query}\n`);
    type(`http://localhost:${port}/exchange?user_id=U&state=S\n`);
    const { code, stdout } = await ended;
    expect([code, verdictOf(stdout).callback.userId]).toEqual([0, 'U']);
  });

  it('a code beside an error stays a refusal', async () => {
    const { port, ended } = await authorize('--json');
    expect((await get(port, '/exchange?code=C&error=access_denied&state=S')).status).toBe(303);
    const { code, stdout } = await ended;
    expect([code, verdictOf(stdout).verdict]).toEqual([3, 'denied']);
  });

  it('does not finish an attempt that was started before', async () => {
    const uri = 'http://localhost:8000/exchange';
    const start = ['authorize', 'read_vin', '--client-id', id, '--redirect-uri', uri, '--start', '--json'];
    const { attempt, url } = JSON.parse((await program.run(start)).stdout) as { attempt: string; url: string };
    const state = new URL(url).searchParams.get('state') ?? '';
    const finish = (query: string) =>
      program.run(['authorize', '--finish', attempt, '--redirect', `${uri}?${query}`, '--json']);
    const nothing = await finish(`code=&state=${state}`);
    expect([nothing.code, nothing.stdout]).toEqual([7, '']);
    expect(JSON.parse(nothing.stderr)).toMatchObject({
      error: {
        code: 'TIMED_OUT',
        message: expect.stringMatching(/^Connect came back, but without a code, a user id or an error\./) as string,
      },
    });
    const finished = await finish(`code=C&state=${state}`);
    expect([finished.code, verdictOf(finished.stdout).callback.code]).toEqual([0, 'C']);
  });

  it('is never taken, whatever else the query holds', () => {
    const results = new Set(['code', 'user_id', 'userId', 'error']);
    const other = fc.string().filter((name) => !results.has(name) && name !== 'state');
    const blank = fc.constantFrom('', ' ', '\t', '\u00a0');
    const pairs = fc.array(
      fc.oneof(fc.tuple(other, fc.string({ unit: 'binary' })), fc.tuple(fc.constantFrom(...results), blank)),
    );
    fc.assert(
      fc.property(pairs, (given) => {
        const query = new URLSearchParams([...given, ['state', 'S']]).toString();
        expect(admitCallback(query, 'S')).toMatchObject({ accepted: false });
      }),
    );
  });

  it('of Texture, an empty key, is none either', () => {
    expect(admitScopedKey('texture_scoped_key=')).toEqual({ accepted: false, reason: 'no-key' });
  });
});

describe('1. A success that is none: a command that waits for what cannot come', () => {
  it('ends with an error where a sandbox switches to another protocol', async () => {
    const sandbox = await startHostileProvider();
    onTestFinished(() => sandbox.close());
    sandbox.answerWith(switchingAnswer);
    const { code, stderr } = await program.run(['vehicles', `--sandbox=${sandbox.origin}`]);
    expect([code, stderr]).toEqual([6, expect.stringContaining(`No sandbox answers at "${sandbox.origin}"`)]);
  });

  it('never ends with 0 and without a word, whatever is left hanging', async () => {
    const hanging = join(program.home.path, 'hanging.cjs');
    writeFileSync(hanging, "require('node:fs/promises').open = () => new Promise(() => {});\n");
    const words = ['webhook', 'verify', 'body.json', '--signature', 'ab'];
    const { code, stdout, stderr } = await program.run(words, {
      NODE_OPTIONS: `--require ${hanging}`,
      SMARTCAR_APP_MANAGEMENT_TOKEN: 'a-token-of-this-test',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The command waits for something that can no longer come.');
  });
});
