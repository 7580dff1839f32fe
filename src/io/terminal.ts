import { isSet } from '../core/text/is-set.ts';

/** Environment variables, as in `process.env`. */
export type TerminalEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the output is read aloud: `--plain`, or the variable for those who always want it.
 * @param argv the words behind the program's name; those behind `--` are another program's
 */
export function asksPlain(argv: readonly string[], env: TerminalEnvironment): boolean {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  return own.includes('--plain') || !['', '0', undefined].includes(env['CONNECT_CLI_PLAIN']);
}

type ColorLevel = 0 | 1 | 2 | 3;

/**
 * `FORCE_COLOR` beats `NO_COLOR`, as in Node itself; without either only a terminal gets colours.
 * @param terminal the stream when it is a terminal
 * @see https://no-color.org
 */
export function detectColorLevel(
  env: TerminalEnvironment,
  terminal: { getColorDepth?(env?: object): number } | undefined,
): ColorLevel {
  const forced = parseForcedColor(env['FORCE_COLOR']);
  if (forced !== undefined) return forced;
  if (isSet(env['NO_COLOR']) || env['TERM'] === 'dumb' || terminal === undefined) return 0;
  return levelOfDepth(terminal.getColorDepth?.({ ...env }) ?? 1);
}

/**
 * A locale that names another character set says no; silence says yes, since containers rarely set one.
 * The Linux console and dumb terminals have no glyphs for ticks and box drawing.
 */
export function detectUnicode(env: TerminalEnvironment, platform: string, isTTY: boolean): boolean {
  if (isTTY && (env['TERM'] === 'linux' || env['TERM'] === 'dumb')) return false;
  if (platform === 'win32') return !isTTY || isModernWindowsTerminal(env);
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet);
  return locale === undefined || /utf-?8/.test(locale.toLowerCase());
}

function parseForcedColor(value: string | undefined): ColorLevel | undefined {
  switch (value) {
    case undefined:
      return undefined;
    case '0':
    case 'false':
      return 0;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      return 1;
  }
}

/** @param depth bits per colour as Node counts them: 1, 4, 8 or 24 */
function levelOfDepth(depth: number): ColorLevel {
  if (depth >= 24) return 3;
  if (depth >= 8) return 2;
  return depth >= 4 ? 1 : 0;
}

function isModernWindowsTerminal(env: TerminalEnvironment): boolean {
  return isSet(env['WT_SESSION']) || env['TERM_PROGRAM'] === 'vscode' || env['TERM']?.startsWith('xterm') === true;
}
