import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run.ts';
import { connectLink, setStage } from '../sandbox/visitor.ts';
import { repositorySchemas } from '../support/schemas.ts';
import { makeHome } from '../support/home.ts';

const inherited = ['constructor', '__proto__', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'];
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Accesses whose key cannot come from outside, and why. */
const exceptions: ReadonlyMap<string, string> = new Map([
  ['src/core/text/keys.ts record[key]', 'behind Object.hasOwn: the one place where it is looked up'],
  ['src/core/text/json.ts object[name]', 'behind Object.hasOwn'],
  ['src/core/environment-variables.ts flagsOf[name]', 'names of our own table'],
  ['src/main.ts process.env[name]', 'names of our own table; the environment inherits nothing'],
  [
    "src/io/rows/csv.ts row[header[index] ?? '']",
    'a column called __proto__ is dropped: assigning text to it does nothing',
  ],
  ['src/sandbox/http/serve.ts headers[name]', 'names that Object.keys gave of the same object'],
  ['src/sandbox/api/car/compatibility.ts endpoint[make]', 'makes of our own table'],
]);

/** @returns every access by a key of any text to an object that inherits, as `file expression` */
function unguardedAccesses(files: readonly string[], options: ts.CompilerOptions): readonly string[] {
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const isAnyText = (type: ts.Type): boolean =>
    type.isUnion() ? type.types.some(isAnyText) : (type.flags & ts.TypeFlags.String) !== 0;
  return files.flatMap((file) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (
        ts.isElementAccessExpression(node) &&
        isAnyText(checker.getTypeAtLocation(node.argumentExpression)) &&
        !checker.isArrayLikeType(checker.getTypeAtLocation(node.expression))
      )
        found.push(`${file.slice(file.indexOf('src/'))} ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    const source = program.getSourceFile(file);
    if (source !== undefined) visit(source);
    return found;
  });
}

describe('3. Plain objects as dictionaries', () => {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${root}tsconfig.json`,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(String(messageText));
      },
    },
  );

  it('are looked up by ownValue alone, or in a Map', { timeout: 120_000 }, () => {
    const files = (config?.fileNames ?? []).filter((file) => file.startsWith(`${root}src/`));
    expect(files.length).toBeGreaterThan(300);
    const found = unguardedAccesses(files, config?.options ?? {});
    expect([...new Set(found)].toSorted()).toEqual([...exceptions.keys()].toSorted());
  });

  it.each(inherited.flatMap((name) => [[name, 'TESLA'] as const, [name, 'CHEVROLET'] as const]))(
    'a person signs in to the sandbox as %s with %s, and its inspector still answers',
    (name, make) => {
      const stage = setStage();
      const preamble = stage.get(connectLink(stage, { scope: 'read_vin', make })).headers['location'] ?? '';
      const signIn = stage.post(preamble, '').headers['location'] ?? preamble;
      for (const address of [signIn, preamble, signIn])
        expect(stage.post(address, { username: name, password: 'p' }).status).toBeLessThan(500);
      for (const path of ['/_sandbox/state', '/_sandbox', '/_sandbox/log'])
        expect([path, stage.get(path).status]).toEqual([path, 200]);
      const account = stage.core.handle({
        method: 'POST',
        path: '/_sandbox/accounts',
        query: '',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: name, make: name }),
      });
      expect([200, 400]).toContain(account.status);
      expect(stage.get('/_sandbox/state').status).toBe(200);
    },
  );

  it.each(inherited)('%s is not a permission, box, error, edition, kind or setting', async (name) => {
    for (const argv of [
      ['explain-scopes', name],
      ['explain-scopes', 'read_vin', '--boxes', name],
      ['explain-scopes', 'read_vin', '--edition', name],
      ['explain-scopes', 'read_vin', '--provider', name],
      ['scopes', '--signal', name],
      ['virtual-key', 'needed', '--model', name],
      ['schema', name],
      ['nothing-called', name],
    ]) {
      const ended = await runCli([...argv, '--json', '--no-input'], { schemas: repositorySchemas });
      expect([argv.join(' '), ended.exitCode]).toEqual([argv.join(' '), 2]);
    }
    const explained = await runCli(['explain-error', name, '--json']);
    expect(explained.exitCode).toBe(5);
    for (const text of [`${name}:${name}`, `{"type":"${name}","code":"${name}","statusCode":400}`])
      expect((await runCli(['explain-error', text, '--json'])).exitCode).toBe(5);
  });

  it.each(inherited)('a profile called %s is one, and none before it is made', async (name) => {
    const home = await makeHome();
    try {
      const argv = ['--profile', name, '--json', '--no-input'];
      expect((await runCli(['config', ...argv], home.context())).exitCode).toBe(2);
      const id = '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07';
      const made = await runCli(['init', '--client-id', id, ...argv], home.context());
      // Names are letters, digits and signs: what is no name is refused, what is one works.
      expect([0, 2]).toContain(made.exitCode);
      expect((await runCli(['config', ...argv], home.context())).exitCode).toBe(made.exitCode);
      expect((await runCli(['profile', 'list', '--json'], home.context())).exitCode).toBe(0);
    } finally {
      await home.remove();
    }
  });
});
