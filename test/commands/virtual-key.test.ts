import { createPrivateKey, createPublicKey } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/io/context.ts';
import { CliError } from '../../src/core/errors/cli-error.ts';
import type { KeyPairDocument } from '../../src/report/documents/key-pair.ts';
import { rasterizer } from '../../src/io/rasterizer.ts';
import { createKeyTools } from '../../src/io/virtual-key/node-key-tools.ts';
import { createAuthority, type TestAuthority, type TestCertificate } from '../support/certificates.ts';
import { serveBody, startKeyServer, type KeyHandler } from '../support/key-server.ts';
import { newKeyPair, publicKeyFingerprint, publicKeyPem, publicKeyPoint } from '../support/keys.ts';
import { createMemoryFiles } from '../support/memory-files.ts';
import { readQrPng, readQrText } from '../support/qr.ts';
import { runCli } from '../support/run.ts';
import { schemaFaults } from '../support/schema.ts';
import { expectTranscript } from '../support/transcript.ts';

const keys = createKeyTools({ now: () => Date.now() });

interface LinkDocument {
  readonly kind: string;
  readonly url: string;
  readonly domain: string;
  readonly dialog: string;
  readonly ownDomain: string | null;
  readonly handedOver: readonly { readonly name: string }[];
  readonly before: readonly { readonly id: string; readonly text: string }[];
  readonly steps: readonly { readonly id: string; readonly text: string }[];
  readonly warnings: readonly string[];
}

async function showJson(...args: string[]): Promise<LinkDocument> {
  const result = await runCli(['virtual-key', 'show', ...args, '--json']);
  const document = result.json<LinkDocument>();
  expect(schemaFaults(document)).toEqual([]);
  return document;
}

