import { opensNothing } from './browser-choice.ts';
import { forwardedPort, type Codespace, type HostEnvironment } from './host-environment.ts';

/** The addresses of this machine that the owner's browser has to reach. */
export interface LocalAddresses {
  /** Absent where no server listens. */
  readonly redirectUri?: string | undefined;
  /** Address of the sandbox, which no other device reaches. */
  readonly sandbox?: string | undefined;
  /** The provider keeps a list of redirect URIs, as Smartcar does. */
  readonly isRegistered?: boolean | undefined;
}

/**
 * What to say about a browser and a redirect to this machine: one hint about the place, and one about who types. They
 * order the ways that are offered; they forbid nothing.
 */
export function browserHints(host: HostEnvironment, addresses: LocalAddresses): readonly string[] {
  const { ci, agent } = host;
  const place = placeHint(host, addresses);
  const typist = ci ? ciHint : agent === undefined ? undefined : agentHint(agent, addresses);
  return [place, typist].filter((hint) => hint !== undefined);
}

/**
 * Whether a browser that opens here is in front of nobody. One that is named is meant: a remote VS Code sets `BROWSER`
 * to a program that opens the browser of the person.
 */
export function isElsewhere(host: HostEnvironment, named: string | undefined): boolean {
  const { codespace, ssh, remoteVsCode, container, ci, display } = host;
  if (named !== undefined && !opensNothing(named)) return false;
  return !display || ssh || remoteVsCode || container || ci || codespace !== undefined;
}

function placeHint(host: HostEnvironment, addresses: LocalAddresses): string | undefined {
  const { redirectUri, sandbox } = addresses;
  return redirectUri === undefined && sandbox === undefined ? hintOfPaste(host) : hintOfReach(host, addresses);
}

/** Nothing here waits for the redirect, so no way to this machine has to be opened. */
function hintOfPaste(host: HostEnvironment): string | undefined {
  const place = placeWithoutBrowser(host);
  return place === undefined ? undefined : `${place}: ${elsewhere({})}.`;
}

function placeWithoutBrowser(host: HostEnvironment): string | undefined {
  const { codespace, remoteVsCode, ssh, wsl, container, ci, display } = host;
  if (codespace !== undefined) return 'This is a GitHub Codespace';
  if (remoteVsCode) return 'This terminal belongs to a remote VS Code';
  if (ssh) return 'You are connected over SSH';
  if (container && wsl === undefined) return 'This is a container';
  return display || ci ? undefined : 'There is no display here';
}

/** The first place that fits: a Codespace is a container without a display as well, and its own hint says more. */
function hintOfReach(host: HostEnvironment, addresses: LocalAddresses): string | undefined {
  const { codespace, remoteVsCode, ssh, wsl, container, ci, display } = host;
  if (codespace !== undefined) return codespaceHint(codespace, addresses);
  if (remoteVsCode) return remoteVsCodeHint(addresses);
  if (ssh) return sshHint(addresses);
  if (wsl !== undefined) return wslHint(wsl, addresses);
  if (container) return containerHint(addresses);
  return display || ci ? undefined : headlessHint(addresses);
}

const ciHint = 'This is CI, where nobody clicks: rehearse with --sandbox --owner select-all.';

function agentHint(agent: string, { sandbox }: LocalAddresses): string {
  return sandbox === undefined
    ? `${agent} runs this: --start prints the link and ends at once, and --finish takes the address that the owner lands on.`
    : `${agent} runs this: --owner select-all has the sandbox play the owner.`;
}

function codespaceHint(codespace: Codespace, addresses: LocalAddresses): string {
  const { name, portDomain } = codespace;
  const { redirectUri, sandbox, isRegistered = true } = addresses;
  if (sandbox !== undefined || redirectUri === undefined) return `This is a GitHub Codespace: ${elsewhere(addresses)}.`;
  const { origin, pathname } = new URL(redirectUri);
  if (forwardedPort(codespace, redirectUri) !== undefined) {
    return `This is a GitHub Codespace, which forwards ${origin} to this program. If the redirect does not arrive, paste the address you land on.`;
  }
  if (!isRegistered) return `This is a GitHub Codespace: ${elsewhere(addresses)}.`;
  const forwarded = `https://${name}-${portOf(redirectUri)}.${portDomain}${pathname}`;
  return `This is a GitHub Codespace, and localhost is another machine for a browser outside it. Register ${forwarded} as a redirect URI and pass it with --redirect-uri; or ${elsewhere(addresses)}.`;
}

function remoteVsCodeHint(addresses: LocalAddresses): string {
  const ports = portsOf(addresses);
  const forwarded = ports.length === 0 ? 'ports' : `${portWord(ports)} ${ports.join(' and ')}`;
  return `This terminal belongs to a remote VS Code, which forwards ${forwarded} to your computer (see its Ports view). Where that does not happen, ${elsewhere(addresses)}.`;
}

function sshHint(addresses: LocalAddresses): string {
  const ports = portsOf(addresses);
  const flags = ports.map((port) => `-L ${port}:localhost:${port}`).join(' ');
  const forward = flags === '' ? '' : `: ssh ${flags} to this machine, then open the address there`;
  return `You are connected over SSH. Forward the ${portWord(ports)}${forward}; or ${elsewhere(addresses)}.`;
}

function wslHint(version: 1 | 2, addresses: LocalAddresses): string {
  return version === 1
    ? `This is WSL 1, which shares localhost with Windows: a browser there reaches this program. If it does not, ${elsewhere(addresses)}.`
    : `This is WSL 2: a browser on Windows reaches this program through localhost unless localhostForwarding is off in .wslconfig. If it does not, ${elsewhere(addresses)}.`;
}

function containerHint(addresses: LocalAddresses): string {
  return `This is a container, which a redirect to localhost reaches only with --network host. Otherwise ${elsewhere(addresses)}.`;
}

function headlessHint(addresses: LocalAddresses): string {
  if (addresses.sandbox !== undefined) return `There is no display here: ${elsewhere(addresses)}.`;
  return 'There is no display here. Open the address on another device and paste the one you land on, or rehearse with --sandbox --owner select-all.';
}

function elsewhere({ sandbox }: LocalAddresses): string {
  return sandbox === undefined
    ? 'open the address anywhere and paste the one you land on'
    : 'add --owner select-all, and the sandbox plays the owner';
}

function portsOf({ redirectUri, sandbox }: LocalAddresses): readonly string[] {
  return [redirectUri, sandbox].flatMap((url) => (url === undefined ? [] : [portOf(url)]));
}

function portWord(ports: readonly string[]): string {
  return ports.length > 1 ? 'ports' : 'port';
}

function portOf(url: string): string {
  return new URL(url).port || '80';
}
