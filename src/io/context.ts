import type { Codespace } from '../core/machine/host-environment.ts';
import type { AcceptedCallback, CallbackAdmission } from '../core/connect/admission.ts';
import type { TurnedAway, TurnedAwayCounts } from '../core/connect/turned-away.ts';
import type { Secret } from '../core/secret.ts';

import type { ImageTools } from './image-tools.ts';
import type { KeyTools } from './key-tools.ts';
import type { MachineTools } from './machine.ts';
import type { RowFiles } from './rows.ts';
import type { StateKeyTools } from './state-keys.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { SmartcarClient } from './smartcar.ts';
import type { AttemptStore, CredentialStore, ProfileStore } from './stores.ts';
import type { WebhookTools } from './webhook.ts';
import type { ReadBound } from './read-bounds.ts';

/** A stream that results or messages go to. */
export interface Output {
  readonly isTTY: boolean;
  /** Width in columns; 80 where unknown. */
  readonly columns: number;
  /** 0 none, 1 basic, 2 256 colours, 3 true colour. `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are already honoured. */
  readonly colorLevel: 0 | 1 | 2 | 3;
  /** The terminal can show box drawing and check marks. */
  readonly unicode: boolean;
  /** It is read aloud (`--plain`): words in place of drawings, and no line that changes. `colorLevel` is 0 then. */
  readonly plain: boolean;
  /**
   * Secrets of this run are replaced and characters that do not show are escaped, whatever the text is.
   * @param form `reveal` lets secrets through: for the commands whose result they are
   */
  write(text: string, form?: 'reveal'): void;
  /**
   * The same for whoever serves others meanwhile: a reader that is slow holds up nothing but the promise, which
   * resolves when the text has left. `write` is over from then on.
   * @throws CliError OUTPUT_FAILED
   */
  writeSoon(text: string): Promise<void>;
}

/** Standard input. */
export interface Input {
  readonly isTTY: boolean;
  /**
   * Everything until end of input, as UTF-8; of a bound with `kept` the ends alone.
   * @param onCut told how many bytes in the middle were left out
   * @throws CliError INVALID_VALUE when it is longer than the bound
   */
  readAll(bound: ReadBound, onCut?: (bytes: number) => void): Promise<string>;
  /**
   * Line by line, without line ends; ends when the signal aborts.
   * @throws CliError INVALID_VALUE for a line that is longer than any value
   */
  lines(signal?: AbortSignal): AsyncIterable<string>;
}

/** One HTTP exchange. Redirects are never followed. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Milliseconds until the attempt is given up; default 30 000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, read to its end. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one request.
 * @throws CliError NETWORK when no answer came, TIMED_OUT when it took too long
 */
export type HttpTransport = (request: HttpRequest) => Promise<HttpResponse>;

/** How the attempt to open a browser went. */
export type BrowserLaunch = { readonly opened: true } | { readonly opened: false; readonly reason: string };

/** A line of a list to choose from. */
export interface PromptChoice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
  readonly checked?: boolean;
}

/** Questions on the terminal. Only called when stdin and stderr are TTYs; Ctrl-C throws CliError INTERRUPTED. */
export interface Prompts {
  input(question: { message: string; default?: string; validate?: (value: string) => true | string }): Promise<string>;
  /** A value that does not show; empty only where it may be left out. */
  password(question: { message: string; canBeEmpty?: boolean }): Promise<Secret>;
  confirm(question: { message: string; default?: boolean }): Promise<boolean>;
  select(question: { message: string; choices: readonly PromptChoice[] }): Promise<string>;
  /** A checkbox list that can be searched by typing. */
  checkbox(question: { message: string; choices: readonly PromptChoice[]; required?: boolean }): Promise<string[]>;
  /**
   * Races against other work (the loopback server): rejects when the signal aborts.
   * @param question `shortcuts`: keys that answer at once when pressed alone on an empty line
   */
  paste(question: { message: string; shortcuts?: readonly string[] | undefined; signal: AbortSignal }): Promise<string>;
}

/** Time, so that tests have their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after the time, rejects when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Values that nobody can guess. */
export interface Randomness {
  /** 256 random bits as base64url (43 characters). */
  token(): string;
  uuid(): string;
}

/** Files that the user names. Errors of the file system are thrown as CliError. */
export interface Files {
  /** @throws CliError INVALID_VALUE when it is longer than the bound */
  readText(path: string, bound: ReadBound): Promise<string>;
  /** Writes a whole new content or nothing: temporary file, fsync, rename. */
  writeAtomic(
    path: string,
    content: string | Uint8Array,
    options?: { mode?: number | undefined; exclusive?: boolean | undefined },
  ): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** One that is not there is removed already. */
  remove(path: string): Promise<void>;
  /**
   * Keeps a path for this process alone, by a file beside it with the ending `.lock`.
   * @returns what gives it back; undefined where another process that lives has it
   */
  claim(path: string): Promise<(() => Promise<void>) | undefined>;
}

