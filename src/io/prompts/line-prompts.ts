import { Secret } from '../../core/secret.ts';
import type { PromptChoice, Prompts } from '../context.ts';
import { createTypedLines, type TypingInput } from './typed-lines.ts';

/** Where questions are written and answered. */
export interface LinePromptStreams {
  readonly input: TypingInput;
  readonly write: (text: string) => void;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/** An answer, or what is wrong with it. */
type Reading<T> = { readonly value: T } | { readonly complaint: string };

interface LineQuestion<T> {
  readonly text: string;
  readonly read: (line: string) => Reading<T>;
  readonly signal?: AbortSignal | undefined;
  readonly echo?: 'hidden' | undefined;
}

/**
 * Questions as lines that are written once and answered by a line: for screen readers, and for terminals that cannot
 * draw anew.
 */
export function createLinePrompts({ input, write, signal: stop }: LinePromptStreams): Prompts {
  const lines = createTypedLines(input);
  async function ask<T>({ text, read, signal = stop, echo }: LineQuestion<T>): Promise<T> {
    for (let complaint = ''; ;) {
      // The echo is off before anybody is asked to type, or told to type again.
      const line = answer(AbortSignal.any([signal, stop]), echo);
      write(`${complaint}${text} `);
      const reading = read(await line);
      if ('value' in reading) return reading.value;
      complaint = `${reading.complaint}\n`;
    }
  }
  /** What follows begins a line of its own, however the question ended. */
  async function answer(signal: AbortSignal, echo: 'hidden' | undefined): Promise<string> {
    let isEchoed = false;
    try {
      const line = await (echo === 'hidden' ? lines.hidden(signal) : lines.next(signal));
      isEchoed = echo === undefined;
      return line.trim();
    } finally {
      if (!isEchoed) write('\n');
    }
  }
  return {
    input: ({ message, default: usual = '', validate }) =>
      ask({
        text: usual === '' ? asked(message) : asked(`${bare(message)} (Enter for ${usual})`),
        read: readText(usual, validate),
      }),
    password: ({ message, canBeEmpty = false }) =>
      ask({
        text: asked(`${bare(message)} (it does not show)`),
        read: (line) =>
          line === '' && !canBeEmpty ? { complaint: 'Type or paste the value.' } : { value: new Secret(line) },
        echo: 'hidden',
      }),
    confirm: ({ message, default: usual = true }) =>
      ask({ text: `${message} (yes or no, Enter for ${usual ? 'yes' : 'no'})`, read: readConsent(usual) }),
    select({ message, choices }) {
      write(`${message}\n${listed(choices)}`);
      return ask({ text: 'Number:', read: (line) => readChoice(line, choices) });
    },
    checkbox({ message, choices, required = false }) {
      const ticked = choices.filter(({ checked }) => checked === true).map(({ value }) => value);
      const usual = ticked.length === 0 ? 'nothing' : ticked.join(' ');
      write(`${message}\n${listed(choices)}`);
      return ask({
        text: `Numbers or names, with blanks between (Enter for ${usual}):`,
        read: (line) => readChoices(line, { choices, ticked, required }),
      });
    },
    paste({ message, shortcuts = [], signal }) {
      const keys = shortcuts.length === 0 ? '' : `, or a key of ${shortcuts.join(', ')} and Enter`;
      return ask({ text: asked(`${bare(message)} (as one line${keys})`), read: readText(''), signal });
    },
  };
}

function bare(message: string): string {
  return message.replace(/[:?]$/, '');
}

function asked(message: string): string {
  return /[:?]$/.test(message) ? message : `${message}:`;
}

function readText(usual: string, validate: (value: string) => true | string = () => true) {
  return (line: string): Reading<string> => {
    const value = line === '' ? usual : line;
    const verdict = validate(value);
    return verdict === true ? { value } : { complaint: verdict };
  };
}

function readConsent(usual: boolean) {
  return (line: string): Reading<boolean> => {
    const word = line.toLowerCase();
    if (word === '') return { value: usual };
    if (['y', 'yes'].includes(word)) return { value: true };
    return ['n', 'no'].includes(word) ? { value: false } : { complaint: 'Answer yes or no.' };
  };
}

/** Names are laid out in columns for lists that are drawn. */
function listed(choices: readonly PromptChoice[]): string {
  const lines = choices.map(({ name, description }, index) => {
    const facts = [...name.trim().split(/\s{2,}/), ...(description === undefined ? [] : [description])];
    return `${index + 1}. ${facts.join(': ')}\n`;
  });
  return lines.join('');
}

function readChoice(line: string, choices: readonly PromptChoice[]): Reading<string> {
  const choice = choices[Number(line) - 1] ?? choices.find(({ value }) => value === line);
  return choice === undefined
    ? { complaint: `"${line}" is none of them: type a number from 1 to ${choices.length}.` }
    : { value: choice.value };
}

interface Ticking {
  readonly choices: readonly PromptChoice[];
  readonly ticked: readonly string[];
  readonly required: boolean;
}

/** @returns what is ticked, in the order of the list */
function readChoices(line: string, { choices, ticked, required }: Ticking): Reading<string[]> {
  const words = line.split(/[\s,]+/).filter((word) => word !== '');
  const chosen = new Set(words.length === 0 ? ticked : []);
  for (const word of words) {
    const reading = readChoice(word, choices);
    if ('complaint' in reading) return reading;
    chosen.add(reading.value);
  }
  if (required && chosen.size === 0) return { complaint: 'Name at least one.' };
  return { value: choices.map(({ value }) => value).filter((value) => chosen.has(value)) };
}
