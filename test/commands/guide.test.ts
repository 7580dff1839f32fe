import { describe, expect, it } from 'vitest';
import { PNG } from 'pngjs';
import { rasterizer } from '../../src/io/rasterizer.ts';
import { createMemoryFiles } from '../support/memory-files.ts';
import { readQrPng, readQrText } from '../support/qr.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

interface GuideJson {
  readonly kind: string;
  readonly title: string;
  readonly format: string;
  readonly boxes: readonly string[] | null;
  readonly content: string | null;
  readonly path: string | null;
  readonly warnings: readonly string[];
}

async function guide(...args: string[]): Promise<GuideJson & { readonly content: string }> {
  const result = await runCli(['guide', ...args, '--json']);
  const document = result.json<GuideJson>();
  expect(schemaFaults(document)).toEqual([]);
  return { ...document, content: document.content ?? '' };
}

const scope = ['read_odometer', 'required:control_security'];

describe('guide consent', () => {
  it('marks the boxes of the asked permissions alone', async () => {
    const { boxes } = await guide('consent', ...scope, '--format', 'html');
    expect(boxes).toEqual(['Vehicle Information', 'Vehicle Commands']);
  });

  it('seed 4, seed 5: says Select All, and that it gives the app nothing more', async () => {
    for (const format of ['text', 'markdown', 'html', 'svg']) {
      const { content } = await guide('consent', ...scope, '--format', format, '--app-name', 'Ladeheld');
      expect(content).toContain('Select All');
      expect(content.replace(/<[^>]*>|\s+/g, ' ').replace(/\s+/g, ' ')).toContain('It gives Ladeheld nothing more');
    }
  });

  it('seed 3: says that nothing is ticked beforehand', async () => {
    expect((await guide('consent', ...scope)).content).toContain('Nothing is ticked when the screen opens.');
  });

  it('gives the reason for each box in plain words', async () => {
    const { content } = await guide('consent', ...scope, 'read_location', 'control_trunk', '--format', 'markdown');
    expect(content).toContain('- [x] **Vehicle Information**: Needed for any connection at all. To see the odometer.');
    expect(content).toContain('- [x] **Vehicle Location**: To see where the car is.');
    expect(content).toContain(
      '- [x] **Vehicle Commands**: To lock and unlock the doors; open the trunk and the frunk.',
    );
  });

  it('looks as it should in both languages', async () => {
    await expectTranscript(
      'guide-consent',
      'connect-cli guide consent read_odometer required:control_security --app-name Ladeheld',
      await runCli(['guide', 'consent', ...scope, '--app-name', 'Ladeheld']),
    );
    await expectTranscript(
      'guide-consent-de',
      'connect-cli guide consent read_odometer required:control_security --app-name Ladeheld --lang de',
      await runCli(['guide', 'consent', ...scope, '--app-name', 'Ladeheld', '--lang', 'de']),
    );
  });

  it('follows the edition', async () => {
    const { boxes } = await guide('consent', 'read_location', 'control_charge', '--edition', '2023-12');
    expect(boxes).toEqual(['Vehicle Information', 'Vehicle Charge Management']);
  });

  it('speaks for Texture in the name of Texture, without a second screen', async () => {
    const { content, boxes } = await guide('consent', '--provider', 'texture', 'vehicle_command', 'energy_read');
    expect(boxes).toEqual(['Vehicle Information', 'Vehicle Commands', 'Energy Product Information']);
    expect(content).toContain('Its screen names Texture');
    expect(content).toContain('Vehicle Charging Management would do as well.');
    expect(content).not.toContain('next screen');
    expect(content).not.toContain('Smartcar');
  });

  it('marks every box when nobody says what is asked, and warns', async () => {
    const result = await runCli(['guide', 'consent', '--format', 'markdown']);
    expect(result.stdout.match(/- \[x\]/g)).toHaveLength(5);
    expect(result.stderr).toContain('every box is marked');
  });

  it('takes the scope from the environment', async () => {
    const result = await runCli(['guide', 'consent', '--json'], { env: { SMARTCAR_SCOPE: 'read_location' } });
    expect(result.json<GuideJson>().boxes).toEqual(['Vehicle Information', 'Vehicle Location']);
  });
});

