import { statSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/io/files.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runNode } from '../support/process.ts';
import { runningSandbox } from '../support/rehearsal.ts';

const bin = fileURLToPath(new URL('../../bin/connect-cli.cjs', import.meta.url));
const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';

let home: Home;
let [work, temporary] = ['', ''];
beforeEach(async () => {
  home = await makeHome();
  [work, temporary] = [join(home.path, 'work'), join(home.path, 'temporary')];
  await mkdir(work);
  await mkdir(temporary);
});
afterEach(() => home.remove());

function run(words: readonly string[], options: { readonly input?: string; readonly TMPDIR?: string } = {}) {
  const { input = '', TMPDIR = temporary } = options;
  return runNode([bin, ...words], { env: { ...home.env, TMPDIR }, cwd: work, input });
}

const row = JSON.stringify({ userId: 'u1', make: 'TESLA', year: 2024, permissions: ['read_vin'], era: 'v3' });
const audit = ['audit', '-', '--scope', 'read_vin read_odometer', '--client-id', id];
const redirect = ['--redirect-uri', 'https://example.com/callback'];

/** Commands that write files, and the files that they leave. */
const writers: readonly (readonly [readonly string[], string, readonly string[]])[] = [
  [['init', '--client-id', id, '--client-secret-stdin'], 'a-secret-of-theirs', []],
  [['authorize', '--start', '--client-id', id, ...redirect], '', []],
  [['virtual-key', 'keygen'], '', ['private-key.pem', 'public-key.pem']],
  [['guide', 'consent', '--output', 'guide.svg'], '', ['guide.svg']],
  [['virtual-key', 'show', '--domain', 'example.com', '--svg', 'key.svg'], '', ['key.svg']],
  [[...audit, '--summary', 's.json', '--out', 'rows.jsonl'], `${row}\n`, ['rows.jsonl', 's.json']],
  [['campaign', 'key', 'campaign.key'], '', ['campaign.key']],
];

describe.runIf(process.platform !== 'win32')('13. Temporary files', () => {
  it.each(writers)('%j makes them beside their place, and leaves none', async (words, input, left) => {
    const ended = await run([...words, '--no-input'], { input });
    expect([ended.code, ended.stderr.match(/error [A-Z_]+/)]).toEqual([0, null]);
    expect((await readdir(work)).toSorted()).toEqual([...left].toSorted());
    expect(await readdir(temporary)).toEqual([]);
    const names = (await home.contents()).map(({ path }) => path);
    expect(names.filter((name) => /tmp|lock/.test(name))).toEqual([]);
  });

  it.each(writers.slice(0, 5))('%j needs no folder for them', async (words, input) => {
    const ended = await run([...words, '--no-input'], { input, TMPDIR: '/nonexistent' });
    expect(ended.code).toBe(0);
  });

  it('of a file that only its owner may read is closed to others from its first byte on', async () => {
    const path = join(work, 'key');
    await writeFile(path, 'old');
    await chmod(path, 0o666);
    const seen: number[] = [];
    const before = process.umask(0);
    try {
      const content = new Uint8Array(32 * 1024 * 1024);
      const progress = { isDone: false };
      const writing = createFiles(process)
        .writeAtomic(path, content, { mode: 0o600 })
        .finally(() => (progress.isDone = true));
      while (!progress.isDone) {
        for (const name of (await readdir(work)).filter((one) => one !== 'key'))
          seen.push((statSync(join(work, name), { throwIfNoEntry: false })?.mode ?? 0o600) & 0o777);
        await new Promise((next) => setImmediate(next));
      }
      await writing;
    } finally {
      process.umask(before);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect([...new Set(seen)]).toEqual([0o600]);
    expect(await readdir(work)).toEqual(['key']);
  });
});

describe.runIf(process.platform !== 'win32')("13. Texture's key", () => {
  it('rests in one file that only its owner may read, and stands nowhere else', async () => {
    const sandbox = await runningSandbox();
    const words = ['authorize', '--provider', 'texture', `--sandbox=${sandbox.url}`, '--owner', 'select-all', '--json'];
    const ended = await run([...words, '--verbose']);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ callback: { scopedKey: 'stored' } });
    const files = await home.contents();
    const stored = files.filter(({ text }) => text.includes('"texture"'));
    expect(stored.map(({ path, mode }) => [path.split('/')[0], mode])).toEqual([['credentials', 0o600]]);
    const { content } = JSON.parse(stored[0]?.text ?? '') as { content: { accessToken: string } };
    const key = content.accessToken;
    expect(key.length).toBeGreaterThan(20);
    expect(files.filter(({ text }) => text.includes(key))).toHaveLength(1);
    expect(ended.stdout + ended.stderr).not.toContain(key);
    expect(await readdir(temporary)).toEqual([]);
    // Removed, it stands nowhere at all.
    expect((await run(['token', 'remove', '--all'])).code).toBe(0);
    expect((await home.contents()).filter(({ text }) => text.includes(key))).toEqual([]);
    expect(await readFile(join(home.path, 'credentials', 'backend.json'), 'utf8').catch(() => '')).not.toContain(key);
  });
});
