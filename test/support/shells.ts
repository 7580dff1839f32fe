import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtProgram, keys, startInTerminal, type Terminal } from './pty.ts';

const prompt = 'READY>';

/** A shell and how its user installs the completion. */
interface SetUp {
  readonly shell: 'bash' | 'zsh' | 'fish';
  readonly argv: readonly string[];
  /** Typed before the tests. */
  readonly lines: readonly string[];
  /** Where the script goes, from the home; without it one of the lines reads it. */
  readonly file?: string;
}

const readline = [
  "bind 'set show-all-if-ambiguous on'",
  "bind 'set completion-query-items 0'",
  "bind 'set page-completions off'",
  "bind 'set enable-bracketed-paste off'",
];

/** Every way that the scripts name for a session or for all of them, in Debian's own shells. */
export const setUps = {
  'bash with bash-completion': {
    shell: 'bash',
    argv: ['bash', '--noprofile', '--norc', '-i'],
    lines: [...readline, '. /usr/share/bash-completion/bash_completion'],
    file: '.local/share/bash-completion/completions/connect-cli',
  },
  'bash alone': {
    shell: 'bash',
    argv: ['bash', '--noprofile', '--norc', '-i'],
    lines: [...readline, 'eval "$(connect-cli completion bash)"'],
  },
  zsh: { shell: 'zsh', argv: ['zsh', '-f', '-i'], lines: ['LISTMAX=0', 'eval "$(connect-cli completion zsh)"'] },
  'zsh with a function file': {
    shell: 'zsh',
    argv: ['zsh', '-f', '-i'],
    lines: ['LISTMAX=0; fpath=(~/functions $fpath); autoload -Uz compinit; compinit -u'],
    file: 'functions/_connect-cli',
  },
  fish: {
    shell: 'fish',
    argv: ['fish', '--private'],
    lines: ['set -g fish_autosuggestion_enabled 0'],
    file: '.config/fish/completions/connect-cli.fish',
  },
} as const satisfies Readonly<Record<string, SetUp>>;

export type SetUpName = keyof typeof setUps;

/** A shell in a pseudo-terminal that completes connect-cli. */
export interface CompletingShell {
  /** A folder of its own, in which it stands. */
  readonly folder: string;
  /** Types a line, presses Tab, and waits until the list that the shell shows holds every word. @returns the list */
  listedAfterTab(line: string, words: readonly string[]): Promise<string>;
  /** Types a line, presses Tab, and has the shell say the words that it makes of the line then. */
  wordsAfterTab(line: string): Promise<string>;
  close(): void;
}

/** Starts a shell whose PATH finds the built program as `connect-cli`. */
export async function startShell(name: SetUpName): Promise<CompletingShell> {
  const setUp: SetUp = setUps[name];
  const folder = mkdtempSync(join(tmpdir(), 'connect-cli-shell-'));
  const home = furnish(folder, setUp);
  const terminal = startInTerminal(setUp.argv, {
    columns: 160,
    rows: 200,
    cwd: folder,
    env: { HOME: home, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, PS1: prompt },
  });
  await terminal.waitForOutput((raw) => raw.includes(prompt));
  for (const [index, line] of [...setUp.lines, 'true'].entries()) {
    await type(terminal, `${line}; echo SET''UP-${index}${keys.enter}`, (text) =>
      new RegExp(`SETUP-${index}\\s[^]*READY>`).test(text),
    );
  }
  return {
    folder,
    async listedAfterTab(line, words) {
      const listed = await type(terminal, `${line}${keys.tab}`, (text) => missing(text, words).length === 0);
      await type(terminal, `${keys.ctrlU}echo LIS''TED${keys.enter}`, (text) => /LISTED\s[^]*READY>/.test(text));
      return listed;
    },
    async wordsAfterTab(line) {
      const text = await type(terminal, `${line}${keys.tab}${keys.ctrlA}words ${keys.enter}`, (written) =>
        / SAID\s[^]*READY>/.test(written),
      );
      return /(<[^\n]*>) SAID/.exec(text)?.[1] ?? text;
    },
    close() {
      terminal.kill('SIGKILL');
      // fish writes completions in the background, until it has seen that its terminal is gone.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

/** Lays the programs and, where it belongs into one, the script's file. @returns the home */
function furnish(folder: string, { shell, file }: SetUp): string {
  const [bin, home] = [join(folder, 'bin'), join(folder, 'home')];
  mkdirSync(bin);
  symlinkSync(builtProgram, join(bin, 'connect-cli'));
  // Prints each of its words between angle brackets: what the shell made of a line.
  writeFileSync(join(bin, 'words'), '#!/bin/sh\nfor word; do printf "<%s>" "$word"; done; echo " SAID"\n');
  chmodSync(join(bin, 'words'), 0o755);
  mkdirSync(join(home, '.config/fish'), { recursive: true });
  writeFileSync(
    join(home, '.config/fish/config.fish'),
    `function fish_prompt; echo -n '${prompt}'; end; set -g fish_greeting\n`,
  );
  if (file !== undefined) {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), execFileSync(process.execPath, [builtProgram, 'completion', shell]));
  }
  return home;
}

async function type(terminal: Terminal, text: string, holds: (written: string) => boolean): Promise<string> {
  const from = terminal.raw().length;
  terminal.send(text);
  const raw = await terminal.waitForOutput((all) => holds(plain(all.slice(from))));
  return plain(raw.slice(from));
}

/** What was written, without escape sequences and carriage returns. */
function plain(raw: string): string {
  return raw.replace(
    /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[()][A-Z0-9]|[=>])|[\r\u000F]/g,
    '',
  );
}

function missing(text: string, words: readonly string[]): readonly string[] {
  return words.filter((word) => !text.includes(word));
}
