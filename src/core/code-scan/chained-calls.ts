/** What a method is called on, where that is the result of a call, an element or an expression in parentheses. */
export interface Bearer {
  /** `Vehicle` of `new smartcar.Vehicle(id, token)`, `vehicle` of `vehicles[0]`. */
  readonly name: string;
  /** `Vehicle(…)` */
  readonly text: string;
}

/** Nobody writes more arguments before a method; it bounds the work at every place. */
const longestArguments = 800;
/** What stands before parentheses and calls nothing. */
const keyword = /^(?:await|return|yield|throw|typeof|not|and|or|in|of|if|when|case)$/;

/** @param end the place behind the closing bracket */
export function bearerBefore(text: string, end: number): Bearer | undefined {
  const least = Math.max(0, end - longestArguments);
  let at = end;
  let brackets = '';
  while (at > least) {
    const last = text[at - 1] ?? '';
    if (/[\s!?]/.test(last)) at -= 1;
    else if (/[)\]]/.test(last)) {
      const open = openingOf(text, at, least);
      if (open === undefined) return undefined;
      const isGroup = last === ')' && !isCall(text, open);
      if (!isGroup && brackets === '') brackets = last === ')' ? '(…)' : '[…]';
      // The last thing in parentheses is what bears the method.
      at = isGroup ? at - 1 : open;
    } else {
      const word = wordBefore(text, at);
      // Ruby makes a vehicle by `Vehicle.new(…)`.
      if (word === 'new' && text[at - 4] === '.') at -= 4;
      else return word === '' ? undefined : bearerNamed(word, brackets);
    }
  }
  return undefined;
}

/** An element of `vehicles` is a vehicle. */
function bearerNamed(word: string, brackets: string): Bearer {
  return { name: brackets === '[…]' ? word.replace(/s$/, '') : word, text: `${word}${brackets}` };
}

function isCall(text: string, open: number): boolean {
  const before = text[open - 1] ?? '';
  return /[)\]!?]/.test(before) || (/\w/.test(before) && !keyword.test(wordBefore(text, open)));
}

function wordBefore(text: string, end: number): string {
  return /\w{0,60}$/.exec(text.slice(Math.max(0, end - 60), end))?.[0] ?? '';
}

/** @returns where the bracket was opened that is closed before a place */
function openingOf(text: string, end: number, least: number): number | undefined {
  let depth = 0;
  for (let at = end - 1; at >= least; at -= 1) {
    const char = text[at] ?? '';
    if (/["'`]/.test(char)) {
      const begins = text.slice(least, at).lastIndexOf(char);
      if (begins === -1) return undefined;
      at = least + begins;
    } else if (/[)\]}]/.test(char)) depth += 1;
    else if (/[([{]/.test(char)) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
