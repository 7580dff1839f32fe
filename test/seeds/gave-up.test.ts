import { describe, expect, it } from 'vitest';
import { rehearsal } from '../support/rehearsal.ts';
import { connectLink, selectAll, setStage } from '../sandbox/visitor.ts';
import { runCli } from '../support/run.ts';

interface Authorized {
  readonly missingBoxes: readonly string[];
  readonly permissions: readonly { readonly name: string; readonly reason: string }[];
}

const authorize = async (...args: readonly string[]): Promise<Authorized> =>
  (await runCli(['authorize', '--sandbox', '--json', ...args], rehearsal())).json<Authorized>();
const revoke = async (...args: readonly string[]) =>
  (await runCli(['revoke', '--make', 'TESLA', '--sandbox', '--json', ...args], rehearsal())).json<{
    readonly missing: readonly string[];
    readonly missingBoxes: readonly string[];
  }>();

describe('walk B3: an owner who gives up: every permission whose box is not ticked names its box', () => {
  it('with nothing ticked', async () => {
    const { permissions, missingBoxes } = await authorize('--owner', 'none', '--scope', 'read_vin control_security');
    expect(permissions.map(({ reason }) => reason)).toEqual(['box-not-ticked', 'box-not-ticked']);
    expect(missingBoxes).toEqual(['Vehicle Information', 'Vehicle Commands']);
  });

  it('with a required box missing, and an optional one', async () => {
    const { permissions, missingBoxes } = await authorize(
      '--owner',
      'Vehicle Information',
      '--scope',
      'required:control_security read_location',
    );
    expect(permissions.map(({ reason }) => reason)).toEqual(['box-not-ticked', 'box-not-ticked']);
    expect(missingBoxes.toSorted()).toEqual(['Vehicle Commands', 'Vehicle Location']);
  });

  it('seed 51: names Vehicle Information alone where the box of the permission is ticked', async () => {
    const { missingBoxes } = await authorize('--owner', 'Vehicle Commands', '--scope', 'control_security');
    expect(missingBoxes).toEqual(['Vehicle Information']);
  });

  it('of a revoke, at once or in its second round', async () => {
    const scope = ['--scope', 'read_odometer control_security'];
    const boxes = ['Vehicle Information', 'Vehicle Commands'];
    expect(await revoke(...scope, '--owner', 'none')).toMatchObject({ missingBoxes: boxes });
    expect(await revoke(...scope, '--owner', 'Vehicle Information', '--owner', 'none')).toMatchObject({
      missing: ['read_odometer', 'control_security'],
      missingBoxes: boxes,
    });
  });
});

describe('seed 49, walk M1, walk R1: the sentence of the Tesla app stands as the document has it', () => {
  const show = (...flags: readonly string[]) =>
    runCli(['virtual-key', 'show', '--domain', 'some.domain.com', '--model', '3', ...flags], rehearsal());
  const sentence = 'A virtual key for "some.domain.com" will be paired with your Model 3';

  it('in text, with its source, and in the document', async () => {
    expect((await show()).stdout.replace(/\s+/g, ' ')).toContain(
      `The Tesla app says, as quoted in Smartcar's documentation (2023-12): ${sentence} `,
    );
    expect((await show('--json')).json()).toMatchObject({ dialog: sentence });
  });

  it("on the sandbox's page", () => {
    const stage = setStage({ registration: { virtualKeyDomain: 'some.domain.com' } });
    stage.walk(connectLink(stage, { scope: 'control_security' }), [selectAll], { withoutKey: true });
    const { body } = stage.get('/_ak/some.domain.com');
    expect(body.replaceAll('&quot;', '"')).toContain(sentence);
  });
});

describe('a good redirect with the link of the key', () => {
  it('seed 36, walk M5: is explained with what to do with the link', async () => {
    const address =
      'https://example.com/cb?code=1&state=2&virtual_key_url=https%3A%2F%2Fwww.tesla.com%2F_ak%2Fsmartcar.com';
    const { stdout, exitCode } = await runCli(['explain-error', address], rehearsal());
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('virtual_key_url')]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('connect-cli virtual-key show');
    expect(stdout).toContain('\n    https://www.tesla.com/_ak/smartcar.com\n');
  });

  it('offers no link to anybody but Tesla', async () => {
    for (const link of ['https://tesla.com.example.com/_ak/smartcar.com', 'http://tesla.com/_ak/smartcar.com', 'x']) {
      const address = `https://example.com/cb?code=1&state=2&virtual_key_url=${encodeURIComponent(link)}`;
      const { stdout } = await runCli(['explain-error', address, '--json'], rehearsal());
      expect(stdout).not.toContain('virtualKeyUrl');
    }
  });
});
