import { describe, expect, it } from 'vitest';
import type { ErrorExplanationDocument } from '../../src/core/errors/explanation/explanation.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

function stdin(text: string) {
  return {
    stdin: {
      isTTY: false,
      readAll: async () => text,
      lines: () => {
        throw new Error('not used');
      },
    },
  };
}

async function explain(...argv: string[]): Promise<ErrorExplanationDocument> {
  const result = await runCli(['explain-error', '--json', ...argv]);
  expect(result.stderr).toBe('');
  const document = result.json<ErrorExplanationDocument & Record<string, unknown>>();
  expect(schemaFaults(document)).toEqual([]);
  return document;
}

function commands(document: ErrorExplanationDocument): readonly (string | undefined)[] {
  return document.next.map(({ command, url }) => command ?? url);
}

describe('explain-error', () => {
  it('seed 21: permission:null and PERMISSION:NULL give the same', async () => {
    const [lower, upper] = [await explain('permission:null'), await explain('PERMISSION:NULL')];
    expect({ ...lower.explanations[0], input: '' }).toEqual({ ...upper.explanations[0], input: '' });
    expect(lower.explanations[0]).toMatchObject({ known: true, code: 'PERMISSION:null', status: 403, who: 'owner' });
    const { stdout } = await runCli(['explain-error', 'permission:null']);
    expect(stdout).toContain('PERMISSION:NULL');
  });

  it('seed 83: --permission names the Tesla box behind a PERMISSION:NULL and puts it in the next command', async () => {
    const document = await explain('PERMISSION:NULL', '--permission', 'control_security');
    expect(document.explanations[0]?.permissions).toEqual([
      { name: 'control_security', boxes: [['Vehicle Commands']], unmapped: false },
    ]);
    expect(commands(document)).toContain('connect-cli revoke --make TESLA --scope "control_security"');
    await expectTranscript(
      'explain-error-permission-null',
      'connect-cli explain-error PERMISSION:NULL --permission control_security',
      await runCli(['explain-error', 'PERMISSION:NULL', '--permission', 'control_security']),
    );
  });

  it('seed 82: the cause is that Smartcar grants only what was asked and ticked', async () => {
    const [explanation] = (await explain('PERMISSION:NULL')).explanations;
    expect(explanation?.cause).toContain('grants only what was asked and ticked');
  });

  it('seed 84: the remedy is to revoke at Tesla, then to connect again', async () => {
    const document = await explain('PERMISSION:NULL');
    const [explanation] = document.explanations;
    expect(explanation?.owner).toMatch(/Revoke Access.*Then connect again/);
    expect(commands(document)).toEqual(
      expect.arrayContaining(['connect-cli revoke --make TESLA', 'connect-cli authorize']),
    );
  });

  it('seed 93: says that access given through another app may be too narrow', async () => {
    const [explanation] = (await explain('PERMISSION:NULL')).explanations;
    expect(explanation?.note).toMatch(/belongs to Smartcar as a whole.*another app/);
  });

  it('seeds 94, 95, 96: the words for the owner hold the labels of the Tesla app', async () => {
    const owner = (await explain('PERMISSION:NULL')).explanations[0]?.owner ?? '';
    expect(owner).toContain('Security and Privacy > Manage Third Party Apps');
    expect(owner).toContain('Account Settings > Security > Third Party Apps');
    expect(owner).toMatch(/Manage beside Smartcar, then Revoke Access \(on some screens Remove Access\)/);
    expect(owner).toContain('Security & Privacy > Third-Party Apps');
  });

  it('seed 97: then the owner connects again, from the app that asked', async () => {
    const document = await explain('PERMISSION:NULL', '--permission', 'control_charge');
    const steps = commands(document);
    expect(steps.indexOf('connect-cli revoke --make TESLA --scope "control_charge"')).toBeLessThan(
      steps.indexOf('connect-cli authorize --scope "required:control_charge"'),
    );
    expect(document.explanations[0]?.owner).toContain('connect again from the app that asked you');
  });

  it('seeds 113, 115: at Texture the access is updated or removed, and Connect run again after either', async () => {
    const document = await explain('device.disconnected');
    expect(document.explanations[0]?.fix).toMatch(/update .* or remove it; after either, Connect must be run again/);
    expect(commands(document)).toEqual([
      'connect-cli revoke --provider texture',
      'connect-cli authorize --provider texture',
    ]);
  });

  it('takes a whole scope, an edition, and several permissions', async () => {
    const document = await explain(
      'PERMISSION:NULL',
      '--scope',
      'read_location required:control_charge',
      '--edition',
      '2023-12',
    );
    expect(document.explanations[0]?.permissions).toEqual([
      { name: 'read_location', boxes: [['Vehicle Information']], unmapped: false },
      { name: 'control_charge', boxes: [['Vehicle Charge Management']], unmapped: false },
    ]);
    expect(commands(document)).toContain('connect-cli explain-scopes read_location control_charge --edition 2023-12');
    const several = await explain('--permission', 'read_vin', '--permission', 'read_alerts', 'PERMISSION:NULL');
    expect(several.explanations[0]?.permissions).toEqual([
      { name: 'read_vin', boxes: [['Vehicle Information']], unmapped: false },
      { name: 'read_alerts', boxes: [], unmapped: true },
    ]);
  });

  it('seed 79: VIRTUAL_KEY_REQUIRED means that the owner adds the key by its link', async () => {
    const document = await explain('CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED');
    const [explanation] = document.explanations;
    expect(explanation).toMatchObject({ who: 'owner', status: 400 });
    expect(explanation?.owner).toContain('https://www.tesla.com/_ak/smartcar.com');
    expect(commands(document)).toContain('connect-cli virtual-key show');
  });

  it('seed 31: names lock, unlock and charge control; seed 32: since January 2024', async () => {
    const [explanation] = (await explain('VIRTUAL_KEY_REQUIRED')).explanations;
    expect(explanation?.cause).toMatch(/Since January 2024 .* lock, unlock and charge control/);
    await expectTranscript(
      'explain-error-virtual-key',
      'connect-cli explain-error virtual_key_required',
      await runCli(['explain-error', 'virtual_key_required']),
    );
  });

  it('seed 80: CONNECTED_SERVICES_ACCOUNT:PERMISSION means that the owner took the access away', async () => {
    const [explanation] = (await explain('connected_services_account:permission')).explanations;
    expect(explanation?.cause).toContain('removed Smartcar');
    expect(explanation?.code).toBe('CONNECTED_SERVICES_ACCOUNT:PERMISSION');
  });

  it('seed 87: VEHICLE_MISSING means that the car left the account', async () => {
    const [explanation] = (await explain('VEHICLE_MISSING')).explanations;
    expect(explanation?.cause).toContain("no longer on the owner's account");
  });

  it('seed 141: VEHICLE_NOT_CAPABLE is explained; seed 142: with Connection Filters', async () => {
    const [explanation] = (await explain('VEHICLE_NOT_CAPABLE')).explanations;
    expect(explanation).toMatchObject({ code: 'COMPATIBILITY:VEHICLE_NOT_CAPABLE', status: 501 });
    expect(explanation?.fix).toContain('Connection Filters');
  });

  it("seed 120: Texture's sentence is explained; seed 122: its next step shows the key", async () => {
    const sentence = 'vehicle rejected request: your public key has not been paired with the vehicle';
    const document = await explain(sentence, '--provider', 'texture');
    expect(document.explanations).toHaveLength(1);
    expect(document.explanations[0]).toMatchObject({ family: 'texture', who: 'owner', issuerCertain: true });
    expect(commands(document)).toEqual(['connect-cli virtual-key show --provider texture']);
    const tesla = await explain(sentence, '--provider', 'smartcar');
    expect(tesla.explanations.map(({ family }) => family)).toEqual(['tesla']);
  });

  it('tells both readings of that sentence where nobody is named, and no owner to approve a key of somebody', async () => {
    const document = await explain('vehicle rejected request: your public key has not been paired with the vehicle');
    expect(document.explanations.map(({ family, issuerCertain }) => [family, issuerCertain])).toEqual([
      ['tesla', false],
      ['texture', false],
    ]);
    expect(document.explanations.map(({ owner }) => owner ?? '').join()).not.toMatch(/_ak|texture|smartcar/i);
    expect(document.warnings.join()).toContain('does not show who sent it');
    expect(commands(document)).toContain('connect-cli virtual-key show --provider texture');
  });

  it("seed 121: takes the JSON of Texture's command", async () => {
    const reason = 'vehicle rejected request: your public key has not been paired with the vehicle';
    const document = await explain(JSON.stringify({ id: 'c', status: 'failed', reason }));
    expect(document.explanations[0]?.code).toBe('public_key_not_paired');
  });

  it('takes a redirect address and never repeats its code or state', async () => {
    const { stdout } = await runCli([
      'explain-error',
      '--json',
      'https://x.test/cb?error=no_vehicles&code=TOPSECRETCODE&state=TOPSECRETSTATE',
    ]);
    expect(stdout).toContain('no_vehicles');
    expect(stdout).not.toMatch(/TOPSECRET/);
  });

  it('reads several lines from standard input, with and without a dash', async () => {
    const log =
      'ok\nERROR PERMISSION:null for GET /v2.0/vehicles/abc/location\nERROR {"type":"BILLING","code":"VEHICLE_LIMIT"}\n';
    for (const argv of [[], ['-']]) {
      const result = await runCli(['explain-error', ...argv, '--json'], stdin(log));
      const document = result.json<ErrorExplanationDocument & Record<string, unknown>>();
      expect(schemaFaults(document)).toEqual([]);
      expect(document.explanations.map(({ code }) => code)).toEqual(['PERMISSION:null', 'BILLING:VEHICLE_LIMIT']);
      expect(document.explanations[0]?.permissions[0]?.boxes).toEqual([['Vehicle Location']]);
      expect(result.exitCode).toBe(0);
    }
  });

  it('says of unknown input that it is unknown, names the nearest, and ends with 5', async () => {
    const result = await runCli(['explain-error', 'VIRTUL_KEY_REQIRED', '--json']);
    const document = result.json<ErrorExplanationDocument & Record<string, unknown>>();
    expect(schemaFaults(document)).toEqual([]);
    expect(result.exitCode).toBe(5);
    expect(document.known).toBe(false);
    expect(document.explanations[0]?.nearest[0]).toBe('CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED');
    await expectTranscript(
      'explain-error-unknown',
      'connect-cli explain-error VIRTUL_KEY_REQIRED',
      await runCli(['explain-error', 'VIRTUL_KEY_REQIRED']),
    );
  });

  it.each([
    ['empty input', ['explain-error', '-'], 'INPUT_REQUIRED'],
    [
      'a misspelt permission',
      ['explain-error', 'PERMISSION:NULL', '--permission', 'read_odomter'],
      'UNKNOWN_PERMISSION',
    ],
    ['an unknown provider', ['explain-error', 'PERMISSION:NULL', '--provider', 'smartcart'], 'UNKNOWN_PROVIDER'],
    ['an unknown edition', ['explain-error', 'PERMISSION:NULL', '--edition', '1999-01'], 'UNKNOWN_EDITION'],
  ])('refuses %s with exit code 2', async (_, argv, code) => {
    const result = await runCli([...argv, '--json'], stdin(''));
    expect(result.exitCode).toBe(2);
    expect(result.error().code).toBe(code);
  });
});

describe('a dialog of the Tesla app in another language', () => {
  it.each([
    ['Fahrzeug kann nicht geteilt werden', 'key_dialog'],
    ["Vous n'êtes pas autorisé à partager ce véhicule", 'not_the_owner'],
  ])('%s is known, and told as compared with our translation', async (text, code) => {
    const { explanations } = await explain(text);
    expect(explanations.map((one) => one.code)).toEqual([code]);
    expect(explanations[0]?.note).toContain('our own translation');
  });

  it('says nothing of a translation where the words are in English', async () => {
    const { explanations } = await explain('You are not authorized to share this vehicle');
    expect(explanations[0]?.code).toBe('not_the_owner');
    expect(explanations[0]?.note ?? '').not.toContain('translation');
  });
});
