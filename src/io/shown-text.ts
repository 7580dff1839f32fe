import { showInvisible } from '../core/text/invisible.ts';

/** Bytes of a batch of rows, whatever its characters. */
const roomSize = 256 * 1024;

let room: Buffer | undefined;

/**
 * The text as people and programs may see it, in UTF-8. Controls of C0, among them line ends and colours, are left to
 * whoever makes the text. As many bytes as characters are ASCII, where of the rest nothing but DEL is invisible: to count
 * them takes a tenth of the time of looking at each character, which tells with a million rows.
 * A long text stands in the same bytes as the one before; use them before the next call.
 */
export function encodeShown(text: string): Buffer {
  const bytes = encode(text);
  return bytes.length === text.length && !bytes.includes(0x7f) ? bytes : encode(showInvisible(text));
}

/** Thousands of batches, each in bytes of its own, would be a heap that the collector does not see. */
function encode(text: string): Buffer {
  if (text.length < 4096 || text.length * 3 > roomSize) return Buffer.from(text, 'utf8');
  room ??= Buffer.allocUnsafeSlow(roomSize);
  return room.subarray(0, room.write(text, 'utf8'));
}
