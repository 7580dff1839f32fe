import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { readBounds } from '../read-bounds.ts';

/** Asks the terminal to mark pasted text, so that a line break inside it is not taken for Enter. */
export const bracketedPasteOn = '\u001B[?2004h';
/** Takes that back. */
export const bracketedPasteOff = '\u001B[?2004l';

/** Name of the key that a pasted text comes as. */
export const pasteKey = 'paste';

const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';
const ctrlC = '\u0003';

/** Nobody types so much at once, and no key's own sequence is so long: the terminal knows no marks for a paste. */
const unmarkedPaste = /(?<=^|[\r\n])(\P{Cc}{32,})/u;

/** One character more than any answer may have, so that whoever reads it sees that it is too long. */
const longestText = readBounds.line.bytes + 1;

/** A terminal, or what stands in for one. */
export type KeySource = NodeJS.ReadableStream & { isTTY?: boolean | undefined; setRawMode?(mode: boolean): unknown };

/** The keys of a terminal. */
export interface KeyInput {
  readonly stream: NodeJS.ReadableStream;
  /** Leaves the terminal as it was. */
  close(): void;
}

/**
 * The keys of a terminal, with each pasted text as one key. Readline measures the whole line for every key, and a
 * prompt draws it anew: character by character, a long paste takes the square of its length, and Ctrl-C waits behind it.
 * Line breaks inside a marked paste are dropped, since terminals and mail programs break long lines.
 */
export function createKeyInput(terminal: KeySource): KeyInput {
  const stream = standIn(terminal);
  const decoder = new StringDecoder('utf8');
  // Readline hears keys as events of its input.
  const insert = (text: string): void => {
    stream.emit('keypress', text, { sequence: text, name: pasteKey, ctrl: false, meta: false, shift: false });
  };
  const read = createPasteReader({ insert, press: (text) => void stream.emit('data', text) });
  const onData = (chunk: Buffer | string): void => read(typeof chunk === 'string' ? chunk : decoder.write(chunk));
  const onEnd = (): void => void stream.emit('end');
  terminal.on('data', onData);
  terminal.once('end', onEnd);
  return {
    stream,
    close() {
      terminal.removeListener('data', onData);
      terminal.removeListener('end', onEnd);
    },
  };
}

/** What readline asks of its input goes on to the terminal. */
function standIn(terminal: KeySource): Readable {
  const stream = new Readable({ read: () => undefined });
  const { isTTY, setRawMode } = terminal;
  return Object.assign(stream, {
    isTTY,
    pause: () => (terminal.pause(), stream),
    resume: () => (terminal.resume(), stream),
    ...(setRawMode === undefined ? {} : { setRawMode: setRawMode.bind(terminal) }),
  });
}

interface PasteHandlers {
  /** Takes a whole text. */
  readonly insert: (text: string) => void;
  /** Takes keys, one or more. */
  readonly press: (keys: string) => void;
}

/** Tells pasted texts from keys, in whatever pieces the terminal sends them. */
export function createPasteReader({ insert, press }: PasteHandlers): (chunk: string) => void {
  let pasted: string | undefined;
  // The end of a chunk that may be the beginning of the closing mark.
  let rest = '';

  const readPasted = (chunk: string): string => {
    const text = rest + chunk;
    const end = text.indexOf(pasteEnd);
    // Of a paste that never ends, too, Ctrl-C is the way out.
    const stop = text.indexOf(ctrlC);
    if (stop !== -1 && (end === -1 || stop < end)) return finish(text.slice(stop));
    const length = end === -1 ? text.length - partOfEnd(text) : end;
    pasted = ((pasted ?? '') + printable(text.slice(0, length))).slice(0, longestText);
    if (end === -1) {
      rest = text.slice(length);
      return '';
    }
    if (pasted !== '') insert(pasted);
    return finish(text.slice(end + pasteEnd.length));
  };

  const finish = (following: string): string => {
    pasted = undefined;
    rest = '';
    return following;
  };

  const readTyped = (chunk: string): string => {
    const start = chunk.indexOf(pasteStart);
    const typed = start === -1 ? chunk : chunk.slice(0, start);
    for (const [index, keys] of typed.split(unmarkedPaste).entries()) {
      // What the pattern captured stands in every other place.
      if (index % 2 === 1) insert(printable(keys).slice(0, longestText));
      else if (keys !== '') press(keys);
    }
    if (start === -1) return '';
    pasted = '';
    return chunk.slice(start + pasteStart.length);
  };

  return (chunk) => {
    for (let left = chunk; left !== '';) left = pasted === undefined ? readTyped(left) : readPasted(left);
  };
}

function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\u2028\u2029]/gu, '');
}

/** @returns how many characters at the end of a text may begin the closing mark */
function partOfEnd(text: string): number {
  for (let length = pasteEnd.length - 1; length > 0; length -= 1) {
    if (text.endsWith(pasteEnd.slice(0, length))) return length;
  }
  return 0;
}
