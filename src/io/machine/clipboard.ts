import type { ChildProcess } from 'node:child_process';
import { withoutSecrets } from '../../core/secret-variables.ts';
import { readHostEnvironment } from '../../core/machine/host-environment.ts';
import type { CopyOutcome } from '../machine.ts';
import { ownValue } from '../../core/text/keys.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A tool that never takes the text must not hold the prompt. */
const timeoutMs = 2_000;

type Tool = readonly [program: string, ...words: readonly string[]];

/**
 * Puts a text into the clipboard with the tool of the system. Over SSH there is none: the clipboard of the person is on
 * the other machine, and only the terminal reaches it.
 */
export async function copyText(text: string, env: Environment, platform: string): Promise<CopyOutcome> {
  const tools = clipboardTools(env, platform);
  for (const tool of tools) if (await feed(tool, text, env)) return { copied: true, tool: tool[0] };
  return { copied: false, tried: tools.map(([program]) => program) };
}

/** @returns the tools that reach the clipboard in front of the person, the likeliest first */
export function clipboardTools(env: Environment, platform: string): readonly Tool[] {
  if (readHostEnvironment({ env, platform }).ssh) return [];
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32') return [['clip']];
  const has = (name: string): boolean => (ownValue(env, name) ?? '') !== '';
  return [
    ...(has('WSL_DISTRO_NAME') ? [['clip.exe'] as const] : []),
    ...(has('WAYLAND_DISPLAY') ? [['wl-copy'] as const] : []),
    ...(has('DISPLAY')
      ? ([
          ['xclip', '-selection', 'clipboard'],
          ['xsel', '--clipboard', '--input'],
        ] as const)
      : []),
  ];
}

async function feed([program, ...words]: Tool, text: string, env: Environment): Promise<boolean> {
  const { spawn } = await import('node:child_process');
  const child = spawn(program, [...words], { stdio: ['pipe', 'ignore', 'ignore'], env: withoutSecrets(env) });
  child.stdin.on('error', () => undefined);
  child.stdin.end(text);
  return endsWell(child);
}

function endsWell(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (well: boolean): void => {
      clearTimeout(timer);
      resolve(well);
    };
    const timer = setTimeout(() => {
      child.kill();
      settle(false);
    }, timeoutMs);
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}
