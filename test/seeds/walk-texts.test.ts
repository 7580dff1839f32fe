import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run.ts';

const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
const text = async (...argv: readonly string[]) => {
  const { stdout } = await runCli(argv);
  return stdout.replace(/\s+/g, ' ');
};
const page = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8').replace(/\s+/g, ' ');

describe('the state of a printed link', () => {
  it('walk B10.1: url authorize promises no random state, and says where it leaves one out', async () => {
    expect(await text('url', 'authorize', '--help')).toContain('state to send; the link has none by default');
    const bare = ['url', 'authorize', 'read_vin', '--client-id', id];
    const { stderr } = await runCli(bare);
    expect(stderr.replace(/\s+/g, ' ')).toContain('The link has no state: pass --state');
    expect((await runCli([...bare, '--state', 'S'])).stderr).toBe('');
  });
});

describe('what url lint says', () => {
  const revoke = `https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&scope=read_vin`;

  it('walk B10.2: of a response_type that the path does not take, without a word that reads like one', async () => {
    const lint = await text('url', 'lint', `${revoke.replace('=none', '=code')}&client_id=${id}`);
    expect(lint).toContain('This path does not accept that response_type. seen: response_type=code');
  });

  it('walk B1: of both ids on a revoke link', async () => {
    const lint = await text('url', 'lint', `${revoke}&client_id=${id}&application_id=${id}`);
    expect(lint).toContain('On a revoke link keep client_id');
  });

  it('walk R3: of the flag, which sent a part of the traffic as well', async () => {
    const lint = await text('url', 'lint', `${revoke}&client_id=${id}&flags=tesla_auth:true`);
    expect(lint).toContain('until 2023-12-18: it sent a test, or part of the traffic,');
  });

  it.each(['yes', '1', 'True', 'false'])('walk R4: of revoke_access=%s, which is no true', async (value) => {
    const { exitCode, stdout } = await runCli([
      'url',
      'lint',
      `${revoke.replace('revoke_access=true', `revoke_access=${value}`)}&client_id=${id}`,
      '--json',
    ]);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('Write revoke_access=true.');
  });
});

describe('the words on the virtual key', () => {
  it('walk B10.4: do not take the owner for the one who granted access', async () => {
    for (const argv of [
      ['virtual-key', 'show'],
      ['guide', 'virtual-key', '--format', 'text'],
    ]) {
      const shown = await text(...argv);
      expect(shown).toContain('Access has been granted first, by you or by a driver of your car.');
      expect(shown).toContain("signed in with the owner's account, also where a driver granted the access.");
    }
    expect(await text('guide', 'virtual-key', '--lang', 'de', '--format', 'text')).toContain(
      'auch wenn ein Fahrer den Zugriff erlaubt hat',
    );
    expect(page('docs/virtual-key.md')).not.toContain('the one that granted access');
  });

  it('seed 35, walk M2: name the latest SDK, and say that nothing older breaks', async () => {
    const shown = await text('virtual-key', 'show');
    expect(shown).toContain('beside the code; it breaks no HTTP client and no older SDK');
    expect(shown).toContain('argument of onComplete in the JavaScript SDK; update to its latest version');
    expect(shown).toContain('getVirtualKeyUrl(): method of SmartcarResponse in the Android SDK; update to its latest');
  });
});

describe('pages and package', () => {
  it('walk B10.3: say that the sandbox sends webhooks, and to this machine alone', () => {
    expect(page('README.md')).toContain(
      'sends nothing but its own webhook events, and those only to addresses on this machine',
    );
    expect(page('docs/sandbox.md')).toContain('sends webhooks, and nothing else, to addresses of this machine');
    expect(page('docs/sandbox.md')).not.toContain('sends nothing by itself');
  });

  it('walk B10.10: no script runs when the package is installed', () => {
    const { scripts } = JSON.parse(page('package.json')) as { scripts: Record<string, string> };
    const ran = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare', 'prepublish'];
    expect(ran.filter((name) => Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('walk R6: say until when an application of the old connection gets on with a new one', () => {
    expect(page('docs/questions.md')).toContain("As long as Tesla's old interface works, both keep working");
  });
});

describe('boxes that are named', () => {
  const outcome = (...argv: readonly string[]) => text('explain-scopes', ...argv);

  it('seed 112, walk B10.8: none of them reaches no device of Texture', async () => {
    const none = await outcome('--provider', 'texture', 'vehicle_read', '--boxes', '');
    expect(none).toContain('No device can be reached.');
    expect(none).not.toContain('The connection succeeds');
    const one = await outcome('--provider', 'texture', 'vehicle_read', 'energy_read', '--boxes', 'Vehicle Information');
    expect(one).toContain('The connection succeeds.');
  });
});

describe('scopes --require', () => {
  const temperatures = ['climate-externaltemperature', 'climate-internaltemperature'];

  it('walk R5: says which other signal is locked along with a required one', async () => {
    const both = ['scopes', '--signals', temperatures.join(',')];
    expect(await text(...both, '--require', 'climate-externaltemperature')).toContain(
      'required:read_thermometer covers climate-internaltemperature as well, so the owner cannot untick that either.',
    );
    for (const flags of [[], ['--require', temperatures.join(',')]])
      expect(await text(...both, ...flags)).not.toContain('as well');
  });
});

describe('an edition that does not exist', () => {
  it.each([
    ['2023-11', '2023-12'],
    ['2024-01', '2023-12'],
    ['2023', '2023-12'],
    ['2025-06', '2026-02'],
    ['2026', '2026-02'],
    ['202602', '2026-02'],
    ['2O26-02', '2026-02'],
    ['2099-01', '2026-02'],
  ])('%s: the nearest is %s', async (given, nearest) => {
    const { exitCode, error } = await runCli(['explain-scopes', 'read_vin', '--edition', given, '--json']);
    expect(exitCode).toBe(2);
    expect(error().message).toBe(`Smartcar has no permission table "${given}". Did you mean "${nearest}"?`);
  });

  it.each(['', 'foo', '12', '99999999', '__proto__'])('%j: none is near', async (given) => {
    const { exitCode, error } = await runCli(['explain-scopes', 'read_vin', '--edition', given, '--json']);
    expect(exitCode).toBe(2);
    expect(error().message).not.toContain('Did you mean');
  });
});
