import { createPrompt, isEnterKey, makeTheme, useKeypress, usePrefix, useRef, useState } from '@inquirer/core';

/** Asks the terminal to mark pasted text, so that a line break inside it is not taken for Enter. */
export const bracketedPasteOn = '\u001B[?2004h';
/** Takes that back. */
export const bracketedPasteOff = '\u001B[?2004l';

/** How long a key must stand alone to be a shortcut: text that is pasted without brackets comes faster. */
const aloneMs = 60;

/** What the prompt asks. */
export interface PasteConfig {
  readonly message: string;
  /** Keys that end the prompt at once when they are pressed on an empty line; the answer is the key. */
  readonly shortcuts?: readonly string[] | undefined;
}

/**
 * Takes one long line that terminals and mail programs like to break: line breaks inside a paste are dropped.
 * The caller switches bracketed paste on and off.
 */
export const pastePrompt = createPrompt<string, PasteConfig>((config, done) => {
  const theme = makeTheme();
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [value, setValue] = useState('');
  const pasting = useRef(false);
  const shortcut = useRef<NodeJS.Timeout | undefined>(undefined);
  const prefix = usePrefix({ status, theme });

  const finish = (answer: string): void => {
    setStatus('done');
    done(answer);
  };

  useKeypress((key, rl) => {
    clearTimeout(shortcut.current);
    const { line } = rl;
    if (!pasting.current && config.shortcuts?.includes(line) === true) {
      shortcut.current = setTimeout(() => finish(line), aloneMs);
    }
    if (key.name === 'paste-start') {
      pasting.current = true;
    } else if (key.name === 'paste-end') {
      pasting.current = false;
    } else if (!isEnterKey(key)) {
      setValue(rl.line);
    } else if (pasting.current || value.trim() === '') {
      // Enter emptied readline's line: what was there before the break goes on.
      rl.write(value);
    } else {
      finish(value.trim());
    }
  });

  return `${prefix} ${theme.style.message(config.message, status)} ${value}`;
});
