import { readTail, type Tail } from './address-tail.ts';
import { statementAround } from './statement.ts';
import { assignedName, scopeOf, usesOf } from './variables.ts';

/** A place where the variable that holds an address is used, and how the address goes on there. */
export interface AddressUse {
  readonly offset: number;
  readonly tail: Tail;
}

/** How many uses of an address are looked at. */
const mostUses = 40;

/** @returns where an address is used that a variable holds; nothing where it is put in none. */
export function usesOfAddress(text: string, offset: number): readonly AddressUse[] {
  const statement = statementAround(text, offset);
  const name = assignedName(text, statement, offset);
  if (name === undefined) return [];
  const uses = usesOf(text, scopeOf(text, statement), { name, from: statement.to, most: mostUses });
  return uses.map((use) => useAt(text, use, name));
}

/** The format of a text and the value it is filled with first. */
const filledFirst = /["'`](?:%[sv@]|\{\})((?:\/|%[sv@]|\{\}|[\w-]){0,120}["'`])(?:,|\.format\()\s{0,9}[\w.$:>-]{0,60}$/;

/** Reads on behind a variable: in the text that it is put into, or in what is joined to it. */
function useAt(text: string, use: number, name: string): AddressUse {
  const before = text.slice(Math.max(0, use - 200), use);
  const format = filledFirst.exec(before);
  if (format !== null) {
    const offset = use - before.length + format.index;
    return { offset, tail: { ...readTail(format[1] ?? '', 0, 'text'), end: use + name.length } };
  }
  const call = /^\([^()\n]{0,80}\)/.exec(text.slice(use + name.length, use + name.length + 90))?.[0] ?? '';
  const end = use + name.length + call.length;
  const closes =
    (text[end] === '}' && /\{[^{}\n]{0,30}$/.test(before)) || (text[end] === ')' && before.endsWith('\\('));
  if (closes) return { offset: use, tail: readTail(text, end + 1, 'text') };
  const isInText = before.endsWith('$') && text[end] === '/';
  return { offset: use, tail: readTail(text, end, isInText ? 'text' : 'expression') };
}