describe('virtual-key show', () => {
  it('seed 42: leads to the key of Smartcar, which owners see by name', async () => {
    const { stdout, exitCode } = await runCli(['virtual-key', 'show']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('https://www.tesla.com/_ak/smartcar.com\n');
    expect(stdout).toContain('"smartcar.com"');
    await expectTranscript('virtual-key-show', 'connect-cli virtual-key show', { stdout, exitCode, stderr: '' });
  });

  it('the code in the text leads to the link', async () => {
    const { stdout } = await runCli(['virtual-key', 'show']);
    const code = stdout.split('\n').filter((line) => /^[█▀▄ ]{20,}$/.test(line));
    expect(readQrText(code.join('\n'), 'dark')).toBe('https://www.tesla.com/_ak/smartcar.com');
  });

  it('seed 30: the first step is Phone as a Key', async () => {
    const { steps } = await showJson();
    expect(steps[0]?.text).toContain('Phone as a Key');
  });

  it('seed 35: names the ways in which an app gets the link', async () => {
    const { stdout } = await runCli(['virtual-key', 'show']);
    for (const way of ['virtual_key_url', 'virtualKeyUrl', 'onComplete', 'getVirtualKeyUrl()'])
      expect(stdout).toContain(way);
    expect((await showJson()).handedOver.map(({ name }) => name)).toEqual([
      'virtual_key_url',
      'virtualKeyUrl',
      'getVirtualKeyUrl()',
    ]);
  });

  it('seed 37: access comes first', async () => {
    expect((await showJson()).before[0]).toMatchObject({ id: 'connected' });
  });

  it('seed 38, seed 39, seed 40: the Tesla app, and the steps for phone and desktop', async () => {
    const { stdout } = await runCli(['virtual-key', 'show']);
    expect(stdout).toMatch(/The Tesla app \(4\.27\.3 or later\) is on your phone/);
    expect(stdout).toContain('Phone: Open the link.');
    expect(stdout).toContain('Desktop: Open the link.');
  });

  it('seed 43: a domain of one’s own needs the Enterprise plan', async () => {
    const { stdout } = await runCli(['virtual-key', 'show', '--domain', 'key.example.com']);
    expect(stdout).toContain('https://www.tesla.com/_ak/key.example.com\n');
    expect(stdout).toContain('Enterprise plan');
  });

  it('seed 49: the dialog has the domain in quotes and the model', async () => {
    const { dialog } = await showJson('--domain', 'some.domain.com', '--model', '3');
    expect(dialog).toBe('A virtual key for "some.domain.com" will be paired with your Model 3');
  });

  it('seed 88: the owner need not stand beside the car', async () => {
    expect((await runCli(['virtual-key', 'show'])).stdout).toContain('You need not stand beside the car');
  });

  it('seed 29, seed 78: each car needs a key of its own', async () => {
    expect((await runCli(['virtual-key', 'show'])).stdout).toContain('each one needs a key of its own');
  });

  it('seed 117, seed 118: Texture begins with the choice of the car, and has its own link', async () => {
    const { steps, url } = await showJson('--provider', 'texture');
    expect(steps[0]?.text).toBe('Open the Tesla app and select the car.');
    expect(steps[1]?.text).toContain('https://www.tesla.com/_ak/cdn.texturehq.com');
    expect(url).toBe('https://www.tesla.com/_ak/cdn.texturehq.com');
  });

  it('seed 119: the owner is asked to add the key to the selected car', async () => {
    const { steps } = await showJson('--provider', 'texture');
    expect(steps[2]?.text).toContain('virtual key for "cdn.texturehq.com"');
  });

  it('a VIN picks the car, and one that needs no key is told', async () => {
    const keyed = await showJson('--vin', '5yj3e1ea7hf000001');
    expect(keyed).toMatchObject({ url: 'https://tesla.com/_ak/smartcar.com?vin=5YJ3E1EA7HF000001', warnings: [] });
    expect((await showJson('--vin', '5YJSA1E26LF000001')).warnings[0]).toContain('takes commands without one');
  });

  it('writes the code as SVG and PNG, and both lead to the link', async () => {
    const files = createMemoryFiles();
    const args = ['virtual-key', 'show', '--domain', 'key.example.com', '--svg', 'k.svg', '--png', 'k.png'];
    expect((await runCli(args, { files, images: rasterizer })).stdout).toContain('Wrote k.png');
    const [svg, png] = ['k.svg', 'k.png'].map((path) => files.written.get(path)?.content);
    expect(readQrPng(png as Uint8Array)).toBe('https://www.tesla.com/_ak/key.example.com');
    expect(readQrPng(await rasterizer.rasterize(String(svg), 500))).toBe('https://www.tesla.com/_ak/key.example.com');
  });

  it.each([
    [['--domain', 'https://Key.example.com'], 'Did you mean "key.example.com"?'],
    [['--vin', 'WVWZZZ1JZXW000001'], 'not the VIN of a Tesla'],
    [['--model', 'Modl 3'], 'Did you mean "Model 3"?'],
    [['--provider', 'txture'], 'Did you mean "texture"?'],
  ])('%j is exit 2', async (args, message) => {
    const result = await runCli(['virtual-key', 'show', ...args, '--json']);
    expect(result.exitCode).toBe(2);
    expect(result.error().message).toContain(message);
  });
});

function lines(text: string): Pick<Context, 'stdin'> {
  return {
    stdin: {
      isTTY: false,
      readAll: async () => text,
      async *lines() {
        yield* text.split('\n');
      },
    },
  };
}

describe('virtual-key needed', () => {
  it('seed 27: Model 3 and Model Y', async () => {
    const model3 = await runCli(['virtual-key', 'needed', '--model', '3', '--year', '2017', '--json']);
    expect(model3.json()).toMatchObject({
      results: [{ model: 'Model 3', year: 2017, needed: 'yes', confidence: 'published-rule' }],
    });
    expect(schemaFaults(model3.json<{ kind: string }>())).toEqual([]);
    const modelY = await runCli(['virtual-key', 'needed', '--model', 'Y', '--json']);
    expect(modelY.json()).toMatchObject({ results: [{ needed: 'yes' }] });
  });

  it('seed 28: Model S by year, and a 2021 from before the refresh by VIN', async () => {
    const byYear = (year: string) => runCli(['virtual-key', 'needed', '--model', 'S', '--year', year, '--json']);
    expect((await byYear('2021')).json()).toMatchObject({ results: [{ needed: 'yes' }] });
    expect((await byYear('2020')).json()).toMatchObject({ results: [{ needed: 'no' }] });
    const result = await runCli([
      'virtual-key',
      'needed',
      '5YJSA1E24MF000001',
      '7SAYGDEE3PA000001',
      '5YJSA1E50MF000001',
    ]);
    expect(result.stdout).toContain('no (likely)');
    await expectTranscript(
      'virtual-key-needed',
      'connect-cli virtual-key needed 5YJSA1E24MF000001 7SAYGDEE3PA000001 5YJSA1E50MF000001',
      result,
    );
  });

  it('answers 0 for what is not a Tesla, and says why', async () => {
    const result = await runCli(['virtual-key', 'needed', 'WVWZZZ1JZXW000001', 'x\u001b[2J', '--json']);
    expect(result.exitCode).toBe(0);
    expect(result.json()).toMatchObject({
      results: [
        { needed: 'unknown', confidence: null, problem: 'not-a-tesla' },
        { needed: 'unknown', problem: 'not-a-vin' },
      ],
    });
    expect(schemaFaults(result.json<{ kind: string }>())).toEqual([]);
    expect((await runCli(['virtual-key', 'needed', 'x\u001b[2J'])).stdout).not.toContain('\u001b');
  });

  it('reads thousands from stdin, a line each', async () => {
    const vins = Array.from({ length: 5000 }, (_, index) => `5YJ3E1EA7HF${String(index).padStart(6, '0')}`);
    const result = await runCli(['virtual-key', 'needed', '-', '--json'], lines(`\ufeff${vins.join('\r\n')}\n`));
    const rows = result.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; vin: string });
    expect(rows.map(({ vin }) => vin)).toEqual(vins);
    expect(schemaFaults(rows[0] ?? { kind: '' })).toEqual([]);
    expect(schemaFaults(rows[4999] ?? { kind: '' })).toEqual([]);
  });

  it('answers people a line for each car', async () => {
    const result = await runCli(['virtual-key', 'needed', '-'], lines('5YJSA1E24MF000001\nWVWZZZ1JZXW000001\n'));
    await expectTranscript('virtual-key-needed-list', 'connect-cli virtual-key needed - < vins.txt', result);
  });

  it('reads the first column of a table, and prints one line for people', async () => {
    const result = await runCli(
      ['virtual-key', 'needed'],
      lines('"5YJSA1E26LF000001",red\n\n7G2TAEEB0PN000001;blue\n'),
    );
    expect(result.stdout.split('\n').map((line) => line.slice(0, 27).trimEnd())).toEqual([
      '5YJSA1E26LF000001  no',
      '7G2TAEEB0PN000001  unknown',
      '',
    ]);
  });

  it.each([
    [[], 'INPUT_REQUIRED'],
    [['--year', '2021'], 'INPUT_REQUIRED'],
    [['--model', 'S', '--year', '21'], 'INVALID_VALUE'],
    [['-', '5YJ3E1EA7HF000001'], 'USAGE'],
  ])('%j is exit 2 (%s)', async (args, code) => {
    const result = await runCli(['virtual-key', 'needed', ...args, '--json'], lines(''));
    expect([result.exitCode, result.error().code]).toEqual([2, code]);
  });
});

