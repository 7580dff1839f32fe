import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createPrompts } from '../../src/io/prompts/prompts.ts';

/** A terminal that nobody can end, as the process's own streams are. */
function terminal() {
  const drawn: string[] = [];
  const output = new Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, callback) {
      drawn.push(String(chunk));
      callback();
    },
    final: () => {
      throw new Error('The terminal was ended.');
    },
  });
  return { output: Object.assign(output, { columns: 80 }), drawn };
}

describe('questions without colour', () => {
  it('can be asked one after the other, and a wait for a paste can be given up', async () => {
    const input = new PassThrough();
    const { output, drawn } = terminal();
    const prompts = createPrompts({ input, output, color: false, signal: new AbortController().signal });

    const first = prompts.confirm({ message: 'one?' });
    input.write('y\r');
    expect(await first).toBe(true);

    const stop = new AbortController();
    const paste = prompts.paste({ message: 'paste:', signal: stop.signal });
    stop.abort(new Error('too late'));
    await expect(paste).rejects.toThrow('too late');

    const last = prompts.confirm({ message: 'two?' });
    input.write('n\r');
    expect(await last).toBe(false);
    expect(drawn.join('')).toContain('two?');
    expect(drawn.join('')).not.toMatch(/\u001B\[\d+m/);
  });
});
