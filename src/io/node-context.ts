import { systemClock } from './clock.ts';
import type { Context, Files, HttpTransport, Loopback, LoopbackOptions, Output, Prompts } from './context.ts';
import { deferMethods, type CallAround } from './deferred.ts';
import { createHttpTransport, type NodeTransport } from './http/transport.ts';
import type { Interrupts } from './interrupts.ts';
import { systemRandom } from './random.ts';
import type { AnswerInProcess } from './sandbox-control.ts';
import { createInput, createOutput, type InputStream, type TerminalStream } from './streams.ts';
import { workingDirectory } from './working-directory.ts';

/** What is taken from `process`. A stream is touched only when its descriptor is a terminal, or when stdin is read. */
interface NodeHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly stdin: InputStream;
  readonly stdout: TerminalStream & NodeJS.WritableStream;
  readonly stderr: TerminalStream & NodeJS.WritableStream;
  readonly pid: number;
  cwd(): string;
  kill(pid: number, signal: 0): boolean;
}

/** What the process gives to the Context. */
export interface NodeContextOptions {
  readonly host: NodeHost;
  /** The variables, with the secrets that the process itself no longer carries. The host's own without it. */
  readonly env?: NodeHost['env'] | undefined;
  /** Ctrl-C and SIGTERM: heard while an edge waits. */
  readonly interrupts: Pick<Interrupts, 'signal' | 'during' | 'from'>;
  /** The output is read aloud (`--plain`). */
  readonly plain?: boolean | undefined;
  /** Every HTTP exchange leaves a line on stderr (`--verbose`). */
  readonly trace: boolean;
  /** The `User-Agent` of requests: program and version. */
  readonly userAgent: string;
  /** Called when the reader of stdout is gone, as with `| head`. */
  readonly onBrokenPipe: () => void;
}

/** The edges that need nothing but the machine. */
export type NodeEdges = Pick<
  Context,
  | 'env'
  | 'cwd'
  | 'platform'
  | 'stdin'
  | 'stdout'
  | 'stderr'
  | 'http'
  | 'openBrowser'
  | 'runProgram'
  | 'prompts'
  | 'clock'
  | 'random'
  | 'files'
  | 'listenLoopback'
  | 'signal'
>;

/** How long the owner has been waited for when undici is loaded: a played owner is done by then, a person is not. */
const warmUpAfterMs = 1_500;

/**
 * The real edges of the program. Nothing heavy is loaded here: each adapter loads its library when it is first used.
 * Every member is a plain value, so `{ ...context, http }` is a cheap way to replace one. The signal is made when it is
 * first read, by such a copy too.
 * @param build makes the members that stand on these edges: API client, stores, sandbox
 */
export function createNodeContext(
  options: NodeContextOptions,
  build: (edges: NodeEdges, answerInProcess: AnswerInProcess) => Omit<Context, keyof NodeEdges>,
): Context {
  const transport = createHttpTransport(options.env ?? options.host.env, options.userAgent);
  const edges = createEdges(options, transport);
  return Object.assign(edges, build(edges, transport.answerInProcess));
}

function createEdges(
  { host, env = host.env, interrupts, plain = false, trace, onBrokenPipe }: NodeContextOptions,
  transport: NodeTransport,
): NodeEdges {
  const { platform } = host;
  const { during } = interrupts;
  const always: CallAround = (_, call) => during(call);
  const send: HttpTransport = (request) => during(() => transport.send(request));
  const stdout = createOutput({
    fd: 1,
    env,
    platform,
    plain,
    stream: () => host.stdout,
    onBrokenPipe,
    carriesResult: true,
  });
  const stderr = createOutput({ fd: 2, env, platform, plain, stream: () => host.stderr });
  return {
    env,
    cwd: workingDirectory(host, env),
    platform,
    stdin: createInput({ fd: 0, stream: () => host.stdin }),
    stdout,
    stderr,
    http: trace
      ? async (request) => (await import('./trace.ts')).traceHttp(send, { stderr, clock: systemClock })(request)
      : send,
    async openBrowser(url, program) {
      const module = await import('./browser.ts');
      const variables = program === undefined ? env : { ...env, BROWSER: program };
      return during(() => module.openBrowser(url, variables, platform));
    },
    async runProgram(words, variables) {
      const module = await import('./run-program.ts');
      return during(() => module.runProgram(words, variables));
    },
    prompts: deferMethods<Prompts, keyof Prompts>(
      () => loadPrompts({ host, env, stderr, signal: interrupts.signal }),
      ['input', 'password', 'confirm', 'select', 'checkbox', 'paste'],
      always,
    ),
    clock: {
      now: systemClock.now,
      sleep: (milliseconds, until) => during(() => systemClock.sleep(milliseconds, until)),
    },
    random: systemRandom,
    files: deferMethods<Files, keyof Files>(
      async () => (await import('./files.ts')).createFiles(host),
      ['readText', 'writeAtomic', 'exists', 'remove', 'claim'],
      (method, call) => (method === 'writeAtomic' ? during(call) : call()),
    ),
    listenLoopback: (loopback) => interrupts.from(() => listen(loopback, transport)),
    get signal() {
      return interrupts.signal;
    },
  };
}

interface PromptEdges {
  readonly host: NodeHost;
  readonly env: NodeHost['env'];
  readonly stderr: Output;
  readonly signal: AbortSignal;
}

/** A dumb terminal cannot draw a question anew with each key, and who listens does not want to hear it again. */
async function loadPrompts({ host, env, stderr, signal }: PromptEdges): Promise<Prompts> {
  if (stderr.plain || env['TERM'] === 'dumb') {
    const { createLinePrompts } = await import('./prompts/line-prompts.ts');
    return createLinePrompts({ input: host.stdin, write: (text) => stderr.write(text), signal });
  }
  const module = await import('./prompts/prompts.ts');
  return module.createPrompts({ input: host.stdin, output: host.stderr, color: stderr.colorLevel > 0, signal });
}

/** While the owner clicks, the process has nothing to do: the time to load what the exchange will need. */
async function listen(options: LoopbackOptions, transport: NodeTransport): Promise<Loopback> {
  const module = await import('./loopback/listen.ts');
  const loopback = await module.listenLoopback(options);
  const timer = setTimeout(() => void transport.warmUp().catch(() => undefined), warmUpAfterMs).unref();
  return {
    ...loopback,
    async close() {
      clearTimeout(timer);
      await loopback.close();
    },
  };
}
