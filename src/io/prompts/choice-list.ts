import type { PromptChoice } from '../context.ts';

/** What a searchable checkbox list holds, without how it is drawn. */
export interface ChoiceList {
  readonly choices: readonly PromptChoice[];
  readonly term: string;
  /** Place among the choices that the search text leaves. */
  readonly active: number;
  readonly ticked: readonly string[];
  readonly error?: string | undefined;
}

/** @returns the list as it opens: nothing searched, the first choice active */
export function createChoiceList(choices: readonly PromptChoice[]): ChoiceList {
  const ticked = choices.filter((choice) => choice.checked === true).map((choice) => choice.value);
  return { choices, term: '', active: 0, ticked };
}

/** @returns the choices whose name, value or description holds the search text, in any case */
export function shownChoices({ choices, term }: ChoiceList): readonly PromptChoice[] {
  const wanted = term.trim().toLowerCase();
  return choices.filter(({ name, value, description = '' }) =>
    `${name} ${value} ${description}`.toLowerCase().includes(wanted),
  );
}

/** @returns what is ticked, in the order of the list */
export function tickedValues({ choices, ticked }: ChoiceList): readonly string[] {
  return choices.map((choice) => choice.value).filter((value) => ticked.includes(value));
}

/** Takes a new search text and starts at the top again; what is ticked stays. */
export function search({ choices, ticked }: ChoiceList, term: string): ChoiceList {
  return { choices, ticked, term, active: 0 };
}

/** Goes round at both ends. */
export function move(list: ChoiceList, by: 1 | -1): ChoiceList {
  const { length } = shownChoices(list);
  return length === 0 ? list : { ...list, active: (list.active + by + length) % length };
}

/** Ticks or unticks the active choice. */
export function toggleActive(list: ChoiceList): ChoiceList {
  const value = shownChoices(list)[list.active]?.value;
  if (value === undefined) return list;
  return withTicked(list, list.ticked.includes(value) ? without(list.ticked, [value]) : [...list.ticked, value]);
}

/** Ticks all that are shown; unticks them if they all were. */
export function toggleShown(list: ChoiceList): ChoiceList {
  const values = shownChoices(list).map((choice) => choice.value);
  const others = without(list.ticked, values);
  return withTicked(list, values.every((value) => list.ticked.includes(value)) ? others : [...others, ...values]);
}

function withTicked({ choices, term, active }: ChoiceList, ticked: readonly string[]): ChoiceList {
  return { choices, term, active, ticked };
}

function without(values: readonly string[], gone: readonly string[]): readonly string[] {
  return values.filter((value) => !gone.includes(value));
}
