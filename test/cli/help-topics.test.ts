import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentVariables } from '../../src/core/environment-variables.ts';
import { originTable } from '../../src/settings/origins.ts';
import { privateVariables } from '../../src/core/secret-variables.ts';
import { settingVariables } from '../../src/core/setting-variables.ts';
import { kinds } from '../../src/report/documents/kinds.ts';
import type { HelpTopicDocument } from '../../src/report/documents/help.ts';
import { captureOutput } from '../support/context.ts';
import { runCli } from '../support/run.ts';
import { expectTranscript } from '../support/transcript.ts';

async function rowsOf(topic: string): Promise<readonly string[]> {
  const { exitCode, json } = await runCli(['help', topic, '--json']);
  expect(exitCode).toBe(0);
  return (json() as unknown as HelpTopicDocument).rows.map(({ name }) => name);
}

/** The names that the sources ask the environment for, but those of proxies in small letters. */
function variablesRead(): readonly string[] {
  const root = new URL('../../', import.meta.url);
  const files = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name}`);
  const texts = files.map((name) => readFileSync(new URL(name, root), 'utf8'));
  const read = texts.flatMap((text) => [...text.matchAll(/\b(?:env|variables)(?:\['|\.)([A-Z][A-Z0-9_]{2,})\b/g)]);
  return [...new Set(read.map(([, name = '']) => name))];
}

describe('help environment', () => {
  it('knows every variable that the sources read: a new one gets a row in src/core/environment-variables.ts', () => {
    const known = Object.keys(environmentVariables);
    const origins = Object.values(originTable).flatMap(({ env }) => [...env]);
    const read = [...variablesRead(), ...origins, ...privateVariables, ...Object.keys(settingVariables)];
    expect(read.length).toBeGreaterThan(40);
    expect(read.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('shows them to people', async () => {
    const result = await runCli(['help', 'environment']);
    for (const name of Object.keys(environmentVariables)) expect(result.stdout).toContain(`  ${name}`);
    await expectTranscript('help-environment', 'connect-cli help environment', result);
  });
});

describe('help exit-codes', () => {
  it('lists every number', async () => {
    expect(await rowsOf('exit-codes')).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '130', '143']);
  });

  it('names the codes of errors that end so', async () => {
    const { stdout } = await runCli(['help', 'exit-codes']);
    expect(stdout).toMatch(/^ {2}8 {4}The port of the redirect URI cannot be had\. PORT_UNAVAILABLE\.$/m);
  });
});

describe('help json', () => {
  it('lists every kind', async () => {
    expect(await rowsOf('json')).toEqual(Object.keys(kinds));
  });
});

describe.each(['environment', 'exit-codes', 'json'])('help %s', (topic) => {
  it.each([60, 80, 200])('keeps within %i columns', async (columns) => {
    const { exitCode, stdout } = await runCli(['help', topic], { stdout: captureOutput({ columns }) });
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([]);
  });
});
