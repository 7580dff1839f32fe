import { onTestFinished } from 'vitest';
import type { BrowserLaunch, Context, Input, Output } from '../../src/io/context.ts';
import { systemClock } from '../../src/io/clock.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import { listenLoopback } from '../../src/io/loopback/listen.ts';
import { systemRandom } from '../../src/io/random.ts';
import type { OwnerPlay } from '../../src/core/tesla/owner-play.ts';
import type { PlayedOwner, SandboxHandle, SandboxStart } from '../../src/io/sandbox-control.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import type { StoredTokens } from '../../src/io/stores.ts';
import { createSandboxControl } from '../../src/sandbox/client/sandbox-control.ts';
import { OwnerWalk, walkOverHttp } from './page-owner.ts';
import { captureOutput } from './context.ts';

/** The real edges on this machine's loopback: sockets, clock, randomness, sandbox. No browser, no store, no terminal. */
export function rehearsal(given: Partial<Context> = {}): Partial<Context> {
  const { send } = createHttpTransport({});
  return {
    clock: systemClock,
    random: systemRandom,
    http: send,
    smartcar: createSmartcarClient({ http: send, clock: systemClock }),
    listenLoopback,
    sandbox: createSandboxControl(),
    stdin: emptyInput,
    ...given,
  };
}

/** A pipe that is closed already, as `</dev/null`. */
export const emptyInput: Input = { isTTY: false, readAll: async () => '', async *lines() {} };

/** Lines that arrive one after the other on a pipe that stays open. */
export function inputOf(...texts: readonly string[]): Input {
  return {
    isTTY: false,
    readAll: async () => texts.join('\n'),
    async *lines() {
      yield* texts;
    },
  };
}

/** A terminal of 80 columns on stdin and stderr. */
export function terminal(): { readonly stdin: Input; readonly stderr: Output & { text(): string } } {
  return { stdin: { ...emptyInput, isTTY: true }, stderr: captureOutput({ isTTY: true }) };
}

/** A browser without scripts: an HTTP client that plays the owner page by page and follows the last redirect. */
export function walkingBrowser(owner: OwnerPlay): (url: string) => Promise<BrowserLaunch> {
  return async (url) => {
    const played = await walkPages(url, owner);
    if (played.outcome === 'redirected') await fetch(played.url, { headers: { accept: '*/*' } });
    return { opened: true };
  };
}

/** Plays the owner page by page and stops before the redirect to the app. */
export async function walkPages(url: string, owner: OwnerPlay): Promise<PlayedOwner> {
  const { origin } = new URL(url);
  return walkOverHttp(new OwnerWalk(url, origin, owner), async (request) => {
    const response = await fetch(new URL(request.url, origin), {
      method: request.method,
      redirect: 'manual',
      ...(request.body === undefined
        ? {}
        : { body: request.body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    });
    const [location, page] = [response.headers.get('location'), response.headers.get('x-sandbox-page')];
    return {
      status: response.status,
      body: await response.text(),
      ...(location === null ? {} : { location }),
      ...(page === null ? {} : { page }),
    };
  });
}

export const selectAll: OwnerPlay = { rounds: [{ kind: 'select-all' }], untick: [] };

/** A sandbox that outlives one command, as `connect-cli sandbox` starts it. */
export async function runningSandbox(start: Partial<SandboxStart> = {}): Promise<SandboxHandle> {
  const handle = await createSandboxControl().start({ registration: {}, ...start });
  onTestFinished(() => handle.close());
  return handle;
}

/** A credential store in memory that shows what was kept. */
export function memoryStore(): Context['credentials'] & { readonly kept: ReadonlyMap<string, StoredTokens> } {
  const tokens = new Map<string, StoredTokens>();
  const secrets = new Map<string, Parameters<Context['credentials']['writeSecret']>[1]>();
  return {
    kept: tokens,
    describe: async () => ({ backend: 'keychain', location: 'memory' }),
    prepare: async () => {},
    readSecret: async (key) => secrets.get(key),
    writeSecret: async (key, value) => void secrets.set(key, value),
    removeSecret: async (key) => void secrets.delete(key),
    readTokens: async (key) => tokens.get(key),
    writeTokens: async (key, value) => void tokens.set(key, value),
    removeTokens: async (key) => void tokens.delete(key),
    listTokens: async () => [...tokens].map(([key, value]) => ({ key, tokens: value })),
    exclusively: (_, work) => work(),
  };
}