describe('guide virtual-key', () => {
  it('seed 30: begins with Phone as a Key', async () => {
    const { content } = await guide('virtual-key', '--format', 'text');
    expect(content).toMatch(/1\. Make sure that your phone is a key of this car: set up Phone as a Key/);
  });

  it('seed 38, seed 41: has the steps for the phone, and notes on several cars, owners and drivers', async () => {
    const { content } = await guide('virtual-key', '--format', 'text');
    expect(content).toContain('On your phone\nOpen the link.');
    expect(content).toContain('Several cars: each one needs a key of its own.');
    expect(content).toContain('Owner or driver: use the owner');
  });

  it('seed 88, seed 90, seed 91: not beside the car, owners only, commands then work for both', async () => {
    const { content } = await guide('virtual-key', '--format', 'markdown');
    expect(content).toContain('You need not stand beside the car');
    expect(content).toContain('Drivers cannot add the key');
    expect(content).toContain('commands work for owner and driver alike');
  });

  it('seed 117, seed 118: Texture begins with the choice of the car and has its own link', async () => {
    const { content } = await guide('virtual-key', '--provider', 'texture', '--format', 'markdown');
    expect(content).toContain(
      '1. Open the Tesla app and select the car.\n2. Open https://www.tesla.com/_ak/cdn.texturehq.com',
    );
  });

  it('looks as it should', async () => {
    const result = await runCli(['guide', 'virtual-key', '--model', '3']);
    const code = result.stdout.split('\n').filter((line) => /^[█▀▄ ]{20,}$/.test(line));
    expect(readQrText(code.join('\n'), 'dark')).toBe('https://www.tesla.com/_ak/smartcar.com');
    await expectTranscript('guide-virtual-key', 'connect-cli guide virtual-key --model 3', result);
  });

  it.each(['light', 'dark'])('the code in the %s picture leads to the link, as SVG and as PNG', async (theme) => {
    const link = 'https://tesla.com/_ak/key.example.com?vin=5YJ3E1EA7HF000001';
    const args = ['virtual-key', '--domain', 'key.example.com', '--vin', '5YJ3E1EA7HF000001', '--theme', theme];
    const { content } = await guide(...args, '--format', 'svg');
    expect(readQrPng(await rasterizer.rasterize(content, 1440))).toBe(link);
    const files = createMemoryFiles();
    await runCli(['guide', ...args, '--output', 'k.png'], { files, images: rasterizer });
    const png = files.written.get('k.png')?.content as Uint8Array;
    expect(PNG.sync.read(Buffer.from(png)).width).toBe(1440);
    expect(readQrPng(png)).toBe(link);
  });
});

describe('guide revoke', () => {
  it('seed 94: names the path in the Tesla app, old and new', async () => {
    const { content } = await guide('revoke', '--format', 'markdown');
    expect(content).toContain('Account');
    expect(content).toContain('Security and Privacy > Manage Third Party Apps');
    expect(content).toContain('Security & Privacy > Third-Party Apps');
  });

  it('seed 95, seed 96: Manage beside Smartcar, then Remove or Revoke Access', async () => {
    const text = (await guide('revoke', '--format', 'text')).content.replace(/\s+/g, ' ');
    expect(text).toContain(
      'Account Settings > Security > Third Party Apps press Manage next to Smartcar, then Remove Access (some versions say Revoke Access)',
    );
  });

  it('seed 97: ends with connecting again', async () => {
    expect((await guide('revoke', '--format', 'text')).content).toContain('Then connect again');
  });

  it('seed 98: draws the three steps', async () => {
    const { content } = await guide('revoke', '--format', 'html');
    const titles = [...content.matchAll(/<svg [^>]*><title[^>]*>([^<]*)/g)].map((match) => match[1]);
    expect(titles).toEqual([
      expect.stringContaining('the profile in the Tesla app'),
      expect.stringContaining('e-mail and password'),
      expect.stringContaining('Remove Access'),
    ]);
  });

  it('looks as it should', async () => {
    await expectTranscript(
      'guide-revoke',
      'connect-cli guide revoke --app-name Ladeheld',
      await runCli(['guide', 'revoke', '--app-name', 'Ladeheld']),
    );
  });
});

