import { createPrompt, isEnterKey, makeTheme, useKeypress, usePrefix, useRef, useState } from '@inquirer/core';

/** Asks the terminal to mark pasted text, so that a line break inside it is not taken for Enter. */
export const bracketedPasteOn = '\u001B[?2004h';
/** Takes that back. */
export const bracketedPasteOff = '\u001B[?2004l';

/**
 * Takes one long line that terminals and mail programs like to break: line breaks inside a paste are dropped.
 * The caller switches bracketed paste on and off.
 */
export const pastePrompt = createPrompt<string, { readonly message: string }>((config, done) => {
  const theme = makeTheme();
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [value, setValue] = useState('');
  const pasting = useRef(false);
  const prefix = usePrefix({ status, theme });

  useKeypress((key, rl) => {
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
      setStatus('done');
      done(value.trim());
    }
  });

  return `${prefix} ${theme.style.message(config.message, status)} ${value}`;
});
