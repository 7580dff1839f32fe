import { isSet } from '../text/is-set.ts';
import { ownValue } from '../text/keys.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the host is recognised by. */
export interface HostSigns {
  readonly env: Environment;
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** The kernel's release; empty where it is not known. */
  readonly kernel?: string | undefined;
  /** A file of Docker or Podman is there. */
  readonly isContainer?: boolean | undefined;
}

/** Where the program runs, as far as that matters for a browser and a redirect to `localhost`. */
export interface HostEnvironment {
  readonly ssh: boolean;
  readonly wsl: 1 | 2 | undefined;
  readonly container: boolean;
  readonly codespace: Codespace | undefined;
  readonly remoteVsCode: boolean;
  readonly ci: boolean;
  /** The coding agent that runs it, by its own name. */
  readonly agent: string | undefined;
  /** A window can be shown. */
  readonly display: boolean;
}

/** A GitHub Codespace. */
export interface Codespace {
  readonly name: string;
  readonly portDomain: string;
}

/**
 * The variables that coding agents document for the commands they run.
 * @see https://code.claude.com/docs/en/env-vars `CLAUDECODE`
 * @see https://cursor.com/docs/agent/terminal `CURSOR_AGENT`
 * @see https://github.com/openai/codex/blob/main/AGENTS.md `CODEX_SANDBOX`, `CODEX_SANDBOX_NETWORK_DISABLED`
 * @see https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/shell.md `GEMINI_CLI`
 */
const agents: readonly (readonly [variable: string, name: string])[] = [
  ['CLAUDECODE', 'Claude Code'],
  ['CURSOR_AGENT', 'Cursor'],
  ['CODEX_SANDBOX', 'Codex'],
  ['CODEX_SANDBOX_NETWORK_DISABLED', 'Codex'],
  ['GEMINI_CLI', 'Gemini CLI'],
];

/**
 * Reads what the host is. Nothing is forbidden by it: it orders the ways that are offered.
 * @see https://docs.github.com/en/codespaces/developing-in-a-codespace/default-environment-variables-for-your-codespace
 * @see https://code.visualstudio.com/docs/remote/ssh `VSCODE_IPC_HOOK_CLI` is how a terminal of a remote VS Code finds it
 * @see https://learn.microsoft.com/en-us/windows/wsl/compare-versions the kernel of WSL 2 is Microsoft's own build
 */
export function readHostEnvironment({ env, platform, kernel = '', isContainer }: HostSigns): HostEnvironment {
  const has = (name: string): boolean => isSet(ownValue(env, name));
  const wsl = wslVersion(env, platform, kernel);
  const windowed = platform === 'darwin' || platform === 'win32' || wsl !== undefined;
  return {
    ssh: has('SSH_CONNECTION') || has('SSH_TTY') || has('SSH_CLIENT'),
    wsl,
    // systemd-nspawn, Podman and LXC say so in `container`.
    container: isContainer === true || has('container') || has('KUBERNETES_SERVICE_HOST'),
    codespace: readCodespace(env),
    remoteVsCode: has('VSCODE_IPC_HOOK_CLI') || env['REMOTE_CONTAINERS'] === 'true',
    ci: has('CI') && env['CI'] !== 'false' && env['CI'] !== '0',
    agent: agents.find(([variable]) => has(variable))?.[1],
    display: windowed || has('DISPLAY') || has('WAYLAND_DISPLAY'),
  };
}

function wslVersion(env: Environment, platform: string, kernel: string): HostEnvironment['wsl'] {
  const isWsl = isSet(env['WSL_DISTRO_NAME']) || /microsoft/i.test(kernel);
  if (platform !== 'linux' || !isWsl) return undefined;
  // WSL 1 translates system calls and reports a release that ends in "-Microsoft".
  return kernel.endsWith('-Microsoft') ? 1 : 2;
}

/** @returns the Codespace that the program runs in */
export function readCodespace(env: Environment): Codespace | undefined {
  const name = env['CODESPACE_NAME'];
  if (env['CODESPACES'] !== 'true' || !isSet(name)) return undefined;
  const portDomain = env['GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN'];
  return { name, portDomain: isSet(portDomain) ? portDomain : 'app.github.dev' };
}

/**
 * @returns the port of this machine that a Codespace forwards to an address; undefined for any other address
 * @see https://docs.github.com/en/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace
 */
export function forwardedPort({ name, portDomain }: Codespace, address: string): number | undefined {
  const { protocol, host } = new URL(address);
  const [before, after] = [`${name}-`.toLowerCase(), `.${portDomain}`.toLowerCase()];
  if (protocol !== 'https:' || !host.startsWith(before) || !host.endsWith(after)) return undefined;
  const port = host.slice(before.length, -after.length);
  return /^[1-9]\d{0,4}$/.test(port) && Number(port) < 65_536 ? Number(port) : undefined;
}

/** @returns what was recognised, in words, the one that says most about the redirect first */
export function describeHostEnvironment(host: HostEnvironment): readonly string[] {
  const { ssh, wsl, container, codespace, remoteVsCode, ci, agent, display } = host;
  return [
    ...(codespace === undefined ? [] : [`GitHub Codespace "${codespace.name}"`]),
    ...(remoteVsCode ? ['terminal of a remote VS Code'] : []),
    ...(ssh ? ['SSH session'] : []),
    ...(wsl === undefined ? [] : [`WSL ${wsl}`]),
    ...(container ? ['container'] : []),
    ...(ci ? ['CI'] : []),
    ...(agent === undefined ? [] : [`coding agent (${agent})`]),
    ...(display ? [] : ['no display']),
  ];
}
