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
  type KeypressEvent,
} from '@inquirer/core';
import figures from '@inquirer/figures';
import type { PromptChoice } from '../context.ts';
import {
  createChoiceList,
  move,
  search,
  shownChoices,
  tickedValues,
  toggleActive,
  toggleShown,
  type ChoiceList,
} from './choice-list.ts';

/** What the checkbox list asks. */
export interface SearchableCheckboxConfig {
  readonly message: string;
  readonly choices: readonly PromptChoice[];
  /** At least one choice must be ticked before Enter is taken. */
  readonly required?: boolean | undefined;
}

type Theme = ReturnType<typeof makeTheme>;

/** Choices on screen at once. */
const pageSize = 10;

/**
 * A checkbox list narrowed by typing. Inquirer ships a checkbox without search and a search without checkboxes;
 * this is the two together, on the same public hooks.
 */
export const searchableCheckbox = createPrompt<readonly string[], SearchableCheckboxConfig>((config, done) => {
  const theme = makeTheme();
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [list, setList] = useState(createChoiceList(config.choices));
  const prefix = usePrefix({ status, theme });

  useKeypress((key, rl) => {
    const next = isEnterKey(key) ? refuseNothing(list, config) : press(list, key, rl.line);
    if (next === undefined) {
      setStatus('done');
      done(tickedValues(list));
      return;
    }
    // Readline has already put the key into its line: whatever is no search text is taken out again.
    if (rl.line !== next.term) {
      rl.clearLine(0);
      rl.write(next.term);
    }
    setList(next);
  });

  const page = usePagination({
    items: shownChoices(list),
    active: list.active,
    pageSize,
    loop: false,
    renderItem: ({ item, isActive }) =>
      renderChoice({ theme, choice: item, ticked: list.ticked.includes(item.value), isActive }),
  });
  const head = `${prefix} ${theme.style.message(config.message, status)}`;
  if (status === 'done') return `${head} ${theme.style.answer(tickedValues(list).join(', '))}`;
  return [`${head} ${list.term}`, renderBelow(theme, list, page)];
});

/** @returns the list with a complaint, or undefined if the answer may be taken */
function refuseNothing(list: ChoiceList, { required }: SearchableCheckboxConfig): ChoiceList | undefined {
  return required === true && list.ticked.length === 0
    ? { ...list, error: 'Tick at least one with the space bar.' }
    : undefined;
}

/** @param line readline's line after the key */
function press(list: ChoiceList, key: KeypressEvent, line: string): ChoiceList {
  if (isUpKey(key)) return move(list, -1);
  if (isDownKey(key)) return move(list, 1);
  if (isSpaceKey(key)) return toggleActive(list);
  if (isTabKey(key)) return toggleShown(list);
  if (key.name === 'escape') return search(list, '');
  return line !== list.term || isBackspaceKey(key) ? search(list, line) : list;
}

interface RenderChoiceInput {
  readonly theme: Theme;
  readonly choice: PromptChoice;
  readonly ticked: boolean;
  readonly isActive: boolean;
}

function renderChoice({ theme, choice, ticked, isActive }: RenderChoiceInput): string {
  const box = ticked ? theme.style.answer(figures.checkboxOn) : figures.checkboxOff;
  const line = `${isActive ? figures.pointer : ' '} ${box} ${choice.name}`;
  return isActive ? theme.style.highlight(line) : line;
}

function renderBelow(theme: Theme, list: ChoiceList, page: string): string {
  const shown = shownChoices(list);
  // Inquirer's pointer is `>` exactly where the terminal has no arrows.
  const arrows = figures.pointer === '>' ? 'arrows' : '↑↓';
  const lines = [
    shown.length === 0 ? theme.style.help(`Nothing matches "${list.term}".`) : page,
    ' ',
    shown[list.active]?.description ?? '',
    list.error === undefined ? '' : theme.style.error(list.error),
    theme.style.help(`${list.ticked.length} of ${list.choices.length} ticked`),
    theme.style.help(`type to search, ${arrows} move, space tick, tab all shown, esc clear, enter done`),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
