import type { PortOwner } from '../core/machine/port-owner.ts';

/** What of the host no variable tells. */
export interface MachineSigns {
  /** The process runs in a container. */
  readonly isContainer: boolean;
  /** The kernel's release, such as `5.15.167.4-microsoft-standard-WSL2`; empty where it is not known. */
  readonly kernel: string;
}

/** The Node that runs, and the range in which connect-cli is meant to run. */
export interface NodeRuntime {
  readonly version: string;
  /** As in `engines` of the package. */
  readonly wanted: string;
}

/** What came of writing a value into the keychain, reading it and removing it. */
export type KeychainProbe =
  | { readonly outcome: 'works' }
  /** This session has none to ask, such as a container. */
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'failed'; readonly reason: string };

/** A file or directory of the store. */
export interface StorePath {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'other';
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly belongsToOther: boolean;
  readonly holds: 'settings' | 'secrets';
}

/** A lock or temporary file. */
export interface StoreLeftover {
  readonly path: string;
  readonly kind: 'lock' | 'temporary';
  /** `gone`: the process that made it does not run any more; `unknown`: it ran elsewhere or does not say. */
  readonly owner: 'gone' | 'running' | 'unknown';
  readonly pid: number | undefined;
}

/** A directory in which nothing can be stored. */
export interface UnwritablePlace {
  readonly directory: string;
  /** The system's error, such as `EROFS`. */
  readonly code: string;
}

/** What lies in the directories of the store, left as it was found. */
export interface StoreInspection {
  /** False on Windows, where files have no modes. */
  readonly hasModes: boolean;
  readonly directories: readonly string[];
  readonly paths: readonly StorePath[];
  readonly leftovers: readonly StoreLeftover[];
  /** Where a file could not be made and removed again: the directories of the store, or what they would be made in. */
  readonly unwritable: readonly UnwritablePlace[];
  /** What could not be looked at. */
  readonly faults: readonly string[];
}

/** The proxy that requests to one address go through. */
export interface ProxyRoute {
  /** The variable that names it. */
  readonly variable: string;
  /** Host and port. */
  readonly address: string;
}

/** What a proxy said when it was asked to open a connection. */
export type ProxyProbe =
  | { readonly outcome: 'open' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly hint: string };

/** How copying went; `tried` names the tools that failed, none where the person's clipboard is on another machine. */
export type CopyOutcome =
  | { readonly copied: true; readonly tool: string }
  | { readonly copied: false; readonly tried: readonly string[] };

/** What a file of certificate authorities holds. */
export type AuthorityFile = { readonly certificates: number } | { readonly problem: string };

/** This machine and what stands between it and the network: for `doctor`, and for hints. */
export interface MachineTools {
  node(): Promise<NodeRuntime>;
  signs(): Promise<MachineSigns>;
  /** The addresses that `localhost` resolves to; none where it does not resolve. */
  lookUpLocalhost(): Promise<readonly string[]>;
  /** Who listens on a TCP port of this machine, as far as this user may know. */
  portOwner(port: number): Promise<PortOwner | undefined>;
  probeKeychain(): Promise<KeychainProbe>;
  inspectStore(): Promise<StoreInspection>;
  /** Takes rights of others away from files and directories of this user. @returns sentences about what was done */
  closeToOthers(paths: readonly StorePath[]): Promise<readonly string[]>;
  /** Removes what dead processes left. @returns sentences about what was done */
  removeLeftovers(leftovers: readonly StoreLeftover[]): Promise<readonly string[]>;
  /**
   * The proxy of the environment for this address, if there is one.
   * @throws CliError INVALID_VALUE for a proxy that cannot be used
   */
  proxyFor(url: string): Promise<ProxyRoute | undefined>;
  /** Has the proxy for this address open a connection there, and closes it. */
  askProxy(url: string, signal: AbortSignal): Promise<ProxyProbe>;
  readAuthorities(path: string): Promise<AuthorityFile>;
  /** Puts a text into the clipboard by a tool of the system. */
  copyText(text: string): Promise<CopyOutcome>;
}
