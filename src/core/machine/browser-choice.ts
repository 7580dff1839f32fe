import { isSet } from '../text/is-set.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What `--browser` and `--no-browser` say: a program, or whether one opens at all. */
export type BrowserFlag = boolean | string;

/** @returns true for what `BROWSER` and `--browser` say where nothing shall be opened */
export function opensNothing(value: string): boolean {
  return /^(?:none|false|0)$/i.test(value);
}

/** @returns the program that `--browser` or else `BROWSER` names */
export function namedBrowser(flag: BrowserFlag | undefined, env: Environment): string | undefined {
  const value = typeof flag === 'string' ? flag : env['BROWSER'];
  return isSet(value) ? value : undefined;
}

/** @returns which setting says that nothing shall be opened, in words; undefined where something shall */
export function reasonForNone(flag: BrowserFlag | undefined, env: Environment): string | undefined {
  if (flag === false) return '--no-browser was given';
  const named = namedBrowser(flag, env);
  if (named === undefined || !opensNothing(named)) return undefined;
  return `${typeof flag === 'string' ? '--browser' : 'BROWSER'} is "${named}"`;
}

/** @returns true where a browser shall be opened */
export function wantsBrowser(flag: BrowserFlag | undefined, env: Environment): boolean {
  return reasonForNone(flag, env) === undefined;
}