/** What is wanted of the files of a directory. */
export interface TreeVisit {
  /** Files whose text does not match are passed over. Without the `g` flag. */
  readonly wants: RegExp;
  /** @param path from the root of the walk, with `/` */
  file(path: string, text: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** Why something was not read: `costly-patterns` are those of a .gitignore that take too long to be tried. */
export type SkipReason = 'unreadable' | 'too-large' | 'costly-patterns';

/** What a walk came to. */
export interface TreeWalk {
  /** Text files that were read. */
  readonly files: number;
  /** Files and directories that were passed over. */
  readonly skipped: readonly { readonly path: string; readonly reason: SkipReason }[];
}

/** Reads source code. */
export interface SourceTree {
  /**
   * Reads every text file below a directory, but for installed packages, binaries and what .gitignore names.
   * Symbolic links are not followed.
   * @throws CliError NOT_FOUND when there is no such directory
   */
  walk(directory: string, visit: TreeVisit): Promise<TreeWalk>;
}

/** A link on the page in the browser. */
export interface PageLink {
  readonly url: string;
  readonly label: string;
}

/** How a gap at Tesla is closed: the first thing that the person at the browser is asked to do. */
export interface PageRepair {
  /** Tesla's labels of the boxes to tick. */
  readonly boxes: readonly string[];
  /** Where they are ticked; absent where no such page outlives the command. */
  readonly link?: PageLink | undefined;
  /** What does the same from the terminal. */
  readonly command?: string | undefined;
}

/** What the browser tab is told once the outcome is known. */
export interface CallbackPage {
  readonly tone: 'success' | 'attention' | 'failure';
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly repair?: PageRepair | undefined;
  /** Links that the person at the browser should follow after that, such as the virtual key's. */
  readonly links?: readonly PageLink[] | undefined;
  readonly rows?:
    | readonly {
        readonly name: string;
        readonly value: string;
        readonly ok: boolean | null;
      }[]
    | undefined;
}

/** What the loopback server listens on, and which requests it takes. */
export interface LoopbackOptions {
  /** Registered redirect URIs, tried in order; every one is loopback http, or an address of the Codespace. */
  readonly redirectUris: readonly string[];
  /** The Codespace that forwards its addresses to this machine. */
  readonly codespace?: Codespace | undefined;
  /** Decides whether a query belongs to this attempt. */
  readonly accept: (query: string) => CallbackAdmission;
}

/** A callback server that is already listening. */
export interface Loopback {
  /** The redirect URI whose port is held. */
  readonly redirectUri: string;
  /** Short link that redirects to the Connect URL, once. */
  readonly entryUrl: string;
  /** Says where the short link leads, once the URL is known. */
  setEntry(url: string): void;
  /** First accepted callback. Rejects when the signal aborts. */
  callback(signal: AbortSignal): Promise<AcceptedCallback>;
  /** Requests that were turned away, by reason. */
  rejected(): TurnedAwayCounts;
  /** Tells of every request that is turned away from now on, and once of each kind that was before. */
  watch(listener: (reason: TurnedAway) => void): void;
  /** Tells the waiting tab the truth; resolves when the page was delivered or nobody waits for it. */
  finish(page: CallbackPage): Promise<void>;
  close(): Promise<void>;
}

/** The JSON Schemas of the documents. */
export interface Schemas {
  /** @returns each schema by its kind, as the package holds them */
  read(): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Runs a program with the streams of this process.
 * @param words its name and arguments
 * @returns its exit code; 128 and the signal's number where one ended it
 * @throws CliError NOT_FOUND when it cannot be started
 */
export type RunProgram = (
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
) => Promise<number>;

/** Everything outside the program, as one readonly object. Functions ask for the part that they use. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly http: HttpTransport;
  /** @param program the program to start instead of the one that the environment names, as in `BROWSER` */
  readonly openBrowser: (url: string, program?: string) => Promise<BrowserLaunch>;
  readonly runProgram: RunProgram;
  readonly prompts: Prompts;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly files: Files;
  readonly sourceTree: SourceTree;
  readonly rows: RowFiles;
  readonly stateKeys: StateKeyTools;
  readonly listenLoopback: (options: LoopbackOptions) => Promise<Loopback>;
  readonly keys: KeyTools;
  readonly images: ImageTools;
  readonly sandbox: SandboxControl;
  readonly smartcar: SmartcarClient;
  readonly credentials: CredentialStore;
  readonly profiles: ProfileStore;
  readonly attempts: AttemptStore;
  readonly webhooks: WebhookTools;
  readonly schemas: Schemas;
  readonly machine: MachineTools;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /**
   * Lets the work take longer to stop after Ctrl-C or SIGTERM than the usual fraction of a second; a second signal ends
   * the process all the same. For a server that owes somebody an answer.
   */
  readonly allowGrace: (milliseconds: number) => void;
}
