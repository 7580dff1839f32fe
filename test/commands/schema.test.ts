import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/report/documents/kinds.ts';
import { runCli } from '../support/run.ts';
import { repositorySchemas } from '../support/schemas.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const given = { schemas: repositorySchemas };

describe('schema', () => {
  it('walk M8: lists the kinds', async () => {
    const result = await runCli(['schema', '--json']);
    const document = result.json<{ kind: string; kinds: string[]; documents: { kind: string; streamed: boolean }[] }>();
    expect([result.exitCode, schemaFaults(document)]).toEqual([0, []]);
    expect(document.kinds).toEqual(Object.keys(kinds));
    expect(document.documents.find(({ kind }) => kind === 'authorization-event')?.streamed).toBe(true);
    expect(document.documents.find(({ kind }) => kind === 'authorization')?.streamed).toBe(false);
  });

  it('shows them to people', async () => {
    await expectTranscript('schema', 'connect-cli schema', await runCli(['schema']));
  });

  it.each(Object.keys(kinds))('%s prints that schema, with --json and without', async (kind) => {
    const result = await runCli(['schema', kind], given);
    expect([result.exitCode, result.json()['$id']]).toEqual([0, `connect-cli/${kind}`]);
    expect((await runCli(['schema', kind, '--json'], given)).stdout).toBe(result.stdout);
  });

  it.each([
    ['authorizaton', 'authorization'],
    ['scope-explanations', 'scope-explanation'],
  ])('%s is refused with the nearest kind', async (slip, near) => {
    const result = await runCli(['schema', slip, '--json'], given);
    expect([result.exitCode, result.stdout]).toEqual([2, '']);
    expect(result.error().message).toContain(`"${slip}". Did you mean "${near}"?`);
  });

  it.each(['', '__proto__', 'constructor', '../../package'])('"%s" is no kind', async (kind) => {
    expect((await runCli(['schema', kind], given)).exitCode).toBe(2);
  });
});