describe('formats and files', () => {
  it.each([
    ['g.txt', 'text'],
    ['g.md', 'markdown'],
    ['g.HTML', 'html'],
    ['g.svg', 'svg'],
    ['g.png', 'png'],
  ])('%s is %s', async (path, format) => {
    const files = createMemoryFiles();
    const result = await runCli(['guide', 'revoke', '--output', path, '--json'], { files, images: rasterizer });
    expect(result.json()).toMatchObject({ format, path, content: null });
    expect(files.written.get(path)?.content.length).toBeGreaterThan(500);
  });

  it('--format wins over the ending', async () => {
    const files = createMemoryFiles();
    await runCli(['guide', 'revoke', '--output', 'g.txt', '--format', 'html'], { files });
    expect(files.written.get('g.txt')?.content).toContain('<!doctype html>');
  });

  it.each([
    [['--format', 'png'], 'INPUT_REQUIRED'],
    [['--output', 'guide'], 'INPUT_REQUIRED'],
    [['--output', 'guide.constructor'], 'INPUT_REQUIRED'],
    [['--format', 'pdf'], 'INVALID_VALUE'],
    [['--lang', 'xx'], 'INVALID_VALUE'],
    [['--theme', 'blue'], 'INVALID_VALUE'],
    [['--color', 'red;}'], 'INVALID_VALUE'],
    [['--app-name', ' '], 'INVALID_VALUE'],
    [['--app-name', 'x'.repeat(61)], 'INVALID_VALUE'],
    [['--app-name', 'a\u202eb'], 'INVALID_VALUE'],
  ])('%j is exit 2 (%s)', async (args, code) => {
    const result = await runCli(['guide', 'revoke', ...args, '--json']);
    expect([result.exitCode, result.error().code]).toEqual([2, code]);
  });

  it('refuses a name that nobody would see', async () => {
    for (const name of ['', ' ', '\u200B', '\u00AD\u2060']) {
      expect((await runCli(['guide', 'consent', 'read_vin', '--app-name', name])).exitCode).toBe(2);
    }
    expect((await runCli(['guide', 'consent', 'read_vin', '--app-name', '👩\u200D🔧'])).exitCode).toBe(0);
  });

  it('the drawings of a language hold no words of another', async () => {
    const { stdout } = await runCli(['guide', 'virtual-key', '--lang', 'de', '--format', 'svg']);
    const drawn = [...stdout.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text);
    expect(drawn).toContain('Tesla-App');
    expect(drawn.filter((text) => text?.startsWith('„smartcar.com“'))).not.toEqual([]);
    expect(drawn.filter((text) => text === 'Tesla app')).toEqual([]);
  });

  it('a name that PNG cannot write is told', async () => {
    const result = await runCli(['guide', 'consent', 'read_vin', '--app-name', '充电', '--output', 'g.png', '--json'], {
      files: createMemoryFiles(),
      images: rasterizer,
    });
    expect(result.json<GuideJson>().warnings).toEqual(['The PNG font has no "充电": use SVG or HTML for this name.']);
  });

  it.each([
    ['html', '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'],
    ['svg', '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'],
    ['markdown', `&lt;script>alert(1)&lt;/script>"'&\\[x\\](javascript:1)`],
  ])('a hostile name stays text in %s', async (format, escaped) => {
    const name = `</style><script>alert(1)</script>"'&[x](javascript:1)`;
    const { content } = await guide('consent', 'read_vin', '--app-name', name, '--format', format);
    expect(content).not.toContain('<script');
    expect(content).toContain(escaped);
  });

  it.each(['html', 'svg'])('%s needs nothing from elsewhere and runs nothing', async (format) => {
    for (const name of ['consent', 'virtual-key', 'revoke']) {
      const { content } = await guide(name, '--format', format);
      expect(content).not.toMatch(
        /<(?:script|img|link|iframe|object|image|use|foreignObject)\b|@import|url\(|\son\w+=/i,
      );
      const addresses = [...content.matchAll(/(?:href|src|xmlns)="([^"]*)"/g)].map((match) => match[1]);
      expect(
        addresses.filter(
          (address) => !/^https:\/\/www\.tesla\.com\/_ak\/|^http:\/\/www\.w3\.org\//.test(address ?? ''),
        ),
      ).toEqual([]);
    }
  });
});
