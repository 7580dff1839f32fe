import { Writable } from 'node:stream';

/** Colour and text attributes (SGR); cursor movements pass. */
const attributes = /\u001B\[[\d;]*m/g;

/**
 * A terminal without colours: Node 20's `styleText`, which Inquirer draws with, knows nothing of `NO_COLOR`.
 * Keeps the terminal's width, which Inquirer wraps by.
 */
export function withoutColor(
  terminal: NodeJS.WritableStream & { readonly columns?: number | undefined },
): NodeJS.WritableStream {
  const plain = new Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, callback) {
      terminal.write(String(chunk).replace(attributes, ''));
      callback();
    },
  });
  Object.defineProperties(plain, {
    columns: { get: () => terminal.columns },
    isTTY: { value: true },
  });
  return plain;
}