describe('virtual-key keygen', () => {
  it('writes a pair that belongs together, the private half for its owner alone', async () => {
    const files = createMemoryFiles();
    const result = await runCli(['virtual-key', 'keygen', '--json'], { files, keys });
    const privateFile = files.written.get('private-key.pem');
    const publicText = String(files.written.get('public-key.pem')?.content);
    expect(privateFile?.mode).toBe(0o600);
    expect(
      createPublicKey(createPrivateKey(String(privateFile?.content))).export({ type: 'spki', format: 'pem' }),
    ).toBe(publicText);
    expect(publicText).toHaveLength(178);
    expect(schemaFaults(result.json<{ kind: string }>())).toEqual([]);
    expect(result.stdout + result.stderr).not.toContain('PRIVATE KEY');
  });

  it('answers people with what to do with each half', async () => {
    const result = await runCli(['virtual-key', 'keygen'], { files: createMemoryFiles(), keys });
    await expectTranscript('virtual-key-keygen', 'connect-cli virtual-key keygen', result, [
      [/\b04[0-9a-f]{128}\b/g, `04${'ab'.repeat(64)}`],
      [/\b[0-9a-f]{64}\b/g, 'ab'.repeat(32)],
    ]);
  });

  it('quotes the path of the public half in the next command', async () => {
    const argv = ['virtual-key', 'keygen', '--public-key', 'my keys/$(id).pem', '--json'];
    const { next } = (await runCli(argv, { files: createMemoryFiles(), keys })).json<KeyPairDocument>();
    expect(next[0]?.command).toBe("connect-cli virtual-key check DOMAIN --expect 'my keys/$(id).pem'");
  });

  it.each(['private-key.pem', 'public-key.pem'])('never overwrites %s', async (path) => {
    const files = createMemoryFiles({ [path]: 'mine' });
    const result = await runCli(['virtual-key', 'keygen', '--json'], { files, keys });
    expect([result.exitCode, result.error().code]).toEqual([2, 'ALREADY_EXISTS']);
    expect([...files.written.keys()]).toEqual([path]);
    expect(files.written.get(path)?.content).toBe('mine');
  });

  it('says what to do with the private half when the public one cannot be written', async () => {
    const memory = createMemoryFiles();
    const files: typeof memory = {
      ...memory,
      writeAtomic: async (path, ...rest) => {
        if (path === 'public-key.pem') throw new CliError('INVALID_VALUE', 'It cannot be written.', { hint: 'Look.' });
        return memory.writeAtomic(path, ...rest);
      },
    };
    const result = await runCli(['virtual-key', 'keygen', '--json'], { files, keys });
    expect([result.exitCode, result.error().message]).toEqual([2, 'It cannot be written.']);
    expect(result.error().hint).toContain('openssl pkey -in private-key.pem -pubout -out public-key.pem');
  });

  it('refuses one path for both', async () => {
    const result = await runCli(['virtual-key', 'keygen', '--private-key', 'k', '--public-key', 'k', '--json'], {
      files: createMemoryFiles(),
      keys,
    });
    expect(result.error().code).toBe('INVALID_VALUE');
  });

  it('seed 44: says that customers of Smartcar serve the key they were given', async () => {
    const sentence = /Customers\s+of\s+Smartcar\s+serve the public key that\s+their account manager\s+gave them/;
    expect((await runCli(['virtual-key', 'keygen', '--help'])).stdout).toMatch(sentence);
    expect((await runCli(['virtual-key', 'keygen'], { files: createMemoryFiles(), keys })).stdout).toMatch(sentence);
  });
});

