import { createPrompt, isEnterKey, makeTheme, useKeypress, usePrefix, useRef, useState } from '@inquirer/core';
import { pasteKey } from './key-input.ts';

/** How much of a long text is drawn: more would scroll off the screen, where nobody can take the code away. */
const longestDrawn = 600;

/** How long a key must stand alone to be a shortcut: text that is pasted without brackets comes faster. */
const aloneMs = 60;

/** What the prompt asks. */
export interface PasteConfig {
  readonly message: string;
  /** Keys that end the prompt at once when they are pressed on an empty line; the answer is the key. */
  readonly shortcuts?: readonly string[] | undefined;
}

/** Takes one long line, and shows only the end of one that is longer than any address. */
export const pastePrompt = createPrompt<string, PasteConfig>((config, done) => {
  const theme = makeTheme();
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [value, setValue] = useState('');
  const shortcut = useRef<NodeJS.Timeout | undefined>(undefined);
  const prefix = usePrefix({ status, theme });

  const finish = (answer: string): void => {
    setStatus('done');
    done(answer);
  };

  useKeypress((key, rl) => {
    clearTimeout(shortcut.current);
    const { line } = rl;
    if (key.name !== pasteKey && config.shortcuts?.includes(line) === true) {
      shortcut.current = setTimeout(() => finish(line), aloneMs);
    }
    if (!isEnterKey(key)) setValue(line);
    // Enter emptied readline's line.
    else if (value.trim() === '') rl.write(value);
    else finish(value.trim());
  });

  return `${prefix} ${theme.style.message(config.message, status)} ${tail(value)}`;
});

function tail(text: string): string {
  return text.length > longestDrawn ? `…${text.slice(-longestDrawn)}` : text;
}
