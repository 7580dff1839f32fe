/** How an address goes on behind a place. */
export interface Tail {
  /** Its letters and slashes; a value that is put in is `*`. */
  readonly path: string;
  readonly end: number;
  /** The name of the last value, where it is a name and nothing else. */
  readonly value: string | undefined;
  /** It is read to its end: what follows is no part of the text. */
  readonly isWhole: boolean;
}

/** Where reading begins: in a quoted text, or in the expression that quoted texts are joined in. */
export type TailStart = 'text' | 'expression';

/** Longer than any address; it bounds the work at every place. */
const longestTail = 300;

const letters = /[\w/-]{1,300}/y;
/** A value put into a text, as the usual languages write it. */
const inserted =
  /\$\{[^}\n]{0,120}\}|#\{[^}\n]{0,120}\}|\{\{[^{}\n]{0,60}\}\}|\{[^{}\n]{0,60}\}|\$\w{1,60}(?:->\w{1,60})?|%[sv@]|\\\([^()\n]{0,80}\)|!secret\s\w{1,60}/y;
const quote = /[fbru$@]{0,2}["'`]/y;
/** A dot joins in PHP; elsewhere it stands before a method. */
const joiner = /\s{0,99}(?:\+|\.(?=\s{0,99}["'$])|(?<=\s)\.(?=\s))\s{0,99}/y;
const value = /(?:[@$]?\w|\([^()\n]{1,80}\))(?:[\w$@]|\.(?=\w)|\?\.|->|::|\([^()\n]{0,80}\)|\[[^[\]\n]{0,80}\]){0,80}/y;
const name = /^(?:[$#]?\{\s?|\$|@|\\\()?(?:(?:this|self)\.|\$?this->)?([A-Za-z_]\w{0,60})\s?[})]?$/;

/** Reads how an address goes on: in its text, in values put into it, and in what is joined to it. */
export function readTail(text: string, from: number, start: TailStart): Tail {
  let at = from;
  let path = '';
  let last: string | undefined;
  let isInText = start === 'text';
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0];
    at += taken?.length ?? 0;
    return taken;
  };
  const addValue = (written: string) => {
    path += '*';
    last = name.exec(written)?.[1];
  };
  while (at < from + longestTail) {
    if (isInText) {
      const taken = take(letters);
      const put = taken === undefined ? take(inserted) : undefined;
      if (taken !== undefined) path += taken;
      else if (put !== undefined) addValue(put);
      else if (/["'`]/.test(text[at] ?? '')) {
        at += 1;
        isInText = false;
      } else break;
    } else {
      if (take(joiner) === undefined) return { path, end: at, value: last, isWhole: true };
      if (take(quote) !== undefined) isInText = true;
      else {
        const put = take(value);
        if (put === undefined) break;
        addValue(put);
      }
    }
  }
  return { path, end: at, value: last, isWhole: false };
}