describe('virtual-key check', () => {
  const domain = 'key.example.com';
  let authority: TestAuthority;
  let certificate: TestCertificate;

  beforeAll(() => {
    authority = createAuthority();
    certificate = authority.issue(domain);
  });

  async function check(
    handler: KeyHandler,
    args: readonly string[] = [],
    given: Readonly<Record<string, string>> = {},
  ) {
    await using server = await startKeyServer(certificate, handler);
    const files = createMemoryFiles({ 'ca.pem': authority.ca, ...given });
    const route = ['--connect-to', `127.0.0.1:${server.port}`, '--ca', 'ca.pem', '--allow-private'];
    const result = await runCli(['virtual-key', 'check', domain, ...route, ...args], { files, keys });
    return { ...result, port: server.port };
  }

  it('seed 45, seed 48: a good host passes, and the name that owners see is told', async () => {
    const result = await check(serveBody(publicKeyPem), ['--model', '3']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('"key.example.com"');
    await expectTranscript('virtual-key-check', 'connect-cli virtual-key check key.example.com --model 3', result, [
      [/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'],
    ]);
  });

  it('the document has fingerprint, point and checks', async () => {
    const document = (await check(serveBody(publicKeyPem), ['--json'])).json<{ kind: string; key: unknown }>();
    expect(schemaFaults(document)).toEqual([]);
    expect(document).toMatchObject({
      passed: true,
      key: { type: 'ec', curve: 'prime256v1', fingerprint: publicKeyFingerprint, point: publicKeyPoint },
    });
  });

  it('seed 46: a missing file is exit 5', async () => {
    const result = await check(serveBody('', {}, 404), ['--json']);
    expect(result.exitCode).toBe(5);
    expect(schemaFaults(result.json<{ kind: string }>())).toEqual([]);
    expect(result.json()).toMatchObject({ passed: false, key: null });
  });

  it('seed 47: a redirect is exit 5, and says where it leads', async () => {
    const result = await check((_request, response) => {
      response.writeHead(301, { location: 'https://www.key.example.com/' }).end();
    });
    expect(result.exitCode).toBe(5);
    await expectTranscript('virtual-key-check-redirect', 'connect-cli virtual-key check key.example.com', result, [
      [/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'],
    ]);
  });

  it('a served private key is critical and not repeated', async () => {
    const { privateKey } = newKeyPair();
    const result = await check(serveBody(privateKey));
    expect(result.exitCode).toBe(5);
    expect(result.stdout).toContain('critical: A PRIVATE key is served');
    expect(result.stdout).not.toContain((privateKey.split('\n')[1] ?? '').slice(0, 20));
  });

  it.each([
    ['a private key', newKeyPair().privateKey, /critical: A PRIVATE key is served/],
    ['hello', 'hello', /error: There is no PEM block/],
  ])('%s under gzip is exit 5, and no sentence praises it', async (_, text, told) => {
    const result = await check(serveBody(gzipSync(text), { 'content-encoding': 'gzip' }));
    expect(result.exitCode).toBe(5);
    expect(result.stdout).toMatch(told);
    expect(result.stdout).not.toContain('✓ K7');
    expect(result.stdout).not.toContain('✓ The key');
  });

  it('a key with a warning is exit 0, and the last sentence says so', async () => {
    const result = await check(serveBody(gzipSync(publicKeyPem), { 'content-encoding': 'gzip' }));
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('⚠ The key can be read, but read the warnings above before owners add it.');
  });

  it('seed 44: --expect compares with the key that was given', async () => {
    const given = { 'given.pem': newKeyPair().publicKey };
    const result = await check(serveBody(publicKeyPem), ['--expect', 'given.pem'], given);
    expect(result.exitCode).toBe(5);
    expect(result.stdout).toContain('The served key is not the expected one.');
  });

  it('a private key is no key to expect', async () => {
    const result = await check(serveBody(publicKeyPem), ['--expect', 'p.pem', '--json'], {
      'p.pem': newKeyPair().privateKey,
    });
    expect([result.exitCode, result.error().code]).toEqual([2, 'INVALID_VALUE']);
  });

  it('a domain in the wrong form is a finding, and no host is contacted', async () => {
    const result = await runCli(['virtual-key', 'check', 'https://Key.example.com/', '--json'], {
      clock: { now: () => 0, sleep: () => Promise.reject(new Error('no sleep')) },
    });
    expect(result.exitCode).toBe(5);
    expect(result.json()).toMatchObject({
      findings: [{ kind: 'key-domain-form' }],
      next: [{ command: 'connect-cli virtual-key check key.example.com' }],
    });
    expect(schemaFaults(result.json<{ kind: string }>())).toEqual([]);
  });

  it('a private address is refused unless it is allowed', async () => {
    const result = await runCli(['virtual-key', 'check', domain, '--connect-to', '127.0.0.1:1', '--json'], { keys });
    expect(result.exitCode).toBe(5);
    expect(result.json<{ findings: { kind: string }[] }>().findings.map(({ kind }) => kind)).toEqual([
      'key-address-private',
      'key-link',
    ]);
  });

  it.each(['127.0.0.1', 'host:0', 'host:70000', 'http://host:1', '::1:443', ''])(
    '--connect-to "%s" is exit 2',
    async (text) => {
      const result = await runCli(['virtual-key', 'check', domain, '--connect-to', text, '--json'], { keys });
      expect([result.exitCode, result.error().code]).toEqual([2, 'INVALID_VALUE']);
    },
  );

  it('--ca without a certificate in it is exit 2', async () => {
    const files = createMemoryFiles({ 'ca.pem': 'nothing' });
    const result = await runCli(['virtual-key', 'check', domain, '--ca', 'ca.pem', '--json'], { files, keys });
    expect(result.error().code).toBe('INVALID_VALUE');
  });
});
