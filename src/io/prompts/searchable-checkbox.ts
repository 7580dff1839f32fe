import {
  createPrompt,
  isBackspaceKey,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isTabKey,
  isUpKey,
  makeTheme,
  usePagination,
  usePrefix,
  useKeypress,
  useState,
} from '@inquirer/core';
import figures from '@inquirer/figures';
import type { PromptChoice } from '../context.ts';

export interface SearchableCheckboxConfig {
  readonly message: string;
  readonly choices: readonly PromptChoice[];
  /** At least one choice must be ticked before Enter is taken. */
  readonly required?: boolean;
  /** Choices on screen at once. */
  readonly pageSize?: number;
}

const keysHelp = 'type to search, ↑↓ move, space tick, tab all shown, esc clear, enter done';

/**
 * A checkbox list narrowed by typing. Inquirer ships a checkbox without search and a search without checkboxes;
 * this is the two together, on the same public hooks.
 */
export const searchableCheckbox = createPrompt<readonly string[], SearchableCheckboxConfig>((config, done) => {
  const theme = makeTheme();
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [term, setTerm] = useState('');
  const [active, setActive] = useState(0);
  const [error, setError] = useState<string | undefined>(undefined);
  const [ticked, setTicked] = useState<readonly string[]>(
    config.choices.filter(isTicked).map((choice) => choice.value),
  );
  const prefix = usePrefix({ status, theme });
  const shown = config.choices.filter((choice) => matches(choice, term));
  const current = shown[Math.min(active, shown.length - 1)];

  const search = (next: string): void => {
    setTerm(next);
    setActive(0);
    setError(undefined);
  };
  const tick = (next: readonly string[]): void => {
    setTicked(next);
    setError(undefined);
  };

  useKeypress((key, rl) => {
    // Readline has already put the key into its line: whatever is no search text is taken out again.
    const keepLine = (text: string): void => {
      rl.clearLine(0);
      rl.write(text);
    };
    if (isEnterKey(key)) {
      if (config.required === true && ticked.length === 0) {
        rl.write(term);
        setError('Tick at least one with the space bar.');
        return;
      }
      setStatus('done');
      done(inOrder(config.choices, ticked));
    } else if (isUpKey(key) || isDownKey(key)) {
      keepLine(term);
      if (shown.length > 0)
        setActive((Math.min(active, shown.length - 1) + (isUpKey(key) ? -1 : 1) + shown.length) % shown.length);
    } else if (isSpaceKey(key)) {
      keepLine(term);
      if (current !== undefined) tick(toggle(ticked, current.value));
    } else if (isTabKey(key)) {
      keepLine(term);
      tick(toggleAll(ticked, shown));
    } else if (key.name === 'escape') {
      keepLine('');
      search('');
    } else if (rl.line !== term || isBackspaceKey(key)) {
      search(rl.line);
    }
  });

  const page = usePagination({
    items: shown,
    active: Math.max(0, Math.min(active, shown.length - 1)),
    pageSize: config.pageSize ?? 10,
    loop: false,
    renderItem: ({ item, isActive }) => {
      const box = ticked.includes(item.value) ? theme.style.answer(figures.checkboxOn) : figures.checkboxOff;
      const line = `${isActive ? figures.pointer : ' '} ${box} ${item.name}`;
      return isActive ? theme.style.highlight(line) : line;
    },
  });

  const message = theme.style.message(config.message, status);
  if (status === 'done') {
    return `${prefix} ${message} ${theme.style.answer(inOrder(config.choices, ticked).join(', '))}`;
  }
  const help = figures.pointer === '>' ? keysHelp.replace('↑↓', 'arrows') : keysHelp;
  const below = [
    shown.length === 0 ? theme.style.help(`Nothing matches "${term}".`) : page,
    ' ',
    current?.description ?? '',
    error === undefined ? '' : theme.style.error(error),
    theme.style.help(`${ticked.length} of ${config.choices.length} ticked`),
    theme.style.help(help),
  ];
  return [`${prefix} ${message} ${term}`, below.filter((line) => line !== '').join('\n')];
});

function isTicked(choice: PromptChoice): boolean {
  return choice.checked === true;
}

/** The search text must stand in the name, the value or the description, in any case. */
function matches(choice: PromptChoice, term: string): boolean {
  const text = `${choice.name} ${choice.value} ${choice.description ?? ''}`.toLowerCase();
  return text.includes(term.trim().toLowerCase());
}

function toggle(ticked: readonly string[], value: string): readonly string[] {
  return ticked.includes(value) ? ticked.filter((one) => one !== value) : [...ticked, value];
}

/** Ticks all that are shown; unticks them if they all were. */
function toggleAll(ticked: readonly string[], shown: readonly PromptChoice[]): readonly string[] {
  const values = shown.map((choice) => choice.value);
  const others = ticked.filter((value) => !values.includes(value));
  return values.every((value) => ticked.includes(value)) ? others : [...others, ...values];
}

function inOrder(choices: readonly PromptChoice[], ticked: readonly string[]): string[] {
  return choices.map((choice) => choice.value).filter((value) => ticked.includes(value));
}
