import { tooLarge } from './bounded-read.ts';
import { readBounds } from './read-bounds.ts';

const lineEnd = /\r\n|\n|\r/;
const byteOrderMark = /^\uFEFF/;

/**
 * Cuts a stream into lines, without their ends and without a byte order mark. Of a text that never ends no more is held
 * than one line.
 * @param name what errors call the stream
 * @throws CliError INVALID_VALUE for a line that is longer than any value
 */
export async function* readLines(stream: AsyncIterable<unknown>, name: string): AsyncGenerator<string> {
  // Asked for on first use: loading it costs every start, and most starts read no lines.
  const { StringDecoder } = process.getBuiltinModule('node:string_decoder');
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let count = 0;
  const next = (line: string): string => {
    count += 1;
    if (line.length > readBounds.line.bytes) throw tooLarge(`Line ${count} of ${name}`, readBounds.line);
    return count === 1 ? line.replace(byteOrderMark, '') : line;
  };
  for await (const chunk of stream) {
    const text = rest + (chunk instanceof Uint8Array ? decoder.write(Buffer.from(chunk)) : String(chunk));
    // Half of a line end says nothing before the other half is there.
    const known = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, known).split(lineEnd);
    rest = (lines.pop() ?? '') + text.slice(known);
    for (const line of lines) yield next(line);
    // The line that begins here is too long already.
    if (rest.length > readBounds.line.bytes) next(rest);
  }
  const last = (rest + decoder.end()).replace(/\r$/, '');
  if (last !== '') yield next(last);
}
