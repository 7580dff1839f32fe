import { describe, expect, it } from 'vitest';
import { commandLine, quoteWord } from '../../../src/core/text/shell.ts';

describe('commands to paste', () => {
  it.each([
    ['read_vin', 'read_vin'],
    ['required:read_vin', 'required:read_vin'],
    ['--sandbox=http://localhost:4010', '--sandbox=http://localhost:4010'],
    ['read_vin read_odometer', '"read_vin read_odometer"'],
    ["it's $HOME", String.raw`'it'\''s $HOME'`],
    ['`id`', "'`id`'"],
    ['', '""'],
  ])('writes %j as %s', (word, written) => {
    expect(quoteWord(word)).toBe(written);
  });

  it('joins words', () => {
    expect(commandLine(['connect-cli', 'revoke', '--scope', 'a b'])).toBe('connect-cli revoke --scope "a b"');
  });
});
