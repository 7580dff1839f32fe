import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const library = fileURLToPath(new URL('../dist/consent.mjs', import.meta.url));

/** What a page loads that takes these names from the library, compressed as servers do. */
async function loaded(names: string): Promise<{ readonly code: string; readonly kilobytes: number }> {
  const contents = `import { ${names} } from 'connect-cli/consent'; globalThis.used = [${names}];`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  return { code, kilobytes: gzipSync(code).length / 1000 };
}

const [, exported = ''] = /export\{([^}]*)\};?\s*$/.exec(readFileSync(library, 'utf8')) ?? [];
const everything = [...exported.matchAll(/ as (\w+)/g)].map(([, name = '']) => name);

describe('connect-cli/consent', () => {
  it('loads as much as a page uses', async () => {
    expect((await loaded('explainScope')).kilobytes).toBeLessThanOrEqual(10);
    expect((await loaded('createState, sameState')).kilobytes).toBeLessThanOrEqual(1);
    expect((await loaded('readRedirect')).kilobytes).toBeLessThanOrEqual(3);
    expect((await loaded('explainScope, compareGrant, buildConnectUrl, buildRevokeUrl')).kilobytes).toBeLessThanOrEqual(
      14,
    );
  });

  it('is at most 80 kB as a whole, bundled or as it lies in the package', async () => {
    expect(everything.length).toBeGreaterThan(10);
    expect((await loaded(everything.join(', '))).kilobytes).toBeLessThanOrEqual(80);
    expect(gzipSync(readFileSync(library)).length / 1000).toBeLessThanOrEqual(80);
  });

  it('leaves nothing in a page that uses nothing of it', async () => {
    const contents = `import { explainScope } from ${JSON.stringify(library)};`;
    // Outside of the package's sideEffects the marks in the file alone tell that it may go.
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      bundle: true,
      format: 'esm',
      write: false,
    });
    expect(outputFiles[0]?.text.replaceAll(/^\/\/.*$/gm, '').trim()).toBe('');
  });

  it('needs nothing but the language, URLs and crypto', async () => {
    const { outputFiles } = await build({
      entryPoints: [library],
      bundle: true,
      format: 'iife',
      globalName: 'consent',
      write: false,
    });
    const bare = createContext({ URL, URLSearchParams, crypto });
    const use = `${outputFiles[0]?.text ?? ''};
      const state = consent.createState();
      const url = consent.buildConnectUrl({ applicationId: 'a', state, scope: 'read_vin control_charge' });
      ({
        boxes: consent.explainScope('read_vin').boxes.length,
        kind: consent.readConnectUrl(url).kind,
        redirect: consent.readRedirect('?error=access_denied&state=' + state, { state }).ok,
        missing: consent.compareGrant('read_vin control_charge', 'read_vin').missingBoxes.join(),
        error: consent.explainError('PERMISSION:null', { language: 'de' })[0].known,
        key: consent.explainKeyNeed({ vin: '5YJ3E1EA7HF000001' }).needed,
        words: consent.describeBoxes('read_vin').length,
        picture: consent.drawConsentScreen('read_vin').slice(0, 4),
        revoke: consent.buildRevokeUrl({ applicationId: 'a', scope: 'read_vin' }).length > 50,
      })`;
    expect({ ...runInContext(use, bare) }).toEqual({
      boxes: 5,
      kind: 'connect',
      redirect: true,
      missing: 'Vehicle Charging Management',
      error: true,
      key: 'yes',
      words: 1,
      picture: '<svg',
      revoke: true,
    });
  });

  it('is one library for import and for require, and says nothing about it', () => {
    const ask =
      "import('connect-cli/consent').then((library) => console.log(library === require('connect-cli/consent')))";
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', ask], { cwd: root, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'true\n', stderr: '' });
  });
});
