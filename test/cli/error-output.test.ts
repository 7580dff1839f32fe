import { expect, test } from 'vitest';
import { hideFromOutput } from '../../src/core/secret.ts';
import { runCli } from '../support/run.ts';

test('A value that is too long to be read is quoted by its ends, as text and as JSON', async () => {
  const value = `begin${'x'.repeat(100_000)}end`;
  const text = await runCli(['explain-scopes', value]);
  expect(text.exitCode).toBe(2);
  expect(text.stderr.length).toBeLessThan(2000);
  expect(text.stderr).toContain('"begin');
  expect(text.stderr.replace(/\s+/g, ' ')).toMatch(/characters left out\) …x+end" is not a Smartcar permission\./);
  const json = await runCli(['explain-scopes', value, '--json']);
  expect(json.error().message).toMatch(
    /^"beginx+… \(99,\d{3} characters left out\) …x+end" is not a Smartcar permission\.$/,
  );
});

test('A secret on the border of what is left out is hidden whole', async () => {
  const secret = 'S3cr3t'.repeat(30);
  hideFromOutput(secret);
  const { stderr } = await runCli(['explain-scopes', `${'x'.repeat(400)}${secret}${'y'.repeat(5000)}`]);
  expect(stderr).not.toContain('S3cr3t');
});
