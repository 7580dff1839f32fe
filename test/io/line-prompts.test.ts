import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createLinePrompts } from '../../src/io/prompts/line-prompts.ts';

it('shows nothing of a secret from the first word that asks for it, and when it asks again', async () => {
  const seen: string[] = [];
  const input = Object.assign(new PassThrough(), {
    setRawMode: (isRaw: boolean) => void seen.push(isRaw ? '<echo off>' : '<echo on>'),
  });
  const prompts = createLinePrompts({
    input,
    write: (text) => void seen.push(text),
    signal: new AbortController().signal,
  });
  const answer = prompts.password({ message: 'Client secret' });
  input.write('\r');
  await expect.poll(() => seen.join('')).toContain('Type or paste the value.');
  input.write('s3cret\r');
  expect((await answer).reveal()).toBe('s3cret');
  expect(seen.join('')).toBe(
    '<echo off>Client secret (it does not show): <echo on>\n' +
      '<echo off>Type or paste the value.\nClient secret (it does not show): <echo on>\n',
  );
});
