import type { ChildProcess } from 'node:child_process';
import { errorCode } from '../core/errors/system-error.ts';
import { withoutSecrets } from '../core/secret-variables.ts';
import { isSet } from '../core/text/is-set.ts';
import type { BrowserLaunch } from './context.ts';
import { opensNothing } from '../core/machine/browser-choice.ts';
import { ownValue } from '../core/text/keys.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How long a launcher may take to fail. One that still runs then is (or has become) the browser. */
const watchMs = 1_000;

/** What `open` starts, for the message. */
const launchers: Readonly<Record<string, string>> = { darwin: 'The open command', win32: 'PowerShell' };

/**
 * Opens a URL in the person's browser and watches the launcher, since most launchers report failure only by their exit code.
 * Prints nothing: the caller shows the URL anyway.
 * @see https://github.com/sindresorhus/open a resolved `open()` says nothing about the browser
 */
export async function openBrowser(url: string, env: Environment, platform: string): Promise<BrowserLaunch> {
  const chosen = env['BROWSER'];
  if (chosen !== undefined && chosen !== '') return openWith(chosen, url, env);
  const reason = explainNoDisplay(env, platform);
  if (reason !== undefined) return { opened: false, reason };
  const launcher = ownValue(launchers, platform) ?? 'xdg-open';
  try {
    const { default: open } = await import('open');
    return await watch(await open(url), launcher);
  } catch (error) {
    return { opened: false, reason: explainSpawnError(error, launcher) };
  }
}

/**
 * `BROWSER` as on Debian and in Python's webbrowser: alternatives separated by `:`, arguments by spaces, which quotes
 * keep together, `%s` where the URL goes. `none` and `false` mean that nothing is opened.
 */
async function openWith(value: string, url: string, env: Environment): Promise<BrowserLaunch> {
  if (opensNothing(value)) return { opened: false, reason: `BROWSER is "${value}"` };
  const [{ spawn }, { stat }] = await Promise.all([import('node:child_process'), import('node:fs/promises')]);
  const isFile = (path: string): Promise<boolean> =>
    stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
  let last: BrowserLaunch = { opened: false, reason: 'BROWSER names no program' };
  for (const alternative of (await isFile(value)) ? [value] : splitAlternatives(value)) {
    // A path with a space in it is one word.
    const [command, ...words] = (await isFile(alternative)) ? [alternative] : splitWords(alternative);
    if (command === undefined) continue;
    const args = words.some((word) => word.includes('%s'))
      ? words.map((word) => word.replaceAll('%s', url))
      : [...words, url];
    const child = spawn(command, args, { stdio: 'ignore', detached: true, env: withoutSecrets(env) });
    last = await watch(child, `"${command}"`);
    if (last.opened) return last;
  }
  return last;
}

/** Quotes keep a word together; they are only read where a word begins, since a path may hold an apostrophe. */
function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"(?=\s|$)|'([^']*)'(?=\s|$)|\S+/g)].map(
    ([word, double, single]) => double ?? single ?? word,
  );
}

/** A colon separates alternatives, except after a Windows drive letter. */
function splitAlternatives(value: string): readonly string[] {
  return value.split(/(?<!(?:^|:)[A-Za-z]):/);
}

/** @returns why no browser can appear in front of this person, or undefined if one can */
function explainNoDisplay(env: Environment, platform: string): string | undefined {
  const remote = isSet(env['SSH_CONNECTION']) || isSet(env['SSH_TTY']) || isSet(env['SSH_CLIENT']);
  if (platform === 'darwin') return remote ? 'this is an SSH session' : undefined;
  if (platform === 'win32' || platform === 'android' || isSet(env['WSL_DISTRO_NAME'])) return undefined;
  if (isSet(env['DISPLAY']) || isSet(env['WAYLAND_DISPLAY'])) return undefined;
  return remote
    ? 'this is an SSH session without a display'
    : 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/** Waits for the launcher's error or exit, at most {@link watchMs}; exit 0 and "still running" both count as opened. */
function watch(child: ChildProcess, name: string): Promise<BrowserLaunch> {
  return new Promise((resolve) => {
    const settle = (launch: BrowserLaunch): void => {
      clearTimeout(timer);
      child.removeListener('exit', onExit);
      child.unref();
      resolve(launch);
    };
    const onExit = (code: number | null, signal: string | null): void =>
      settle(
        code === 0
          ? { opened: true }
          : { opened: false, reason: `${name} ended with ${code === null ? signal : `exit code ${code}`}` },
      );
    const timer = setTimeout(() => settle({ opened: true }), watchMs);
    // This listener stays: a late error event without one would end the process.
    child.on('error', (error) => settle({ opened: false, reason: explainSpawnError(error, name) }));
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
    else child.once('exit', onExit);
  });
}

function explainSpawnError(error: unknown, name: string): string {
  const code = errorCode(error);
  if (code === 'ENOENT') return `${name} is not installed`;
  if (code === 'EACCES') return `${name} is not executable`;
  return `${name} could not be started${code === undefined ? '' : ` (${code})`}`;
}
