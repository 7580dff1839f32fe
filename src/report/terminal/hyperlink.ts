type Environment = Readonly<Record<string, string | undefined>>;

/** Programs that name themselves in `TERM_PROGRAM` and show links. */
const programs: ReadonlySet<string> = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'Tabby', 'rio']);
/** Values of `TERM` by which terminals name themselves that show links. */
const terms: ReadonlySet<string> = new Set(['xterm-kitty', 'xterm-ghostty', 'alacritty', 'foot', 'wezterm']);
/** From these versions on, as they number themselves: GNOME's terminal and its like 0.50, Konsole 20.12. */
const leastVte = 5_000;
const leastKonsole = 201_200;

interface HyperlinkStream {
  readonly isTTY: boolean;
  readonly plain: boolean;
}

/**
 * Whether the terminal is known to show a label that leads to an address (OSC 8). One that is not known gets none: some
 * print the sequence as rubbish.
 * @see https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
export function showsHyperlinks(env: Environment, { isTTY, plain }: HyperlinkStream): boolean {
  const term = env['TERM'] ?? '';
  // tmux and screen hand the sequence on only where they are told to, and logs of CI keep it as text.
  const isBetween = (env['TMUX'] ?? '') !== '' || /^(?:screen|tmux)/.test(term);
  if (!isTTY || plain || term === 'dumb' || isBetween || (env['CI'] ?? '') !== '') return false;
  return (
    programs.has(env['TERM_PROGRAM'] ?? '') ||
    terms.has(term) ||
    (env['WT_SESSION'] ?? '') !== '' ||
    Number(env['VTE_VERSION']) >= leastVte ||
    Number(env['KONSOLE_VERSION']) >= leastKonsole
  );
}

/** @param url ASCII without control characters, as addresses are */
export function hyperlink(url: string, label: string): string {
  return `\u001B]8;;${url}\u001B\\${label}\u001B]8;;\u001B\\`;
}
